"""Probabilities and thresholds from the margins of rows that taught the trees nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.calibration import Calibration
from fraudlens.training.calibrate import fit_knots
from fraudlens.training.conflicts import matches
from fraudlens.training.thresholds import choose_thresholds
from fraudlens.training.weights import HARDNESS, source_weights, weigh

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from fraudlens.manifest import Thresholds
    from fraudlens.training.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows with the margins that a model gave them."""

    frame: pl.DataFrame
    margin: NDArray[np.float64]
    """Log-odds of the trees, not calibrated: float64 (rows,)."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What isotonic regression needs of rows, all of length n."""

    margin: NDArray[np.float64]
    fraud: NDArray[np.int8]
    weight: NDArray[np.float64]
    """Mean 1."""


def decide(
    judged: Judged, beside: Judged | None, config: TrainingConfig
) -> tuple[Calibration, Thresholds, tuple[str, ...]]:
    """Choose the calibration, the thresholds, and what the card must say of them.

    Rows of `beside` calibrate only; thresholds rest on `judged` alone.

    Raises:
        DataError: there are too few negatives for the thresholds.
    """
    options, rows, notes = config.calibration, _weighed(judged, config), []
    if beside is not None:
        others = _weighed(beside, config)
        notes.append(
            f"probabilities: they rest on {len(rows.margin)} rows of validation and, with "
            f"{options.beside_share:.0%} of the weight, on {len(others.margin)} rows of "
            f"{', '.join(options.beside)}, of which no group stands in a part"
        )
        rows = _joined(rows, others, options.beside_share)
    calibration = _fitted(rows, config)
    met = replace(config.weights, sources=options.sources or config.weights.sources)
    thresholds, more = choose_thresholds(
        calibration.score(judged.margin),
        judged.frame["fraud"].to_numpy(),
        options,
        source_weights(judged.frame, met),
    )
    return calibration, thresholds, (*notes, *more)


def calibrate(judged: Judged, config: TrainingConfig) -> Calibration:
    """Choose the calibration alone, for any number in which more is worse."""
    return _fitted(_weighed(judged, config), config)


def _fitted(rows: _Weighed, config: TrainingConfig) -> Calibration:
    x, y = fit_knots(rows.margin, rows.fraud, rows.weight, knots=config.calibration.knots)
    return Calibration(x, y, config.calibration.base_rate)


def _weighed(judged: Judged, config: TrainingConfig) -> _Weighed:
    """Leave out what only counts for thresholds; weigh classes for the base rate of scores."""
    options = config.calibration
    frame = judged.frame.drop(HARDNESS, strict=False)
    met = frame.with_row_index("row").filter(~matches("source", options.without))
    target = met["fraud"].to_numpy()
    # Shift the balanced weights to the base rate that the scores are stated at.
    shift = np.where(target == 1, options.base_rate, 1 - options.base_rate) * 2
    weight = weigh(met, config.labels, config.weights).astype(np.float64) * shift
    return _Weighed(judged.margin[met["row"].to_numpy()], target, weight)


def _joined(rows: _Weighed, more: _Weighed, share: float) -> _Weighed:
    """Join two collections, the second with `share` of the weight."""
    total = rows.weight.sum() + more.weight.sum()
    weights = (
        rows.weight * (1 - share) * total / rows.weight.sum(),
        more.weight * share * total / more.weight.sum(),
    )
    return _Weighed(
        np.concatenate([rows.margin, more.margin]),
        np.concatenate([rows.fraud, more.fraud]),
        np.concatenate(weights),
    )
