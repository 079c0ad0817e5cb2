"""Trees of at most 32 leaves laid out for the quick walk of `fraudlens.forest_walk`.

The walk is compiled, and a compiler is slow to load: who only reads a model does without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray

MAX_LEAVES = 32
_LEAVES = re.compile(rb"^num_leaves=(\d+)$", re.MULTILINE)
_KINDS = re.compile(rb"^decision_type=([ \d]*)$", re.MULTILINE)
_PLAIN_SPLIT = (b"0", b"2")
"""Kinds of split that are a plain `value <= threshold`: numeric, no rule for missing values."""


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
class Tree:
    """One tree as LightGBM's text gives it; a child below 0 is leaf `-child - 1`."""

    column: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]
    count: list[int]
    """Rows of training that came to each split."""
    leaf_count: list[int]


def covers(text: bytes) -> bool:
    """Tell whether the quick walk covers the trees of a LightGBM text."""
    leaves = [int(found) for found in _LEAVES.findall(text)]
    kinds = {kind for found in set(_KINDS.findall(text)) for kind in found.split()}
    return bool(leaves) and max(leaves) <= MAX_LEAVES and kinds <= set(_PLAIN_SPLIT)


def read_forest(text: bytes) -> Forest | None:
    """Read a LightGBM text; `None` for trees that this walk does not cover."""
    if not covers(text):
        return None
    trees = list(read_trees(text.decode()))
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
        threshold=rounded_down(np.array([threshold for _, threshold, _ in splits], np.float64)),
        kept=np.array([kept for _, _, kept in splits], np.uint32),
        leaf=leaf,
    )


def rounded_down(threshold: FloatArray) -> NDArray[np.float32]:
    """Give the largest float32 that is not above each number."""
    with np.errstate(over="ignore"):
        near = threshold.astype(np.float32)
    lower = np.nextafter(near, np.float32(-np.inf), dtype=np.float32)
    return np.where(near.astype(np.float64) > threshold, lower, near)


def _walk(tree: Tree, node: int, order: list[int], splits: list[tuple[int, float, int]]) -> None:
    """List the leaves from left to right, and each split with the leaves it keeps."""
    if node < 0:
        order.append(-node - 1)
        return
    first = len(order)
    _walk(tree, tree.left[node], order, splits)
    gone = (1 << len(order)) - (1 << first)
    splits.append((tree.column[node], tree.threshold[node], 0xFFFFFFFF & ~gone))
    _walk(tree, tree.right[node], order, splits)


def read_trees(text: str) -> Iterator[Tree]:
    """Read the trees of a LightGBM text, one by one."""
    for block in text.split("\nTree=")[1:]:
        fields = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        yield Tree(
            column=[int(x) for x in fields.get("split_feature", "").split()],
            threshold=[float(x) for x in fields.get("threshold", "").split()],
            left=[int(x) for x in fields.get("left_child", "").split()],
            right=[int(x) for x in fields.get("right_child", "").split()],
            value=[float(x) for x in fields["leaf_value"].split()],
            count=[int(x) for x in fields.get("internal_count", "").split()],
            leaf_count=[int(x) for x in fields.get("leaf_count", "").split()],
        )
