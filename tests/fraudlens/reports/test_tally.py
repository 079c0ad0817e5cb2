from __future__ import annotations

from fraudlens.reports.look import Look
from fraudlens.reports.table import table_foot
from fraudlens.reports.tally import Tally, tally
from fraudlens.reports.text_table import text_table
from fraudlens.verdict import Decision
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.outcomes import OUTCOMES


def test_tallies_of_portions_add_up() -> None:
    whole = tally(OUTCOMES)

    assert whole == tally(OUTCOMES[:2]) + tally(OUTCOMES[2:])
    assert (5, 1) == (whole.targets, whole.failed)
    assert tally(APPS) == tally(APPS[:1]) + tally(APPS[1:])
    assert {"reject": 1, "review": 1, "pass": 1} == dict(tally(APPS).policies)
    assert {"clear": 1, "suspicious": 2, "fraud": 1} == dict(whole.decisions)


def test_concern_counts_from_a_verdict_up() -> None:
    assert [4, 3, 1] == [tally(OUTCOMES).at_or_above(level) for level in Decision]


def test_summary_of_nothing_and_of_one() -> None:
    assert "\n0 targets\n" == table_foot(Tally(), Look()).decode()
    assert "\n1 target: 1 clear\n" == table_foot(Tally({"clear": 1}), Look()).decode()


def test_table_of_figures_ends_with_its_note() -> None:
    assert "T\n  a   n\n  x  10\n  why\n" == text_table("T", ("a", "n"), [("x", "10")], "why")
