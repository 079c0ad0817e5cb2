"""Why a model gave a score: exact contributions of its columns, summed up by theme."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.verdict import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Facts, FloatMatrix
    from fraudlens.features import FeatureSet
    from fraudlens.trees import Trees

_LEAST_WEIGHT = 0.05
"""Log-odds; a theme that weighs less is no reason that a person would want to hear."""


def give_reasons(
    detector: Detector,
    trees: Trees,
    facts: Facts,
    rows: NDArray[np.int64],
    matrix: FloatMatrix,
    *,
    most: int,
    lang: str,
) -> list[tuple[Reason, ...]]:
    """Give the themes that speak most for fraud in each row, heaviest first.

    Shape: rows int64 (n,), positions in `facts`; matrix (n, columns), the features of these rows.
    """
    if most <= 0 or not len(rows):
        return [() for _ in rows]
    contributions = trees.contributions(matrix)[:, :-1]
    sums = block_sums(detector.features, contributions)
    heaviest = np.argsort(-sums, axis=1, kind="stable")[:, :most].tolist()
    found = []
    for place, row in enumerate(rows.tolist()):
        heavy = [block for block in heaviest[place] if sums[place, block] >= _LEAST_WEIGHT]
        reasons = []
        for block in heavy:
            lead = lead_column(detector.features, contributions[place], block)
            text = detector.reason_text(
                facts, row, detector.features.blocks[block].name, lead, lang
            )
            reasons.append(
                Reason(
                    detector.features.names[lead],
                    value_or_none(matrix[place, lead]),
                    round(float(sums[place, block]), 4),
                    text,
                )
            )
        found.append(tuple(reasons))
    return found


def block_sums(features: FeatureSet, contributions: FloatArray) -> FloatArray:
    """Sum contributions by block. Shape: (n, columns) to (n, blocks)."""
    sums: FloatArray = np.add.reduceat(contributions, features.starts, axis=1)
    return sums


def lead_column(features: FeatureSet, contributions: FloatArray, block: int) -> int:
    """Give the column that weighs most in a block, on the side that the block speaks for.

    Shape: contributions float64 (columns,).
    """
    columns = block_columns(features, block)
    shares = contributions[columns.start : columns.stop]
    side = 1.0 if shares.sum() >= 0 else -1.0
    return columns.start + int(np.argmax(shares * side))


def block_columns(features: FeatureSet, block: int) -> range:
    """Give the columns of a block."""
    start = features.starts[block]
    return range(start, start + len(features.blocks[block].features))


def value_or_none(value: float | np.float32) -> float | None:
    """Give a cell of a matrix as a JSON value: `None` for NaN, and no digits that float32 lacks.

    >>> value_or_none(np.float32(0.1))
    0.1
    """
    return None if isnan(value) else float(f"{value:.7g}")
