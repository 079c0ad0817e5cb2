"""From score to label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.verdict import Basis, Decision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.manifest import Thresholds
    from fraudlens.verdict import Ruling

DECISIONS = (Decision.CLEAR, Decision.SUSPICIOUS, Decision.FRAUD)
"""In rising order of concern; a rank is a position in this list."""
CLEARED = -1
"""In place of a rank: clear, whatever the score says."""


def ranks(scores: FloatArray, thresholds: Thresholds) -> NDArray[np.int8]:
    """Give the rank of each score in `DECISIONS`; a score at a threshold reaches it.

    Shape: scores float64 (n,); result int8 (n,).
    """
    flagged = (scores >= thresholds.suspicious.score).astype(np.int8)
    result: NDArray[np.int8] = flagged + (scores >= thresholds.fraud.score)
    return result


def ruled(ruling: Ruling, odds: float) -> tuple[int, Basis]:
    """Give the rank in `DECISIONS` that rules decide at log-odds `odds` by the model, and why.

    It is `CLEARED` where no score counts. The odds are those of the model's own base rate: how rare
    fraud is among the targets of a run says nothing of how well the rules and this target fit
    together.
    """
    if ruling.clears:
        return CLEARED, ruling.basis
    rank, backed = DECISIONS.index(ruling.decision), DECISIONS.index(ruling.backed)
    return (backed, Basis.RULES) if odds > 0.0 and backed > rank else (rank, ruling.basis)


def settled(given: NDArray[np.int8], by_rules: NDArray[np.int8]) -> NDArray[np.int8]:
    """Give the ranks that hold where scores give `given` and rules `by_rules`, as `ruled` does.

    Shape: int8 (n,) each.
    """
    return np.where(by_rules == CLEARED, np.int8(0), np.maximum(given, by_rules))
