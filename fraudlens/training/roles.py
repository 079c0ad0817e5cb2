"""Which rows train, which are judged, and which are only printed apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from fraudlens.training.dataset import UNKNOWN

if TYPE_CHECKING:
    from fraudlens.training.config import LabelConfig

MAIN = "main"
"""Benign rows and fraud of a known type under a trusted label: what the figures are about.

Where no row of the data has a type, as where `label` alone is stated, fraud of unknown type is it.
"""
WEAK = "weak"


def role(labels: LabelConfig) -> pl.Expr:
    """Give each row's role: `main`, `weak`, `unknown`, or the category that is kept apart."""
    fraud, kind = pl.col("fraud") == 1, pl.col("category")
    typed = fraud & ~pl.col("weak") & ~kind.is_in([UNKNOWN, *labels.apart])
    nameless = (kind == UNKNOWN) & (typed.any() | pl.lit(value=labels.unknown_weight == 0))
    return (
        pl.when(fraud & pl.col("weak"))
        .then(pl.lit(WEAK))
        .when(fraud & (kind.is_in(labels.apart) | nameless))
        .then(pl.col("category"))
        .otherwise(pl.lit(MAIN))
    )


def trained(labels: LabelConfig) -> pl.Expr:
    """Whether a row's role lets it train."""
    roles = [MAIN]
    if labels.weak_weight > 0:
        roles.append(WEAK)
    if labels.unknown_weight > 0:
        roles.append(UNKNOWN)
    return role(labels).is_in(roles)
