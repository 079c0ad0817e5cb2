"""Sample weights: no form and no source may stand for the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training.dataset import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.training.config import LabelConfig


def weigh(
    frame: pl.DataFrame, labels: LabelConfig, source_share: float = 1.0
) -> NDArray[np.float32]:
    """Give each row its weight: float32 (rows,), mean 1.

    Within each form both classes weigh the same, so that the form says nothing about the label
    (a form with one class only keeps its weight). Before that, a source that holds more than
    `source_share` of its class is scaled down to that share.
    """
    weight = (
        pl.when("weak")
        .then(labels.weak_weight)
        .when((pl.col("fraud") == 1) & (pl.col("category") == UNKNOWN))
        .then(labels.unknown_weight)
        .otherwise(1.0)
    )
    mass = pl.col("weight").sum()
    cap = source_share * mass.over("fraud") / mass.over("fraud", "source")
    half = mass.over("form") / 2 / mass.over("form", "fraud")
    alone = pl.col("fraud").n_unique().over("form") == 1
    balanced = (
        frame.select("fraud", "form", "source", weight=weight)
        .with_columns(weight=pl.col("weight") * pl.min_horizontal(cap, 1.0))
        .with_columns(weight=pl.col("weight") * pl.when(alone).then(1.0).otherwise(half))
    )["weight"].to_numpy()
    return np.asarray(balanced / balanced.mean(), dtype=np.float32)
