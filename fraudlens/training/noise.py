"""Label noise: rows whose out-of-fold score contradicts their label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.training.config import NoiseConfig

_FEWEST = 20
"""Rows of the other class that a quantile needs; a form with fewer contradicts nobody."""


def contradicts(
    frame: pl.DataFrame, margin: NDArray[np.float64], config: NoiseConfig
) -> NDArray[np.bool_]:
    """Whether each row looks like the other class by the rule of `config`: bool (rows,)."""
    fraud, form = frame["fraud"].to_numpy(), frame["form"].to_numpy()
    found = np.zeros(frame.height, bool)
    for number in np.unique(form):
        mine = form == number
        for side, other, quantile in ((1, 0, config.fraud_below), (0, 1, config.benign_above)):
            others = margin[mine & (fraud == other)]
            if len(others) < _FEWEST:
                continue
            cut = np.quantile(others, quantile)
            rows = mine & (fraud == side)
            found |= rows & ((margin < cut) if side else (margin > cut))
    return found


def by_source(frame: pl.DataFrame, found: NDArray[np.bool_]) -> list[dict[str, object]]:
    """Give, for each class and source, its training rows and the share that contradicts."""
    side = pl.when(pl.col("fraud") == 1).then(pl.lit("fraud")).otherwise(pl.lit("benign"))
    table = (
        frame.select("source", found=pl.Series(found), **{"class": side})
        .group_by("class", "source")
        .agg(rows=pl.len(), contradict=pl.col("found").sum(), share=pl.col("found").mean())
        .sort("class", "rows", "source", descending=[True, True, False])
    )
    return table.to_dicts()


def to_drop(
    frame: pl.DataFrame, found: NDArray[np.bool_], config: NoiseConfig
) -> NDArray[np.bool_]:
    """Whether each row leaves training: it contradicts, in a class and source that may drop."""
    sides = {"none": (), "benign": (0,), "fraud": (1,), "both": (0, 1)}[config.drop]
    share = frame.select(found=pl.Series(found), by=pl.struct("fraud", "source")).select(
        pl.col("found").mean().over("by")
    )["found"]
    noisy = (share > config.min_share).to_numpy()
    gone: NDArray[np.bool_] = found & noisy & np.isin(frame["fraud"].to_numpy(), sides)
    return gone


def rule_text(config: NoiseConfig) -> str:
    """Say the rule in one sentence, for the card."""
    if config.drop == "none" or not config.rounds:
        return "no training row is dropped for disagreement"
    sides = "rows of either class" if config.drop == "both" else f"{config.drop} rows"
    return (
        f"training drops {sides} that contradict their label out of fold: fraud below the "
        f"{config.fraud_below:.0%} quantile of benign scores, benign above the "
        f"{config.benign_above:.0%} quantile of fraud scores of the same form"
        + (
            f", in sources with more than {config.min_share:.1%} of such rows"
            if config.min_share
            else ""
        )
    )
