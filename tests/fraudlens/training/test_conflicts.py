"""Conflicts: which row goes, which stays, and that each is counted."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from fraudlens.training.config import LabelConfig
from fraudlens.training.conflicts import matches, resolve
from fraudlens.training.digest import text_keys
from fraudlens.training.dropped import Dropped, as_table
from fraudlens.training.roles import role, trained
from tests.fraudlens.training.made import keyed

CONFIG = LabelConfig()
FULL = {"form": 1}
BAD = {"fraud": 1, "category": "phishing"}


def kept(frame: pl.DataFrame, config: LabelConfig = CONFIG) -> tuple[list[str], list[Dropped]]:
    official = [int(key) for key in text_keys(["official"])]
    frame, drops = resolve(frame, 0, official, config)
    return frame["value"].to_list(), [drop for drop in drops if drop.fraud or drop.benign]


@pytest.mark.parametrize(
    ("rows", "values", "reason"),
    [
        (
            [{"value": "a"}, {"value": "a", **BAD}, {"value": "b"}],
            ["b"],
            "same sample in both classes: dropped from both",
        ),
        (
            [{"value": "a"}, {"value": "a", **BAD, "weak": True}],
            ["a"],
            "weak fraud label of a sample that is also benign",
        ),
        (
            [{"value": "a/1", **FULL}, {"value": "a", **BAD}],
            ["a/1"],
            "group with benign rows, listed as fraud as a whole: benign wins",
        ),
        (
            [
                {"value": "a", **BAD, "shared": True},
                {"value": "a/1", **BAD, **FULL, "shared": True},
            ],
            ["a/1"],
            "shared platform as a whole, listed as fraud",
        ),
        (
            [{"value": "official", **BAD}, {"value": "official/x", **BAD, **FULL}],
            ["official/x"],
            "official domain of a brand, listed as fraud",
        ),
        (
            [{"value": "a", **BAD, "weak": True}, {"value": "a", **BAD, "source": "t"}],
            ["a"],
            "weak copy of a sample with a better label",
        ),
        ([{"value": "a", **BAD}, {"value": "a", **BAD}], ["a"], "same sample again"),
    ],
)
def test_each_conflict_has_its_rule(
    rows: list[dict[str, object]], values: list[str], reason: str
) -> None:
    found, drops = kept(keyed(*rows))

    assert values == found
    assert [reason] == [drop.reason for drop in drops]


def test_fraud_on_a_path_of_an_honest_group_stays() -> None:
    found, drops = kept(keyed({"value": "a"}, {"value": "a/login", **BAD, **FULL}))

    assert (["a", "a/login"], []) == (found, drops)


def test_an_excluded_source_leaves_both_classes() -> None:
    frame = keyed({"value": "a", "source": "x(1)"}, {"value": "b", **BAD, "source": "x(1)"})

    found, drops = kept(frame, LabelConfig(excluded_sources=("x(?)",)))

    assert ([], 1, 1) == (found, drops[0].fraud, drops[0].benign)
    assert ("b", "a") == drops[0].examples[::-1]


def test_rows_that_left_are_told_by_their_name_not_by_all_that_was_read() -> None:
    frame = keyed({"value": "{facts}", "source": "x", "name": "Quick Loan a.loan"})

    _, drops = kept(frame, LabelConfig(excluded_sources=("x",)))

    assert ("Quick Loan a.loan",) == drops[0].examples


def test_the_earliest_copy_stays_with_the_best_known_category() -> None:
    early = {"value": "a", "fraud": 1, "category": "unknown", "first_seen": dt.date(2026, 1, 1)}
    late = {"value": "a", **BAD, "first_seen": dt.date(2026, 2, 1)}

    frame, _ = resolve(keyed(late, {"value": "b"}, early), None, [], CONFIG)

    assert [("a", "phishing", dt.date(2026, 1, 1)), ("b", "benign", None)] == frame.select(
        "value", "category", "first_seen"
    ).rows()


def test_without_a_bare_form_no_row_stands_for_its_group() -> None:
    frame, drops = resolve(keyed({"value": "a/1"}, {"value": "a/2", **BAD}), None, [], CONFIG)

    assert 2 == frame.height
    assert [] == as_table(drops)


def test_roles_set_weak_unknown_and_kept_apart_rows_aside() -> None:
    frame = keyed(
        {"value": "a"},
        {"value": "b", **BAD},
        {"value": "c", "fraud": 1, "category": "unknown"},
        {"value": "d", "fraud": 1, "category": "malware"},
        {"value": "e", **BAD, "weak": True},
    )
    keep = LabelConfig(unknown_weight=0, weak_weight=0.1)

    assert ["main", "main", "unknown", "malware", "weak"] == frame.select(r=role(CONFIG))[
        "r"
    ].to_list()
    assert [True, True, True, False, False] == frame.select(t=trained(CONFIG))["t"].to_list()
    assert [True, True, False, False, True] == frame.select(t=trained(keep))["t"].to_list()


def test_fraud_of_unknown_type_is_what_counts_where_no_row_has_a_type() -> None:
    """As in a table with `label` alone."""
    fraud = {"fraud": 1, "category": "unknown"}
    frame = keyed(
        {"value": "a"},
        {"value": "b", **fraud},
        {"value": "c", **BAD, "weak": True},
        {"value": "d", "fraud": 1, "category": "malware"},
    )
    none = LabelConfig(unknown_weight=0)

    assert ["main", "main", "weak", "malware"] == frame.select(r=role(LabelConfig()))["r"].to_list()
    assert ["main", "unknown", "weak", "malware"] == frame.select(r=role(none))["r"].to_list()


def test_no_pattern_matches_nothing() -> None:
    assert [False] == pl.DataFrame({"s": ["x"]}).select(matches("s", ())).to_series().to_list()
