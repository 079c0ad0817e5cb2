"""A quick walk through trees of at most 32 leaves, bit for bit LightGBM's own raw score.

QuickScorer: each split that a row's value passes rules out the leaves to its left, and what is
left of a tree decides by its first leaf. Every split is held against a block of rows at once, which
the processor does in a few wide steps. Source: Lucchese et al., SIGIR 2015 and 2016,
doi 10.1145/2766462.2767733.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fraudlens.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import FloatMatrix

MAX_LEAVES = 32
BLOCK = 256
"""Rows that a split is held against at once; their values of all columns fit the second cache."""
_PLAIN_SPLIT = (0, 2)
"""Kinds of split that are a plain `value <= threshold`: numeric, no rule for missing values."""
_ALL = np.uint32(0xFFFFFFFF)
_EXPONENT, _BIAS = np.uint32(23), np.uint32(127)
"""Where the exponent of a float32 stands, and what is added to it."""


class Forest(NamedTuple):
    """Splits and leaves, tree by tree."""

    begin: NDArray[np.uint32]
    """Shape (trees + 1,): where the splits of each tree begin."""
    column: NDArray[np.uint32]
    """Column of each split."""
    threshold: NDArray[np.float32]
    """Largest float32 that is not above the split's own; splits float32 values alike."""
    kept: NDArray[np.uint32]
    """Leaves of the tree that remain when the value is above the threshold, one bit each."""
    leaf: NDArray[np.float64]
    """Shape (trees, MAX_LEAVES): value of each leaf, from left to right."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """One tree as LightGBM's text gives it; a child below 0 is leaf `-child - 1`."""

    column: list[int]
    threshold: list[float]
    kind: list[int]
    left: list[int]
    right: list[int]
    value: list[float]


def read_forest(text: bytes) -> Forest | None:
    """Read a LightGBM text; `None` for trees that this walk does not cover."""
    trees = list(_trees(text.decode()))
    covered = all(
        len(tree.value) <= MAX_LEAVES and set(tree.kind) <= set(_PLAIN_SPLIT) for tree in trees
    )
    if not covered or not trees:
        return None
    leaf = np.zeros((len(trees), MAX_LEAVES))
    splits: list[tuple[int, float, int]] = []
    begin = [0]
    for number, tree in enumerate(trees):
        order: list[int] = []
        _walk(tree, 0 if tree.column else -1, order, splits)
        begin.append(len(splits))
        leaf[number, : len(order)] = [tree.value[at] for at in order]
    return Forest(
        begin=np.array(begin, np.uint32),
        column=np.array([column for column, _, _ in splits], np.uint32),
        threshold=_rounded_down(np.array([threshold for _, threshold, _ in splits], np.float64)),
        kept=np.array([kept for _, _, kept in splits], np.uint32),
        leaf=leaf,
    )


def _rounded_down(threshold: FloatArray) -> NDArray[np.float32]:
    """Give the largest float32 that is not above each number."""
    with np.errstate(over="ignore"):
        near = threshold.astype(np.float32)
    lower = np.nextafter(near, np.float32(-np.inf), dtype=np.float32)
    return np.where(near.astype(np.float64) > threshold, lower, near)


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


def _walk(tree: _Tree, node: int, order: list[int], splits: list[tuple[int, float, int]]) -> None:
    """List the leaves from left to right, and each split with the leaves it keeps."""
    if node < 0:
        order.append(-node - 1)
        return
    first = len(order)
    _walk(tree, tree.left[node], order, splits)
    gone = (1 << len(order)) - (1 << first)
    splits.append((tree.column[node], tree.threshold[node], 0xFFFFFFFF & ~gone))
    _walk(tree, tree.right[node], order, splits)


def _trees(text: str) -> Iterator[_Tree]:
    for block in text.split("\nTree=")[1:]:
        fields = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        yield _Tree(
            column=[int(x) for x in fields.get("split_feature", "").split()],
            threshold=[float(x) for x in fields.get("threshold", "").split()],
            kind=[int(x) for x in fields.get("decision_type", "").split()],
            left=[int(x) for x in fields.get("left_child", "").split()],
            right=[int(x) for x in fields.get("right_child", "").split()],
            value=[float(x) for x in fields["leaf_value"].split()],
        )
