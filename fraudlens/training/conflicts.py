"""Rows that contradict each other, or the facts: resolved by rule, counted, named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from fraudlens.training.dataset import UNKNOWN
from fraudlens.training.dropped import Dropped, split_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fraudlens.training.config import LabelConfig

FRAUD = pl.col("fraud") == 1


def matches(column: str, patterns: Iterable[str]) -> pl.Expr:
    """Whether a text column matches one of the patterns, in which `*` and `?` are wild."""
    # Names of sources hold brackets, which fnmatch would read as sets.
    parts = [re.escape(p).replace(r"\*", ".*").replace(r"\?", ".") for p in patterns]
    return pl.col(column).str.contains(f"^(?:{'|'.join(parts)})$") if parts else pl.lit(value=False)


def resolve(
    frame: pl.DataFrame, bare: int | None, official: Sequence[int], config: LabelConfig
) -> tuple[pl.DataFrame, tuple[Dropped, ...]]:
    """Drop what no label can be trusted for, then keep one row of each sample.

    Args:
        frame: rows with keys.
        bare: the form that stands for a group as a whole; `None` if the analyzer has none.
        official: groups that are never fraud as a whole.
        config: what is excluded and what is weak.
    """
    frame = frame.with_columns(
        weak=FRAUD & (pl.col("weak") | matches("source", config.weak_sources))
    )
    whole = (FRAUD & (pl.col("form") == bare)) if bare is not None else pl.lit(value=False)
    both = pl.col("fraud").n_unique()
    strong = pl.col("weak").not_()
    rules = (
        ("source excluded by configuration", matches("source", config.excluded_sources)),
        ("official domain of a brand, listed as fraud", whole & pl.col("group").is_in(official)),
        (
            "weak fraud label of a sample that is also benign",
            pl.col("weak") & (both.over("duplicate") > 1),
        ),
        ("same sample in both classes: dropped from both", both.over("duplicate") > 1),
        ("shared platform as a whole, listed as fraud", whole & pl.col("shared")),
        (
            "group with benign rows, listed as fraud as a whole: benign wins",
            whole & (pl.col("fraud").min().over("group") == 0),
        ),
        (
            "weak copy of a sample with a better label",
            pl.col("weak") & strong.any().over("duplicate"),
        ),
    )
    drops = []
    for reason, rule in rules:
        frame, drop = split_off(frame, frame.select(gone=rule)["gone"], reason)
        drops.append(drop)
    frame, drop = _merge(frame)
    return frame, (*drops, drop)


def _merge(frame: pl.DataFrame) -> tuple[pl.DataFrame, Dropped]:
    """Keep the earliest row of each sample, with the best-known category of all of them."""
    order = frame.select(
        pl.col("duplicate").is_first_distinct().alias("first"),
    )["first"]
    if order.all():
        return frame, Dropped("same sample again", 0, 0)
    known = pl.col("category") != UNKNOWN
    category = (
        frame.filter(FRAUD & known)
        .sort("first_seen", "source", "category", nulls_last=True, maintain_order=True)
        .unique("duplicate", keep="first", maintain_order=True)
        .select("duplicate", best="category")
    )
    place = frame.select("duplicate").unique(maintain_order=True).with_row_index("place")
    kept = (
        frame.sort("first_seen", "source", "value", nulls_last=True, maintain_order=True)
        .unique("duplicate", keep="first", maintain_order=True)
        .join(category, on="duplicate", how="left")
        .with_columns(category=pl.coalesce("best", "category"))
        .join(place, on="duplicate")
        .sort("place")
        .drop("best", "place")
    )
    fraud = int(frame["fraud"].sum()) - int(kept["fraud"].sum())
    return kept, Dropped("same sample again", fraud, frame.height - kept.height - fraud)
