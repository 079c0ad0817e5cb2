"""Estimates from scipy, its only importer: exact intervals and isotonic regression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.stats import beta

if TYPE_CHECKING:
    from numpy.typing import NDArray


def clopper_pearson(hits: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a share: (lowest, highest), both in [0, 1]; (0, 1) for no trial.

    Source: Clopper and Pearson 1934, by quantiles of the beta distribution.

    >>> tuple(round(bound, 4) for bound in clopper_pearson(0, 10))
    (0.0, 0.3085)
    """
    if not total:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, hits, total - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, total - hits)) if hits < total else 1.0
    return low, high


def rising(
    target: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Fit the nearest sequence that never falls: its level of each row, and where blocks start.

    Shape: target and weight float64 (n,), ordered by the margin; blocks int64 (k + 1,).
    """
    fit = isotonic_regression(target, weights=weight)
    return np.asarray(fit.x, np.float64), np.asarray(fit.blocks, np.int64)
