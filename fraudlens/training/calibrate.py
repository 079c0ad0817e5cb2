"""Margins to probabilities: isotonic regression on validation, kept as a few knots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.training.estimates import rising

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP = 1e-3
"""Least rise in log-odds from knot to knot, so that no two margins tie."""


def fit_knots(
    margin: NDArray[np.float64],
    fraud: NDArray[np.int8],
    weight: NDArray[np.float64],
    *,
    knots: int,
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Give the knots of a rising map from margin to log-odds at the weights' base rate.

    Shape: margin, weight float64 (n,), fraud int8 (n,), n at least 2. Both results have the same
    length, 2 to `knots`, and rise strictly. The outer two are the least and the greatest margin.
    """
    order = np.lexsort((-fraud, margin))
    margin, weight, target = margin[order], weight[order], fraud[order].astype(np.float64)
    _, blocks = rising(target, weight)
    mass = np.add.reduceat(weight, blocks[:-1])
    centre = np.add.reduceat(weight * margin, blocks[:-1]) / mass
    hits = np.add.reduceat(weight * target, blocks[:-1])
    # Half a row of each class keeps pure blocks from claiming certainty.
    half = weight.mean() / 2
    odds = np.log((hits + half) / (mass - hits + half))
    # Pure blocks of few rows may fall below their neighbours again; a running maximum mends it.
    return _thin(np.concatenate([margin[:1], centre, margin[-1:]]), odds, knots)


def _thin(
    centre: NDArray[np.float64], odds: NDArray[np.float64], knots: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    odds = np.maximum.accumulate(np.concatenate([odds[:1], odds, odds[-1:]]))
    # Evenly spaced in log-odds: dense where the map is steep, none wasted on flat stretches.
    wanted = np.linspace(odds[0], odds[-1], knots - 2)
    picked = np.unique(np.clip(np.searchsorted(odds, wanted), 1, max(len(odds) - 2, 1)))
    picked = np.concatenate([[0], picked, [len(odds) - 1]])
    x, y = centre[picked], odds[picked]
    keep = np.concatenate([[True], np.diff(np.maximum.accumulate(x)) > 0])
    x, y = x[keep], y[keep]
    if len(x) == 1:  # all margins are equal: the map is a point, drawn as a short line
        x, y = np.array([x[0] - 1.0, x[0] + 1.0]), np.array([y[0], y[0]])
    y = y + _STEP * np.arange(len(y)) - _STEP * (len(y) - 1) / 2
    return tuple(map(float, x)), tuple(map(float, y))
