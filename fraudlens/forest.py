"""A quick walk through trees of at most 32 leaves, bit for bit LightGBM's own raw score.

QuickScorer: all splits of a column stand in rising order of their thresholds; a row's value passes
those below it, and each passed split rules out the leaves to its left. What is left of a tree
decides by its first leaf. Source: Lucchese et al., SIGIR 2015, doi 10.1145/2766462.2767733.
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
_PLAIN_SPLIT = (0, 2)
"""Kinds of split that are a plain `value <= threshold`: numeric, no rule for missing values."""
_PLACES = np.zeros(32, np.uint8)
"""Place of the only set bit, by the upper five bits of its product with the de Bruijn number."""
for _place in range(32):
    _PLACES[((0x077CB531 << _place) & 0xFFFFFFFF) >> 27] = _place


class Forest(NamedTuple):
    """Splits by column and leaves by tree."""

    begin: NDArray[np.uint32]
    """Shape (columns + 1,): where the splits of each column begin."""
    threshold: NDArray[np.float64]
    """Rising within a column."""
    tree: NDArray[np.uint32]
    """Tree of each split."""
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


def read_forest(text: bytes, columns: int) -> Forest | None:
    """Read a LightGBM text; `None` for trees that this walk does not cover."""
    trees = list(_trees(text.decode()))
    covered = all(
        len(tree.value) <= MAX_LEAVES and set(tree.kind) <= set(_PLAIN_SPLIT) for tree in trees
    )
    if not covered or not trees:
        return None
    leaf = np.zeros((len(trees), MAX_LEAVES))
    splits: list[tuple[int, float, int, int]] = []
    for number, tree in enumerate(trees):
        order: list[int] = []
        _walk(tree, 0 if tree.column else -1, number, order, splits)
        leaf[number, : len(order)] = [tree.value[at] for at in order]
    splits.sort()
    counts = np.bincount([column for column, _, _, _ in splits], minlength=columns)
    return Forest(
        begin=np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32),
        threshold=np.array([threshold for _, threshold, _, _ in splits]),
        tree=np.array([tree for _, _, tree, _ in splits], np.uint32),
        kept=np.array([kept for _, _, _, kept in splits], np.uint32),
        leaf=leaf,
    )


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
    begin, threshold, of_tree, kept, leaf = forest
    classes = sums.shape[1]
    left = np.empty(len(leaf), np.uint32)
    for row in range(len(matrix)):
        left[:] = np.uint32(0xFFFFFFFF)
        for column in range(len(begin) - 1):
            value = np.float64(matrix[row, column])
            split = begin[column]
            end = begin[column + 1]
            while split < end and value > threshold[split]:
                left[of_tree[split]] &= kept[split]
                split += np.uint32(1)
        for tree in range(len(leaf)):
            sums[row, tree % classes] += leaf[tree, _first_bit(left[tree])]


@kernel
def _first_bit(word: np.uint32) -> np.uint8:
    """Give the place of the lowest bit that is set, by a de Bruijn multiplication.

    Source: Leiserson, Prokop, Randall, Using de Bruijn sequences to index a 1, 1998 (from memory).
    """
    lowest = np.uint32(word & (~word + np.uint32(1)))
    place: np.uint8 = _PLACES[np.uint32(lowest * np.uint32(0x077CB531)) >> np.uint32(27)]
    return place


def _walk(
    tree: _Tree, node: int, number: int, order: list[int], splits: list[tuple[int, float, int, int]]
) -> None:
    """List the leaves from left to right, and each split with the leaves it keeps."""
    if node < 0:
        order.append(-node - 1)
        return
    first = len(order)
    _walk(tree, tree.left[node], number, order, splits)
    gone = (1 << len(order)) - (1 << first)
    splits.append((tree.column[node], tree.threshold[node], number, 0xFFFFFFFF & ~gone))
    _walk(tree, tree.right[node], number, order, splits)


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
