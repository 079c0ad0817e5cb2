"""The split: groups never cross, undated rows never judge, held-out sources are held out whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import DataError
from fraudlens.training.config import SplitConfig
from fraudlens.training.split import TEST, TRAIN, VALIDATION, Split, check_parts, keep_rows, split
from tests.fraudlens.training.made import keyed

if TYPE_CHECKING:
    from collections.abc import Mapping

BY_DATE = SplitConfig(
    validation_from=dt.date(2026, 2, 1), test_from=dt.date(2026, 3, 1), benign_by="date"
)
BY_TIME = replace(BY_DATE, fraud_folds="time", folds=3)
BASE: tuple[Mapping[str, object], ...] = tuple(
    {"value": f"base{fraud}{month}", "fraud": fraud, "first_seen": dt.date(2026, month, 5)}
    for fraud in (0, 1)
    for month in (1, 2, 3)
)
"""One row of each class in each part."""

ROW = st.fixed_dictionaries(
    {
        "value": st.builds("{}/{}".format, st.sampled_from("abcd"), st.integers(0, 999)),
        "fraud": st.integers(0, 1),
        "first_seen": st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
        "source": st.sampled_from(["s", "t"]),
    }
)


def part_of(result: Split) -> dict[str, int]:
    return dict(result.frame.select("value", "part").rows())


def fraud_dropped(result: Split) -> dict[str, int]:
    return {drop.reason: drop.fraud for drop in result.dropped if drop.fraud}


@pytest.mark.parametrize("benign_folds", ["group", "source"])
@given(rows=st.lists(ROW, max_size=30, unique_by=lambda row: row["value"]))
def test_no_group_ever_stands_in_two_parts(
    rows: list[dict[str, object]], benign_folds: Literal["group", "source"]
) -> None:
    config = replace(BY_DATE, benign_folds=benign_folds, folded_source_rows=15)
    frame = split(keyed(*BASE, *rows), config).frame

    assert 1 == frame.group_by("group").agg(pl.col("part").n_unique())["part"].max()
    assert 1 == frame.group_by("group").agg(pl.col("fold").n_unique())["fold"].max()


@given(st.lists(ROW, max_size=30, unique_by=lambda row: row["value"]))
def test_undated_fraud_never_validates_nor_tests(rows: list[dict[str, object]]) -> None:
    frame = split(keyed(*BASE, *rows), BY_DATE).frame

    assert {TRAIN} >= set(frame.filter(pl.col("first_seen").is_null())["part"])


def test_the_earliest_part_keeps_its_group() -> None:
    rows = (
        {"value": "g/1", "fraud": 1, "first_seen": dt.date(2026, 1, 1)},
        {"value": "g/2", "fraud": 1, "first_seen": dt.date(2026, 3, 9)},
    )

    result = split(keyed(*BASE, *rows), BY_DATE)

    assert TRAIN == part_of(result)["g/1"]
    assert "g/2" not in part_of(result)
    assert {"group stands in an earlier part": 1} == fraud_dropped(result)


def test_a_reserved_group_neither_trains_nor_validates() -> None:
    days = {"train": 1, "validation": 2, "test": 3}
    rows = [
        {"value": part, "fraud": 1, "first_seen": dt.date(2026, month, 9), "reserved": True}
        for part, month in days.items()
    ]
    undated = {"value": "undated", "fraud": 1, "reserved": True}

    result = split(keyed(*BASE, *rows, undated), BY_DATE)

    assert TEST == part_of(result)["test"]
    assert not {"train", "validation", "undated"} & part_of(result).keys()
    assert {"group kept for another model (labels.without)": 3} == fraud_dropped(result)


def test_an_undated_row_of_a_later_group_is_dropped() -> None:
    rows = (
        {"value": "g/1", "fraud": 1},
        {"value": "g/2", "fraud": 1, "first_seen": dt.date(2026, 3, 9)},
    )

    result = split(keyed(*BASE, *rows), BY_DATE)

    assert TEST == part_of(result)["g/2"]
    assert "g/1" not in part_of(result)
    assert {"undated row of a group that belongs to validation or test": 1} == (
        fraud_dropped(result)
    )


def test_held_out_sources_never_train() -> None:
    config = SplitConfig(
        validation_from=BY_DATE.validation_from,
        test_from=BY_DATE.test_from,
        benign_by="source",
        validation_sources=("val*",),
        test_sources=("held?out",),
        benign_folds="source",
    )
    fraud = [row for row in BASE if row["fraud"]]
    benign = [
        {"value": f"{source}{n}", "source": source}
        for source in ("train", "val-1", "held-out", "more")
        for n in range(8)
    ]

    result = split(keyed(*fraud, *benign), config)

    sides = result.frame.filter(pl.col("fraud") == 0).group_by("source").agg("part", "fold")
    found = {source: (set(parts), len(set(folds))) for source, parts, folds in sides.rows()}
    assert {
        "train": ({TRAIN}, 1),
        "more": ({TRAIN}, 1),
        "val-1": ({VALIDATION}, 1),
        "held-out": ({TEST}, 1),
    } == found
    assert "benign rows by source: whole sources" in result.rules[1]


def test_a_large_source_folds_by_group() -> None:
    rows = [
        {"value": f"{name}{n}", "source": name} for name in ("small", "large") for n in range(9)
    ]
    rows += [{"value": f"large{n}", "source": "large"} for n in range(9, 40)]
    by_group = split(keyed(*BASE, *rows), replace(BY_DATE, folds=4)).frame
    by_source = split(
        keyed(*BASE, *rows), replace(BY_DATE, folds=4, benign_folds="source", folded_source_rows=9)
    ).frame
    folds = {
        name: [
            frame.filter(pl.col("source") == name).sort("value")["fold"].to_list()
            for frame in (by_group, by_source)
        ]
        for name in ("small", "large")
    }

    assert folds["large"][0] == folds["large"][1]
    assert {0, 1, 2, 3} == set(folds["large"][1])
    assert 1 == len(set(folds["small"][1]))


@given(st.lists(ROW, max_size=30, unique_by=lambda row: row["value"]))
def test_time_folds_are_spans_that_split_no_group(rows: list[dict[str, object]]) -> None:
    frame = split(keyed(*BASE, *rows), BY_TIME).frame
    first = pl.col("first_seen").filter(pl.col("fraud") == 1).min()
    groups = frame.group_by("group").agg("fold", first=first)
    spans = groups.drop_nulls().group_by(pl.col("fold").list.first()).agg("first").sort("fold")

    assert {1} == {len(set(folds)) for folds in groups["fold"]}
    assert all(max(one) < min(two) for one, two in pairwise(spans["first"].to_list()))


def test_time_folds_hold_as_many_rows_and_leave_undated_groups_to_the_digest() -> None:
    dated = [
        {"value": f"d{n}", "fraud": 1, "first_seen": dt.date(2025, 1, 1) + dt.timedelta(days=n)}
        for n in range(27)
    ]
    others = [{"value": f"u{n}", "fraud": n % 2} for n in range(40)]
    by_time, by_group = (
        split(keyed(*BASE, *dated, *others), config).frame.sort("value")
        for config in (BY_TIME, replace(BY_TIME, fraud_folds="group"))
    )
    undated = pl.col("value").str.starts_with("u")

    # With the three fraud rows of the base, which are the newest.
    assert [10, 10, 10] == by_time.filter((pl.col("fraud") == 1) & ~undated)[
        "fold"
    ].value_counts().sort("fold")["count"].to_list()
    assert by_group.filter(undated)["fold"].equals(by_time.filter(undated)["fold"])


def test_without_a_date_time_folds_are_those_of_the_digest() -> None:
    rows = [{"value": f"v{n}", "fraud": n % 2} for n in range(200)]
    by_time, by_group = (
        split(keyed(*rows), SplitConfig(fraud_folds=folds)).frame["fold"]
        for folds in ("time", "group")
    )

    assert by_group.equals(by_time)


def test_rows_that_do_not_train_stay_in_test_only() -> None:
    rows = [
        {"value": f"m{month}", "fraud": 1, "first_seen": dt.date(2026, month, 1), **apart}
        for month in (1, 2, 3)
        for apart in ({"role": "malware", "trained": False},)
    ]
    rows.append({"value": "u2", "fraud": 1, "first_seen": dt.date(2026, 2, 1), "role": "unknown"})

    parts = part_of(split(keyed(*BASE, *rows), BY_DATE))

    assert {"m3"} == {value for value in parts if not value.startswith("base")}


def test_without_dates_both_classes_split_by_digest_and_say_so() -> None:
    rows = [{"value": f"v{n}", "fraud": n % 2} for n in range(200)]

    result = split(keyed(*rows), SplitConfig())

    shares = result.frame["part"].value_counts().sort("part")["count"].to_list()
    assert shares[0] > 110
    assert all(rule.endswith("by the digest of their group: 70, 15 and 15 of 100")
               for rule in result.rules)  # fmt: skip


def test_dated_rows_split_at_quantiles() -> None:
    rows = [
        {"value": f"v{n}", "fraud": n % 2, "first_seen": dt.date(2026, 1, 1 + n // 4)}
        for n in range(100)
    ]

    result = split(keyed(*rows), SplitConfig())

    expected = "by first_seen: validation from 2026-01-18, test from 2026-01-22"
    assert all(expected in rule for rule in result.rules)


def test_benign_rows_mostly_without_dates_split_by_digest() -> None:
    rows = [{"value": f"v{n}"} for n in range(200)]
    fraud = [
        {"value": f"f{n}", "fraud": 1, "first_seen": dt.date(2026, 1, 1 + n)} for n in range(20)
    ]

    result = split(keyed(*fraud, *rows), SplitConfig())

    assert "digest" in result.rules[1]


def test_groups_are_capped() -> None:
    rows = [
        {"value": f"g/{n}", "fraud": 1, "first_seen": dt.date(2026, month, 1)}
        for month in (1,)
        for n in range(9)
    ]
    late = [{"value": f"h/{n}", "fraud": 1, "first_seen": dt.date(2026, 3, 1)} for n in range(9)]
    config = SplitConfig(
        validation_from=BY_DATE.validation_from,
        test_from=BY_DATE.test_from,
        rows_per_group=4,
        held_out_rows_per_group=2,
    )

    values = list(part_of(split(keyed(*BASE, *rows, *late), config)))

    assert (4, 2) == tuple(sum(v.startswith(g) for v in values) for g in ("g/", "h/"))


def test_a_part_without_a_class_is_refused() -> None:
    with pytest.raises(DataError, match="the test part has no fraud row"):
        split(keyed(*BASE[:5]), BY_DATE)


def test_a_crossing_group_is_refused() -> None:
    frame = keyed({"value": "g/1", "part": 0}, {"value": "g/2", "part": 1})

    with pytest.raises(DataError, match="1 values of group stand in more than one part"):
        check_parts(frame)


def test_max_rows_keeps_whole_groups() -> None:
    frame = keyed(*({"value": f"{n % 50}/{n}"} for n in range(500)))

    kept, drop = keep_rows(frame, 250)

    assert {10} == set(kept.group_by("group").len()["len"])
    assert 500 == kept.height + drop.benign
    assert 500 == keep_rows(frame, 0)[0].height
