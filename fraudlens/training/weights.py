"""Sample weights: no form and no source may stand for the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training.config import WeightConfig
from fraudlens.training.conflicts import matches
from fraudlens.training.dataset import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.training.config import LabelConfig

HARDNESS = "hardness"
"""Column of rows that the trees train on; where rows are judged it counts for nothing."""
_DAYS_A_MONTH = 30.44
EVEN = WeightConfig(source_share=1.0)
"""Weights that look at neither source nor age, for judging."""


def weigh(
    frame: pl.DataFrame, labels: LabelConfig, config: WeightConfig = EVEN
) -> NDArray[np.float32]:
    """Give each row its weight: float32 (rows,), mean 1.

    Within each cell (form, rented name) both classes weigh the same, so that the cell says nothing
    about the label (a cell with one class only keeps its weight). Before that, old fraud rows
    weigh less, and a source that holds more than its share of its class is scaled down to it.
    """
    plain = (
        (
            pl.when("weak")
            .then(labels.weak_weight)
            .when((pl.col("fraud") == 1) & (pl.col("category") == UNKNOWN))
            .then(labels.unknown_weight)
            .otherwise(1.0)
        )
        * _freshness(frame, config)
        * _of_source(config)
    )
    weight = plain * _hard(frame, config) * _of_share(plain, config)
    mass = pl.col("weight").sum()
    cap = config.source_share * mass.over("fraud") / mass.over("fraud", "source")
    half = mass.over("cell") / 2 / mass.over("cell", "fraud")
    # Rows without weight are no class to balance: dividing by none would spoil every weight.
    alone = pl.col("fraud").filter(pl.col("weight") > 0).n_unique().over("cell") <= 1
    balanced = (
        frame.select("fraud", "cell", "source", weight=weight)
        .with_columns(weight=pl.col("weight") * pl.min_horizontal(cap, 1.0))
        .with_columns(weight=pl.col("weight") * pl.when(alone).then(1.0).otherwise(half))
    )["weight"].to_numpy()
    return np.asarray(balanced / balanced.mean(), dtype=np.float32)


def source_weights(frame: pl.DataFrame, config: WeightConfig) -> NDArray[np.float64] | None:
    """Give the weight that the options give each row's source: float64 (rows,); `None` for none."""
    if not config.sources:
        return None
    return frame.select(weight=_of_source(config))["weight"].to_numpy().astype(np.float64)


def with_hardness(frame: pl.DataFrame, margin: NDArray[np.float64]) -> pl.DataFrame:
    """Add the column that `hard_benign` weighs by: p * p, from log-odds of an unseen row.

    Shape: margin float64 (rows,).
    """
    likely = 0.5 * (1.0 + np.tanh(0.5 * margin))
    return frame.with_columns(pl.Series(HARDNESS, (likely * likely).astype(np.float32)))


def _hard(frame: pl.DataFrame, config: WeightConfig) -> pl.Expr:
    if not config.hard_benign or HARDNESS not in frame.columns:
        return pl.lit(1.0)
    return (
        pl.when(pl.col("fraud") == 0)
        .then(1.0 + config.hard_benign * pl.col(HARDNESS))
        .otherwise(1.0)
    )


def _of_share(plain: pl.Expr, config: WeightConfig) -> pl.Expr:
    """Scale benign sources down to their share of all benign rows by these weights."""
    if config.benign_source_share == 1:
        return pl.lit(1.0)
    most = config.benign_source_share * plain.sum().over("fraud")
    scale = (most / plain.sum().over("fraud", "source")).clip(0.0, 1.0)
    return pl.when(pl.col("fraud") == 0).then(scale).otherwise(1.0)


def _of_source(config: WeightConfig) -> pl.Expr:
    weight = pl.lit(1.0)
    for pattern, value in reversed(list(config.sources.items())):
        weight = pl.when(matches("source", [pattern])).then(value).otherwise(weight)
    return weight


def _freshness(frame: pl.DataFrame, config: WeightConfig) -> pl.Expr:
    """Halve the weight of dated fraud with each half-life before the newest row."""
    newest = frame["first_seen"].max()
    if not config.half_life_months or newest is None:
        return pl.lit(1.0)
    months = (pl.lit(newest) - pl.col("first_seen")).dt.total_days() / _DAYS_A_MONTH
    fresh = (0.5 ** (months / config.half_life_months)).clip(config.oldest, 1.0)
    return pl.when(pl.col("fraud") == 1).then(fresh.fill_null(config.oldest)).otherwise(1.0)
