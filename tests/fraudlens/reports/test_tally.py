from __future__ import annotations

from dataclasses import replace

from fraudlens.reports.look import Look
from fraudlens.reports.table import table_foot
from fraudlens.reports.tally import Tally, tally
from fraudlens.reports.text_table import text_table
from fraudlens.verdict import Decision
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.outcomes import CLEAR, OUTCOMES


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


def test_summary_says_what_the_scores_of_each_model_mean() -> None:
    at_three = replace(CLEAR, model=replace(CLEAR.model, base_rate=0.3))
    untold = replace(CLEAR, model=replace(CLEAR.model, thresholds=None))
    total = tally([*APPS, untold]) + tally([at_three, at_three])

    assert [("apk", None), ("url", 0.3)] == [(one.kind, one.base_rate) for one in total.legends]
    assert table_foot(total, Look(width=200)).decode().endswith(
        "score: probability of fraud where 30% of the targets are fraud; suspicious from 0.500,"
        " fraud from 0.900; apps: suspicious from 0.500, fraud from 0.900\n"
    )  # fmt: skip


def test_of_very_many_models_only_some_are_explained() -> None:
    many = [replace(CLEAR, model=replace(CLEAR.model, base_rate=n / 10)) for n in range(9)]

    assert 4 == len(tally(many).legends) == len((tally(many[:3]) + tally(many[3:])).legends)


def test_table_of_figures_ends_with_its_note() -> None:
    assert "T\n  a   n\n  x  10\n  why\n" == text_table("T", ("a", "n"), [("x", "10")], "why")


def test_a_sentence_is_whole_and_only_a_long_name_beside_figures_is_cut() -> None:
    long, reason = "x" * 200, "group with benign rows, listed as fraud as a whole: benign wins"

    assert f"T\n  rule\n  {long}\n" == text_table("T", ("rule",), [(long,)])
    assert long not in text_table("T", ("a", "n"), [(long, "10")])
    assert reason in text_table("T", ("a", "n"), [(reason, "10")])
