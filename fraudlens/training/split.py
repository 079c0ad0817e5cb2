"""Train, validation, test: by time, by group, by source, and never across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.errors import DataError
from fraudlens.training.conflicts import FRAUD, matches
from fraudlens.training.digest import mix, text_keys, uniform
from fraudlens.training.dropped import Dropped, split_off
from fraudlens.training.roles import MAIN

if TYPE_CHECKING:
    import datetime as dt

    from fraudlens.training.config import SplitConfig

TRAIN, VALIDATION, TEST = 0, 1, 2
PARTS = ("train", "validation", "test")

_SHARES = (0.70, 0.85)
"""Ends of train and of validation where the data or a digest decides: 70, 15 and 15 of 100."""
_SIDE_SEED = 20_261_122
"""Salt of the digest that splits by group; never the run's seed, or parts would leak over runs."""


@dataclass(frozen=True, slots=True)
class Split:
    """Rows with the columns `part` and `fold` (Int8), and how they came by them."""

    frame: pl.DataFrame
    dropped: tuple[Dropped, ...]
    rules: tuple[str, ...]
    """Sentences that say how each class was split, for the card."""


def split(frame: pl.DataFrame, config: SplitConfig) -> Split:
    """Give each row its part and its fold; no group and no sample stands in two parts.

    Needs the columns `role`, `trained` and `reserved`. Validation keeps rows of the main role only.

    Raises:
        DataError: a part lacks a class.
    """
    part, rules = _sides(frame, config)
    frame = frame.with_columns(part=part)
    use = pl.when(pl.col("part") == VALIDATION).then(pl.col("role") == MAIN).otherwise("trained")
    frame, unused = split_off(
        frame,
        frame.select(gone=use.not_() & (pl.col("part").fill_null(TRAIN) < TEST))["gone"],
        "role that does not train (kept apart in test only)",
    )
    frame, reserved = split_off(
        frame,
        frame.select(gone=pl.col("reserved") & (pl.col("part").fill_null(TRAIN) < TEST))["gone"],
        "group kept for another model (labels.without)",
    )
    first = pl.col("part").min().over("group")
    frame, crossed = split_off(
        frame,
        frame.select(gone=(pl.col("part") > first).fill_null(value=False))["gone"],
        "group stands in an earlier part",
    )
    frame, undated = split_off(
        frame,
        frame.select(gone=pl.col("part").is_null() & (first > TRAIN).fill_null(value=False))[
            "gone"
        ],
        "undated row of a group that belongs to validation or test",
    )
    frame = frame.with_columns(pl.col("part").fill_null(TRAIN))
    frame, capped = _cap(frame, config)
    frame = frame.with_columns(fold=_folds(frame, config))
    check_parts(frame)
    return Split(frame, (unused, reserved, crossed, undated, capped), rules)


def check_parts(frame: pl.DataFrame) -> None:
    """Make sure that nothing leaks and nothing lacks.

    Raises:
        DataError: a group or a sample stands in two parts, or a part lacks a class.
    """
    for key in ("group", "duplicate"):
        crossing = frame.group_by(key).agg(pl.col("part").n_unique()).filter(pl.col("part") > 1)
        if crossing.height:
            raise DataError(f"{crossing.height} values of {key} stand in more than one part")
    counts = frame.group_by("part", "fraud").len()
    for number, name in enumerate(PARTS):
        for fraud, kind in enumerate(("benign", "fraud")):
            if not counts.filter((pl.col("part") == number) & (pl.col("fraud") == fraud)).height:
                raise DataError(
                    f"the {name} part has no {kind} row",
                    hint="give more data, set the dates and sources of [split], or split by digest",
                )


def keep_rows(frame: pl.DataFrame, rows: int) -> tuple[pl.DataFrame, Dropped]:
    """Keep about `rows` rows by whole groups, drawn by digest; 0 keeps all."""
    share = rows / frame.height if rows and frame.height else 1.0
    gone = pl.Series(uniform(frame["group"].to_numpy(), 1) >= share)
    return split_off(frame, gone, "left out by max_rows")


def _sides(frame: pl.DataFrame, config: SplitConfig) -> tuple[pl.Series, tuple[str, ...]]:
    days = _days(frame, config) if config.fraud_by == "auto" else None
    digest = np.digitize(uniform(frame["group"].to_numpy(), _SIDE_SEED), _SHARES).astype(np.int8)
    options = frame.select(
        date=_by_date(days) if days else pl.lit(None, pl.Int8),
        source=_by_source(config),
        digest=pl.Series(digest),
    )
    by = _benign_by(frame, config, dated=days is not None)
    fraud_by = config.fraud_by if config.fraud_by != "auto" else "date" if days else "digest"
    side = pl.when(frame["fraud"] == 1).then(options[fraud_by]).otherwise(options[by])
    rules = (_rule("fraud", fraud_by, days), _rule("benign", by, days))
    return frame.select(part=side.cast(pl.Int8))["part"], rules


def _days(frame: pl.DataFrame, config: SplitConfig) -> tuple[dt.date, dt.date] | None:
    """Give the first days of validation and test; `None` if no fraud row has a date."""
    dated = frame.filter(FRAUD & pl.col("first_seen").is_not_null())["first_seen"].sort()
    if not len(dated):
        return None
    marks = [dated[min(int(share * len(dated)), len(dated) - 1)] for share in _SHARES]
    return config.validation_from or marks[0], config.test_from or marks[1]


def _by_date(days: tuple[dt.date, dt.date]) -> pl.Expr:
    seen = pl.col("first_seen")
    return (seen >= days[0]).cast(pl.Int8) + (seen >= days[1]).cast(pl.Int8)


def _by_source(config: SplitConfig) -> pl.Expr:
    return (
        pl.when(matches("source", config.test_sources))
        .then(TEST)
        .when(matches("source", config.validation_sources))
        .then(VALIDATION)
        .otherwise(TRAIN)
        .cast(pl.Int8)
    )


def _benign_by(frame: pl.DataFrame, config: SplitConfig, *, dated: bool) -> str:
    if config.benign_by not in {"auto", "date"}:
        return config.benign_by
    benign = frame.filter(~FRAUD)["first_seen"]
    enough = benign.null_count() * 2 <= len(benign)
    return "date" if dated and (enough or config.benign_by == "date") else "digest"


def _rule(kind: str, by: str, days: tuple[dt.date, dt.date] | None) -> str:
    if by == "date" and days is not None:
        return (
            f"{kind} rows by first_seen: validation from {days[0]}, test from {days[1]}; "
            "undated rows only train"
        )
    if by == "source":
        return f"{kind} rows by source: whole sources are held out for validation and for test"
    return f"{kind} rows by the digest of their group: 70, 15 and 15 of 100"


def _cap(frame: pl.DataFrame, config: SplitConfig) -> tuple[pl.DataFrame, Dropped]:
    # Rows stand in the order of their digests, so the first ones of a group are a fair draw.
    place = pl.int_range(pl.len()).over("group", "fraud")
    limit = (
        pl.when(pl.col("part") == TRAIN)
        .then(config.rows_per_group or frame.height)
        .otherwise(config.held_out_rows_per_group or frame.height)
    )
    return split_off(
        frame, frame.select(gone=place >= limit)["gone"], "more rows of a group than the cap"
    )


def _folds(frame: pl.DataFrame, config: SplitConfig) -> pl.Series:
    """Give the fold of each row: the same for all rows of a group."""
    key = mix(frame["group"].to_numpy(), 2)
    frame = frame.with_columns(fold=pl.Series((key % np.uint64(config.folds)).astype(np.int8)))
    if config.fraud_folds == "time":
        frame = frame.with_columns(fold=_folds_by_time(frame, config.folds))
    return frame["fold"] if config.benign_folds == "group" else _folds_by_source(frame, config)


def _folds_by_time(frame: pl.DataFrame, folds: int) -> pl.Expr:
    """Give groups with a dated fraud row the fold of its first day; folds hold as many rows."""
    first = pl.col("first_seen").filter(FRAUD).min().over("group")
    days = frame.select(day=first)["day"].drop_nulls().sort()
    cuts = [days[len(days) * number // folds] for number in range(1, folds)] if len(days) else []
    later = sum(((first >= day).cast(pl.Int8) for day in cuts), pl.lit(0, pl.Int8))
    return pl.when(first.is_null()).then("fold").otherwise(later).cast(pl.Int8)


def _folds_by_source(frame: pl.DataFrame, config: SplitConfig) -> pl.Series:
    """Give groups without fraud the fold of their first row's source, unless it is a large one."""
    names = frame["source"].unique().sort()
    keys = (mix(text_keys(names.to_list()), 2) % np.uint64(config.folds)).astype(np.int8)
    by_source = frame["source"].replace_strict(names, pl.Series(keys), return_dtype=pl.Int8)
    # A column of its own: inside `over("group")` a source would count within the group only.
    small = pl.len().over("source") <= config.folded_source_rows
    benign = pl.col("fraud").max().over("group") == 0
    whole = benign & pl.col("small").first().over("group")
    lead = pl.col("by_source").first().over("group")
    return frame.with_columns(by_source=by_source, small=small).select(
        fold=pl.when(whole).then(lead).otherwise("fold")
    )["fold"]
