"""The scores at which a verdict becomes `suspicious` or `fraud`, chosen on validation only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.errors import DataError
from fraudlens.manifest import Threshold, Thresholds
from fraudlens.training.metrics import threshold_at_fpr, weighted_threshold
from fraudlens.training.split import VALIDATION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.training.config import CalibrationConfig, TrainingConfig

_FEWEST_ALARMS = 10
"""False alarms that must stand behind a threshold: 10/x negatives for an FPR of x."""


def check_negatives(benign: int, config: CalibrationConfig) -> None:
    """Make sure that so many benign rows are enough to choose thresholds on.

    Raises:
        DataError: too few negatives for an FPR, and `small` is off.
    """
    for fpr in (config.suspicious_fpr, config.fraud_fpr):
        if benign < _needed(fpr) and not config.small:
            raise DataError(
                f"validation has {benign} benign rows, too few to choose a threshold at "
                f"FPR {fpr:.2%}: {_needed(fpr)} are needed",
                hint="give more benign rows, or set calibration.small = true and read the card",
            )


def check_validation(frame: pl.DataFrame, config: TrainingConfig) -> None:
    """Refuse too few benign rows before the fit, where validation alone decides.

    Raises:
        DataError: there are too few.
    """
    if not config.calibration.cross_folds:
        benign = frame.filter((pl.col("part") == VALIDATION) & (pl.col("fraud") == 0))
        check_negatives(benign.height, config.calibration)


def choose_thresholds(
    scores: NDArray[np.float64],
    fraud: NDArray[np.int8],
    config: CalibrationConfig,
    weight: NDArray[np.float64] | None = None,
) -> tuple[Thresholds, tuple[str, ...]]:
    """Give the thresholds from validation scores, and what the card must say of them.

    Shape: scores float64 (n,) at the base rate of the calibration; fraud int8 (n,); weight float64
    (n,), how many rows each stands for; without it, one.

    Raises:
        DataError: too few negatives for an FPR, and `small` is off.
    """
    found, notes, benign = [], [], scores[fraud == 0]
    check_negatives(len(benign), config)
    for name, fpr in (("suspicious", config.suspicious_fpr), ("fraud", config.fraud_fpr)):
        if len(benign) >= _needed(fpr):
            cut = (
                threshold_at_fpr(benign, fpr)
                if weight is None
                else weighted_threshold(benign, weight[fraud == 0], fpr)
            )
        else:
            cut = float(np.nextafter(benign.max(initial=0.0), 1.0))
            notes.append(
                f"{name}: lies above every benign validation score, since {len(benign)} benign "
                f"rows are too few to choose an FPR of {fpr:.2%} ({_needed(fpr)} are needed)"
            )
        found.append(Threshold(min(max(cut, config.floor), 1.0), fpr))
    suspicious, strict = found
    fraud_cut = Threshold(max(strict.score, suspicious.score), strict.fpr)
    return Thresholds(suspicious, fraud_cut), tuple(notes)


def _needed(fpr: float) -> int:
    return round(_FEWEST_ALARMS / fpr)
