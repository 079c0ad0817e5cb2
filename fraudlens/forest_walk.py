"""A quick walk through a forest, bit for bit LightGBM's own raw score.

QuickScorer: each split that a row's value passes rules out the leaves to its left, and what is
left of a tree decides by its first leaf. Every split is held against a block of rows at once, which
the processor does in a few wide steps. Source: Lucchese et al., SIGIR 2015 and 2016,
doi 10.1145/2766462.2767733.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import FloatMatrix
    from fraudlens.forest import Forest

BLOCK = 256
"""Rows that a split is held against at once; their values of all columns fit the second cache."""
_ALL = np.uint32(0xFFFFFFFF)
_EXPONENT, _BIAS = np.uint32(23), np.uint32(127)
"""Where the exponent of a float32 stands, and what is added to it."""


def leaf_sums(forest: Forest, matrix: FloatMatrix, classes: int) -> FloatArray:
    """Sum the leaves that each row falls into, tree by tree.

    Shape: matrix float32 (n, columns), C order, no NaN; result float64 (n, classes). Tree t counts
    for class t modulo `classes`.
    """
    sums = np.zeros((len(matrix), classes))
    _walk_rows(forest, np.ascontiguousarray(matrix), sums)
    return sums


@kernel
def _walk_rows(forest: Forest, matrix: FloatMatrix, sums: FloatArray) -> None:
    begin, columns, threshold, kept, leaf = forest
    classes = sums.shape[1]
    values = np.zeros((matrix.shape[1], BLOCK), np.float32)
    left = np.empty(BLOCK, np.uint32)
    total = np.empty((classes, BLOCK))
    for first in range(0, len(matrix), BLOCK):
        rows = min(BLOCK, len(matrix) - first)
        for column in range(matrix.shape[1]):
            for row in range(rows):
                values[column, row] = matrix[first + row, column]
        total[:] = 0.0
        for tree in range(len(leaf)):
            left[:] = _ALL
            for split in range(begin[tree], begin[tree + 1]):
                # One loop without a call: a view of a row would be counted at each split.
                column, limit, mask = columns[split], threshold[split], kept[split]
                for row in range(BLOCK):
                    left[row] &= mask if values[column, row] > limit else _ALL
            _add_leaves(left, leaf[tree], total[tree % classes])
        for row in range(rows):
            for number in range(classes):
                sums[first + row, number] = total[number, row]


@kernel
def _add_leaves(left: NDArray[np.uint32], leaf: FloatArray, total: FloatArray) -> None:
    """Add the first leaf that is left in each row."""
    for row in range(BLOCK):
        total[row] += leaf[_first_bit(left[row])]


@kernel
def _first_bit(word: np.uint32) -> np.uint32:
    """Give the place of the lowest bit that is set: the exponent of its float, no table needed."""
    lowest = np.uint32(word & (~word + np.uint32(1)))
    exponent: np.uint32 = np.float32(lowest).view(np.uint32) >> _EXPONENT
    return np.uint32(exponent - _BIAS)
