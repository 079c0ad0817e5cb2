"""Figures of a score against labels: pure functions of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.errors import DataError
from fraudlens.training.estimates import clopper_pearson

if TYPE_CHECKING:
    from numpy.typing import NDArray

FPRS = (0.01, 0.001, 0.0001)
"""Operating points of every table."""
FEW_NEGATIVES = 30_000
"""Fewest negatives for which a recall at FPR 0.01 % says anything: three false alarms."""
PREVALENCES = (0.0007, 0.001, 0.01, 0.1, 0.5)
"""Shares of fraud at which precision is printed.

0.07 % is 1,549 apps reported of 2.08 million inspected (MIIT, 2021; read 2026-11-22).
"""
ECE_BINS = 15


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its exact 95 % interval."""

    hits: int
    total: int
    value: float | None
    """`None` where nothing was counted."""
    low: float
    high: float


def rate(hits: int, total: int) -> Rate:
    """Give the share of `hits` in `total` with its interval."""
    return Rate(hits, total, hits / total if total else None, *clopper_pearson(hits, total))


def threshold_at_fpr(benign: NDArray[np.float64], fpr: float) -> float:
    """Give the least score at which at most `fpr` of the benign scores are flagged.

    Shape: benign float64 (n,). A score at the threshold counts as flagged.

    Raises:
        DataError: there is no benign score.

    >>> threshold_at_fpr(np.array([0.1, 0.2, 0.3, 0.4]), 0.25) > 0.3
    True
    """
    if not len(benign):
        raise DataError("no benign row to measure false alarms on")
    allowed = int(np.floor(fpr * len(benign) + 1e-9))
    if allowed >= len(benign):
        return float(benign.min())
    highest_kept = np.partition(benign, len(benign) - 1 - allowed)[len(benign) - 1 - allowed]
    return float(np.nextafter(highest_kept, np.inf))


def weighted_threshold(
    benign: NDArray[np.float64], weight: NDArray[np.float64], fpr: float
) -> float:
    """Give the same where benign rows stand for more or fewer than one.

    Shape: both float64 (n,), n above 0; weights above 0.

    >>> weighted_threshold(np.array([0.2, 0.8, 0.9]), np.array([8.0, 1.0, 1.0]), 0.1)
    0.9
    """
    order = np.argsort(-benign, kind="stable")
    falling = benign[order]
    share = np.cumsum(weight[order]) / weight.sum()
    # All rows of one score are flagged together.
    last = np.append(falling[1:] != falling[:-1], True)
    within = np.flatnonzero(last & (share <= fpr + 1e-9))
    cut = falling[within[-1]] if len(within) else np.nextafter(falling[0], np.inf)
    return float(cut)


def recall_at_fpr(fraud: NDArray[np.float64], benign: NDArray[np.float64], fpr: float) -> Rate:
    """Share of fraud caught while at most `fpr` of the benign are flagged.

    Shape: fraud float64 (n,), benign float64 (m,).

    Raises:
        DataError: there is no benign score.

    >>> recall_at_fpr(np.array([0.2, 0.9]), np.array([0.1, 0.3]), 0.01).value
    0.5
    """
    return rate(int((fraud >= threshold_at_fpr(benign, fpr)).sum()), len(fraud))


def auc(fraud: NDArray[np.float64], benign: NDArray[np.float64]) -> float | None:
    """Chance that a fraud row scores above a benign one, ties half: `None` without both.

    >>> auc(np.array([2.0, 3.0]), np.array([1.0, 2.0]))
    0.875
    """
    if not len(fraud) or not len(benign):
        return None
    order = np.sort(benign)
    below = np.searchsorted(order, fraud, "left").astype(np.float64)
    above = np.searchsorted(order, fraud, "right")
    return float((below + above).sum() / 2 / len(fraud) / len(benign))


def pr_auc(fraud: NDArray[np.float64], benign: NDArray[np.float64]) -> float | None:
    """Average precision at the base rate of the rows as they are: `None` without both.

    >>> pr_auc(np.array([0.9, 0.4]), np.array([0.5]))
    0.8333333333333333
    """
    if not len(fraud) or not len(benign):
        return None
    cuts = np.unique(fraud)[::-1]
    caught = len(fraud) - np.searchsorted(np.sort(fraud), cuts, "left")
    alarms = len(benign) - np.searchsorted(np.sort(benign), cuts, "left")
    gain = np.diff(caught, prepend=0) / len(fraud)
    return float((gain * caught / (caught + alarms)).sum())


def roc(
    fraud: NDArray[np.float64], benign: NDArray[np.float64], points: int = 200
) -> list[tuple[float, float]]:
    """Give (FPR, TPR) at up to `points` FPRs, evenly spaced in the logarithm."""
    least = max(1.0 / max(len(benign), 1), 1e-5)
    ordered = np.sort(fraud)
    curve = []
    for fpr in np.unique(np.geomspace(least, 1.0, points)):
        cut = threshold_at_fpr(benign, float(fpr))
        caught = len(fraud) - int(np.searchsorted(ordered, cut, "left"))
        curve.append((float(fpr), caught / max(len(fraud), 1)))
    return curve


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Mean score and share of fraud of an equal-mass bin, at the balanced base rate."""

    mass: float
    score: float
    share: float


def reliability(
    score: NDArray[np.float64], fraud: NDArray[np.int8], weight: NDArray[np.float64]
) -> tuple[ReliabilityBin, ...]:
    """Cut the scores into `ECE_BINS` bins of equal weight. Shape: all (n,), n above 0."""
    order = np.argsort(score, kind="stable")
    mass = np.cumsum(weight[order]) / weight.sum()
    number = np.minimum((mass * ECE_BINS - 1e-9).astype(np.int64), ECE_BINS - 1)
    share = np.bincount(number, weight[order], ECE_BINS)
    mean = np.bincount(number, weight[order] * score[order], ECE_BINS)
    hits = np.bincount(number, weight[order] * fraud[order], ECE_BINS)
    return tuple(
        ReliabilityBin(float(w / weight.sum()), float(m / w), float(h / w))
        for w, m, h in zip(share, mean, hits, strict=True)
        if w > 0
    )


def calibration_error(bins: tuple[ReliabilityBin, ...]) -> float:
    """Mean distance of score and share of fraud over the bins (ECE)."""
    return sum(b.mass * abs(b.score - b.share) for b in bins)


def precision_at(tpr: float, fpr: float, prevalence: float) -> float | None:
    """Share of alarms that are true where `prevalence` of the rows are fraud.

    >>> round(precision_at(0.5, 0.01, 0.0007) or 0, 3)
    0.034
    """
    alarms = prevalence * tpr + (1 - prevalence) * fpr
    return prevalence * tpr / alarms if alarms else None


def confusion(true: NDArray[np.int64], given: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Count rows of each true type (row) by the type given (column): int64 (size, size)."""
    return np.bincount(true * size + given, minlength=size * size).reshape(size, size)


def macro_f1(counts: NDArray[np.int64]) -> float | None:
    """Mean F1 over the types that have a true row; `None` if none has."""
    hit = np.diag(counts)
    true, given = counts.sum(axis=1), counts.sum(axis=0)
    seen = true > 0
    return float((2 * hit[seen] / (true[seen] + given[seen])).mean()) if seen.any() else None
