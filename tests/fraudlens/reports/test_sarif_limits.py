"""The bounds of a SARIF report: one below, at, and one above each; the worst stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.reports.sarif_limits import GITHUB, SarifLimits, Worst, fitting
from fraudlens.verdict import Decision, Failure, Subject
from tests.fraudlens.reports.outcomes import FRAUD, SUSPICIOUS
from tests.fraudlens.reports.sarif_files import RUN, run_of, written

NOTHING = Failure(Subject("url", "x", "urls.txt", 1), "malformed", "no host")
MANY = [
    replace(FRAUD, subject=Subject("url", f"http://h{n}.example/", "a.txt", n + 1), score=n / 10)
    for n in range(5)
]


def notes_of(data: bytes) -> list[str]:
    notes = run_of(data)["invocations"][0]["toolExecutionNotifications"]
    return [f"{note['level']}: {note['message']['text']}" for note in notes]


@pytest.mark.parametrize(
    ("most", "scores"),
    [(6, [0.4, 0.3, 0.2, 0.1, 0.0]), (5, [0.4, 0.3, 0.2, 0.1, 0.0]), (4, [0.4, 0.3, 0.2, 0.1])],
)
def test_the_worst_results_are_kept_and_the_cut_is_told(most: int, scores: list[float]) -> None:
    data = written(MANY, limits=replace(GITHUB, results=most))
    cut = 5 - len(scores)

    assert scores == [result["properties"]["score"] for result in run_of(data)["results"]]
    told = (
        f"warning: {cut} of 5 results were left out, the least grave ones: this file keeps to the"
        " bounds of its readers. The other formats of fraudlens have them all."
    )
    assert [told][:cut] == notes_of(data)


def test_level_goes_before_score() -> None:
    data = written([replace(SUSPICIOUS, score=0.9), *MANY], limits=replace(GITHUB, results=5))

    assert ["error"] * 5 == [result["level"] for result in run_of(data)["results"]]


def test_nothing_is_kept_where_nothing_fits() -> None:
    run = run_of(written(MANY, limits=replace(GITHUB, compressed_bytes=5000)))

    assert [] == run["results"]
    assert "5 of 5" in str(run["invocations"])


def test_results_end_where_the_compressed_file_would_be_too_large() -> None:
    noise = "".join(f"{n * n * 7919:x}" for n in range(60_000))
    parts = [noise[at : at + 1000].encode() for at in range(0, len(noise), 1000)]
    whole = fitting(parts, 10_000_000)

    assert len(parts) == whole
    assert 0 < fitting(parts, 200_000) < fitting(parts, 250_000) < len(parts)
    assert len(parts) == fitting([b"a" * 1000] * len(parts), 200_000)


@pytest.mark.parametrize(("count", "shown"), [(2, 2), (3, 3), (4, 3)])
def test_targets_that_were_not_read_are_named_up_to_a_bound(count: int, shown: int) -> None:
    notes = notes_of(written([NOTHING] * count, limits=replace(GITHUB, notifications=3)))

    assert ["error: x: no host"] * shown == notes[:shown]
    assert ["error: 1 more targets could not be read."] * (count > shown) == notes[shown:]


@pytest.mark.parametrize(("length", "cut"), [(9, False), (10, False), (11, True)])
def test_long_targets_are_cut(length: int, cut: bool) -> None:
    target = "a" * length
    verdict = replace(FRAUD, subject=Subject("url", target), decision=Decision.FRAUD)
    limits = SarifLimits(target_characters=10)
    (result,) = run_of(written([verdict], RUN, limits=limits))["results"]

    assert ("aaaaaaaaa…" if cut else target) == result["properties"]["target"]


def test_the_first_of_equals_stays() -> None:
    worst: Worst[str] = Worst(2)
    for name in ("first", "second", "third"):
        worst.add((1.0,), name)

    assert ["first", "second"] == worst.kept()
    assert 3 == worst.seen


def test_no_room_keeps_nothing() -> None:
    worst: Worst[str] = Worst(0)
    worst.add((1.0,), "first")

    assert [] == worst.kept()
    assert 1 == worst.seen


def test_defaults_are_those_of_github() -> None:
    assert (25_000, 10, 10_000_000) == (GITHUB.results, GITHUB.tags, GITHUB.compressed_bytes)
