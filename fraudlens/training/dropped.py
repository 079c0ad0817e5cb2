"""What left the data, how many rows of each class, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = 20
"""Rows named in the report for each reason."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows that left for one reason."""

    reason: str
    fraud: int
    benign: int
    examples: tuple[str, ...] = ()
    """Some of the rows by name: for the report, never for the manifest or the card."""


def split_off(frame: pl.DataFrame, gone: pl.Series, reason: str) -> tuple[pl.DataFrame, Dropped]:
    """Give the rows that stay and the account of those where `gone` is true."""
    lost = frame.filter(gone)
    fraud = int(lost["fraud"].sum())
    # The first rows in table order, which is the order of the digests: a fair sample.
    names = lost.head(EXAMPLES).select(name=pl.coalesce("name", "value"))
    examples = tuple(names["name"].to_list())
    return frame.filter(~gone), Dropped(reason, fraud, lost.height - fraud, examples)


def as_table(drops: Iterable[Dropped]) -> list[dict[str, object]]:
    """Give the accounts without any row's name, as plain JSON."""
    return [
        {"reason": drop.reason, "fraud": drop.fraud, "benign": drop.benign}
        for drop in drops
        if drop.fraud or drop.benign
    ]
