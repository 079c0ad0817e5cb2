from __future__ import annotations

import re

import pytest

from fraudlens.reports.page.charts import reason_bar, score_histogram, type_bars, verdict_bar
from fraudlens.reports.page.words import Say
from fraudlens.verdict import Decision

SAY = Say("en")


def rects(drawn: str) -> list[tuple[str, float, float]]:
    """Give class, left end and width of each bar."""
    found = re.findall(r'<rect x="([^"]+)" y="[^"]+" width="([^"]+)" [^>]*class="([^"]+)"', drawn)
    return [(kind.removeprefix("bar "), float(x), float(width)) for x, width, kind in found]


def test_one_bar_is_parted_by_verdict() -> None:
    drawn = verdict_bar({"fraud": 1, "suspicious": 0, "clear": 3}, SAY)

    assert [("fraud", 0, 100), ("clear", 100, 300)] == rects(drawn)
    assert "fraud: 1, suspicious: 0, clear: 3</desc>" in drawn
    assert [] == rects(verdict_bar({"fraud": 0}, SAY))


def test_histogram_stacks_verdicts_and_counts_them() -> None:
    scores: dict[str, list[int]] = {decision: [0] * 10 for decision in Decision}
    scores[Decision.CLEAR][9] = 1
    scores[Decision.FRAUD][9] = 1233
    drawn = score_histogram(scores, SAY)

    assert ["fraud", "clear"] == [kind for kind, _, _ in rects(drawn)]
    assert ">1,234</text>" in drawn
    assert "0.9 to 1.0: 1,234</desc>" in drawn


def test_types_stand_longest_first_and_are_bounded() -> None:
    drawn = type_bars({"phishing": 1, "fake_loan": 100, "gambling": 1}, SAY)
    widths = [width for _, _, width in rects(drawn)]

    assert ["fake loan", "gambling", "phishing"] == re.findall(r">([a-z ]+)</text>", drawn)
    assert widths[0] > 100 * widths[1] / 2
    assert 20 == len(rects(type_bars({f"t{n}": 1 for n in range(99)}, SAY)))


@pytest.mark.parametrize(
    ("weight", "diverging", "bar"),
    [
        (2.0, False, [("for", 1, 158)]),
        (1.0, False, [("for", 1, 79)]),
        (2.0, True, [("for", 80, 79)]),
        (-2.0, True, [("against", 1, 79)]),
        (-1.0, True, [("against", 40.5, 39.5)]),
        (0.0, True, []),
        (9.0, False, [("for", 1, 158)]),
    ],
)
def test_reason_is_a_bar_on_its_side(
    weight: float, diverging: bool, bar: list[tuple[str, float, float]]
) -> None:
    assert bar == rects(reason_bar(weight, 2.0, diverging=diverging))


def test_reasons_that_weigh_nothing_have_no_scale() -> None:
    assert [] == rects(reason_bar(0.0, 0.0, diverging=False))
