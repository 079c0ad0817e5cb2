"""From a raw score of the trees to a probability, at any share of fraud."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

FloatArray: TypeAlias = NDArray[np.float64]

_SURE = 1e-7
"""How near to 0 or 1 a probability counts; columns hold theirs in 32 bits, which end at 6e-8."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Knots of a rising, piecewise linear curve from margin to log-odds."""

    margin: tuple[float, ...]
    """Raw scores, strictly ascending; at least two."""
    log_odds: tuple[float, ...]
    """Log-odds of fraud at each knot, never falling."""
    base_rate: float
    """Share of fraud at which the log-odds hold, above 0 and below 1."""

    def problem(self) -> str:
        """Say what breaks the rules above; empty for a sound curve."""
        if len(self.margin) < 2 or len(self.margin) != len(self.log_odds):  # noqa: PLR2004  a line
            return "expected at least two knots, and as many log-odds as margins"
        if any(after <= before for before, after in _pairs(self.margin)):
            return "expected margins in strictly rising order"
        if any(after < before for before, after in _pairs(self.log_odds)):
            return "expected log-odds that never fall"
        if not 0 < self.base_rate < 1:
            return "expected a base rate above 0 and below 1"
        return ""

    def to_log_odds(self, margin: FloatArray) -> FloatArray:
        """Give log-odds at the calibration's base rate; beyond the knots the end slopes go on.

        Shape: margin float64 (n,).
        """
        x, y = np.asarray(self.margin), np.asarray(self.log_odds)
        inside = np.interp(margin, x, y)
        first = (y[1] - y[0]) / (x[1] - x[0])
        last = (y[-1] - y[-2]) / (x[-1] - x[-2])
        below = np.minimum(margin - x[0], 0.0) * first
        above = np.maximum(margin - x[-1], 0.0) * last
        total: FloatArray = inside + below + above
        return total

    def score(self, margin: FloatArray, base_rate: float | None = None) -> FloatArray:
        """Give the probability of fraud where a share `base_rate` of all targets is fraud.

        Shape: margin float64 (n,); scores in [0, 1].
        """
        odds = self.to_log_odds(margin)
        if base_rate is not None:
            odds = odds + (_logit(base_rate) - _logit(self.base_rate))
        result: FloatArray = 0.5 * (1.0 + np.tanh(0.5 * odds))
        return result


def log_odds_of(probability: FloatArray) -> FloatArray:
    """Give the log-odds of probabilities, those of 0 and 1 as the nearest that can be told apart.

    Shape: probability float64 (n,), in [0, 1].
    """
    inside = np.clip(probability, _SURE, 1.0 - _SURE)
    odds: FloatArray = np.log(inside) - np.log1p(-inside)
    return odds


def _logit(share: float) -> float:
    return log(share) - log(1.0 - share)


def _pairs(values: Sequence[float]) -> list[tuple[float, float]]:
    return list(pairwise(values))
