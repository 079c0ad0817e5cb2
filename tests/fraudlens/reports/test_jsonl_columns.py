"""Lines woven from columns are the lines that are written row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.bundle import load_bundle, locate
from fraudlens.errors import MalformedInput
from fraudlens.ownlists import ListText, read_lists
from fraudlens.reports.formats import body
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.look import Look
from fraudlens.reports.registry import Format
from fraudlens.reports.tally import tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.targets import Chunk
from fraudlens.texts import Texts, constant
from fraudlens.verdict import Where
from tests.contract.fake import FakeDetector, FakeFacts
from tests.urlguard.addresses import ADDRESSES
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fraudlens.verdict import Finding

FRAUD = "http://abcdefgh123-secure.bad/login"
ODD = [
    'a.ok/"q"', "a.ok/\\x", "a.ok/\x7f", "a.ok/\ud800", "bücher.ok/\u202e", "no host", "",
    "http://paypal.com.secure.bad/verify", FRAUD, "a.ok", "a.ok/x?y=1#z", "x.github.io:8080",
]  # fmt: skip


@pytest.fixture(scope="module")
def url_scorer() -> Scorer:
    detector = UrlDetector()
    bundle = load_bundle(locate("url"), detector.features)
    return Scorer(detector, bundle, ScoreOptions(reasons=1))


class BulkFake(FakeDetector):
    """Offers what `InBulk` asks for, and leaves every row to be described alone."""

    def facts_json(self, facts: FakeFacts) -> Texts:
        return constant(b"", len(facts))

    def describe_some(self, facts: FakeFacts, rows: NDArray[np.int64]) -> list[dict[str, object]]:
        return [self.describe(facts, row) for row in rows.tolist()]

    def findings_of(
        self, facts: FakeFacts, rows: NDArray[np.int64], lang: str
    ) -> list[tuple[Finding, ...]]:
        return [self.findings(facts, row, lang) for row in rows.tolist()]


@pytest.fixture(scope="module")
def bulk_scorer(scorer: Scorer) -> Scorer:
    return replace(scorer, detector=BulkFake())


def same(scorer: Scorer, chunk: Chunk) -> bool:
    judged = scorer.judge_chunk(chunk)
    outcomes = list(judged)

    assert len(chunk.targets) == len(judged) == len(outcomes)
    assert list(chunk.targets) == [outcome.subject.target for outcome in outcomes]
    assert tally(outcomes) == tally(judged)
    for form in Format:
        assert body(form, outcomes, Look()) == body(form, judged, Look())
    return jsonl(outcomes) == body(Format.JSONL, judged, Look())


@pytest.mark.parametrize("file", [None, 'a "b"\u202e.txt'])
@pytest.mark.parametrize("lines", [None, range(5, 5 + len(ODD)), [*range(len(ODD))]])
def test_columns_give_the_lines_of_rows(
    bulk_scorer: Scorer, file: str | None, lines: Sequence[int] | None
) -> None:
    assert same(bulk_scorer, Chunk(file, ODD, lines))


def test_urls_in_bulk_give_the_lines_of_rows(url_scorer: Scorer) -> None:
    targets = [*ADDRESSES, *ODD, "co.uk", "www.co.uk", "0x7f.1", "[::1]", "a.notasuffix/x"]

    assert same(url_scorer, Chunk("urls.txt", targets, range(1, len(targets) + 1)))


def test_places_in_messy_text_are_told_alike(url_scorer: Scorer) -> None:
    targets = ["a.ok", "no host", 'http://a.example/"q"', "", "b.example"]
    places = [
        Where("text", target, None, at, None if at % 2 else "\u202ea\ud800")
        for at, target in enumerate(targets)
    ]
    errors = ((3, MalformedInput("part 2: cut")),)
    chunk = Chunk('a "b"', targets, [7, 8, 9, 9, 9], errors, places=places)

    assert same(url_scorer, chunk)
    assert places == [outcome.subject.where for outcome in url_scorer.score_chunk(chunk)]


def test_own_lists_speak_in_columns_too(bulk_scorer: Scorer) -> None:
    lists = read_lists(
        bulk_scorer.detector,
        allow=ListText("a", "abcdefgh123-secure.bad"),
        block=ListText("b", "a.ok"),
    )

    assert same(replace(bulk_scorer, options=ScoreOptions(lists=lists)), Chunk("x", ODD, None))


@pytest.mark.parametrize(
    "targets", [["a.ok", "b.ok"], ["", " "], ["a.ok", ""], ["", "a.ok"], ["", "a.ok", "", ""]]
)
def test_failures_stand_in_their_places(bulk_scorer: Scorer, targets: list[str]) -> None:
    errors = ((0, MalformedInput("cut")),) if not targets[0] else ()

    assert same(bulk_scorer, Chunk("x", targets, range(len(targets)), errors))


def test_bundle_without_types_names_none(bulk_scorer: Scorer) -> None:
    plain = replace(bulk_scorer.bundle, type_trees=None)
    manifest = replace(plain.manifest, types=())

    assert same(
        replace(bulk_scorer, bundle=replace(plain, manifest=manifest)), Chunk("x", ODD, None)
    )


@pytest.mark.parametrize("reasons", [0, 3])
def test_verdicts_carry_the_same_with_and_without_reasons(
    bulk_scorer: Scorer, reasons: int
) -> None:
    options = ScoreOptions(reasons=reasons, base_rate=0.9)

    assert same(replace(bulk_scorer, options=options), Chunk("x", ODD, None))


def test_bulk_says_what_the_rows_say() -> None:
    detector = UrlDetector()
    facts = detector.read(ADDRESSES).facts
    rows = np.arange(1, len(facts), 2)

    assert [detector.describe(facts, row) for row in rows.tolist()] == detector.describe_some(
        facts, rows
    )
    assert [detector.findings(facts, row, "en") for row in rows.tolist()] == detector.findings_of(
        facts, rows, "en"
    )
