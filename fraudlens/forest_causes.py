"""What each column adds to the score of a forest (exact SHAP values), looked up in tables.

What a leaf adds to the columns on its path depends on nothing but which of their conditions a row
fulfils. With up to eight columns on a path these are 256 cases: worked out once, and for a row
only the case of each leaf is looked up.

Source: path-dependent TreeSHAP, Lundberg et al., arXiv 1802.03888.
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fraudlens.forest import covers, read_trees, rounded_down
from fraudlens.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import FloatMatrix
    from fraudlens.forest import Tree

BLOCK = 128
"""Rows that a leaf is held against at once."""
MOST_COLUMNS = 12
"""On the path of one leaf."""
MOST_SHARES = 1 << 23
"""In all tables together: 64 MB."""


class Causes(NamedTuple):
    """Conditions and tables of all leaves."""

    begin: NDArray[np.int64]
    """Shape (leaves + 1,): where the conditions of each leaf begin."""
    column: NDArray[np.int64]
    low: NDArray[np.float32]
    """A condition holds for values above `low` and up to `high`."""
    high: NDArray[np.float32]
    table: NDArray[np.int64]
    """Shape (leaves,): where the cases of each leaf begin in `share`."""
    share: FloatArray
    """What the columns of a leaf get, case by case: bit k of a case is condition k."""
    bias: float
    """The score of no row in particular."""


class _Path(NamedTuple):
    """The way to a leaf: for each column between what, and how many rows of training went along."""

    value: float
    low: dict[int, float]
    high: dict[int, float]
    went: dict[int, float]


def read_causes(text: bytes) -> Causes | None:
    """Read the trees of a LightGBM text; `None` for trees that tables do not cover."""
    if not covers(text):
        return None
    trees = list(read_trees(text.decode()))
    if any(count <= 0 for tree in trees for count in tree.count):
        return None
    paths = [path for tree in trees for path in _paths(tree)]
    sizes = np.array([len(path.went) for path in paths], np.int64)
    if sizes.max(initial=0) > MOST_COLUMNS or (sizes << sizes).sum() > MOST_SHARES:
        return None
    went = np.array([share for path in paths for share in path.went.values()])
    value = np.array([path.value for path in paths])
    begin = np.append(0, np.cumsum(sizes))
    table = np.append(0, np.cumsum(sizes << sizes))
    share = np.empty(table[-1])
    _fill_tables(begin, went, value, table, _weights(), share)
    reached = [float(np.prod([*path.went.values()])) for path in paths]
    return Causes(
        begin,
        np.array([column for path in paths for column in path.went], np.int64),
        rounded_down(np.array([path.low[c] for path in paths for c in path.went], np.float64)),
        rounded_down(np.array([path.high[c] for path in paths for c in path.went], np.float64)),
        table[:-1],
        share,
        float(np.dot(reached, value)),
    )


def causes_of(causes: Causes, matrix: FloatMatrix) -> FloatArray:
    """Give what each column adds to the score of each row, and last the bias.

    Shape: matrix float32 (n, columns), all finite; result float64 (n, columns + 1).
    """
    result = np.zeros((len(matrix), matrix.shape[1] + 1))
    result[:, -1] = causes.bias
    _look_up(causes, np.ascontiguousarray(matrix), result)
    return result


def _paths(tree: Tree) -> Iterator[_Path]:
    """Give the way to each leaf; a column that is asked twice stands on it once."""
    ways = [(0 if tree.column else -1, _Path(0.0, {}, {}, {}))]
    while ways:
        node, way = ways.pop()
        if node < 0:
            yield way._replace(value=tree.value[-node - 1])
            continue
        column, limit = tree.column[node], tree.threshold[node]
        low, high = way.low.get(column, -np.inf), way.high.get(column, np.inf)
        before = way.went.get(column, 1.0) / tree.count[node]
        for child, above, upto in (
            (tree.left[node], low, min(high, limit)),
            (tree.right[node], max(low, limit), high),
        ):
            count = tree.leaf_count[-child - 1] if child < 0 else tree.count[child]
            ways.append((child, _Path(
                0.0, way.low | {column: above}, way.high | {column: upto},
                way.went | {column: before * count},
            )))  # fmt: skip


def _weights() -> FloatArray:
    """Give how much a set of s columns beside one of d counts: shape (d, s)."""
    weights = np.zeros((MOST_COLUMNS + 1, MOST_COLUMNS))
    for d in range(1, MOST_COLUMNS + 1):
        for s in range(d):
            weights[d, s] = factorial(s) * factorial(d - s - 1) / factorial(d)
    return weights


@kernel
def _fill_tables(
    begin: NDArray[np.int64],
    went: FloatArray,
    value: FloatArray,
    table: NDArray[np.int64],
    weights: FloatArray,
    share: FloatArray,
) -> None:
    """Work out all cases of all leaves."""
    sums = np.empty(MOST_COLUMNS + 1)
    for leaf in range(len(value)):
        first, d = begin[leaf], begin[leaf + 1] - begin[leaf]
        for case in range(1 << d):
            for j in range(d):
                # sums[s]: over the sets of s other columns that are known, of all their chances.
                sums[0] = 1.0
                size = 0
                for k in range(d):
                    if k == j:
                        continue
                    chance, holds = went[first + k], (case >> k) & 1
                    sums[size + 1] = sums[size] * holds
                    for s in range(size, 0, -1):
                        sums[s] = sums[s] * chance + sums[s - 1] * holds
                    sums[0] *= chance
                    size += 1
                weight = 0.0
                for s in range(d):
                    weight += sums[s] * weights[d, s]
                gain = ((case >> j) & 1) - went[first + j]
                share[table[leaf] + case * d + j] = gain * weight * value[leaf]


@kernel
def _look_up(causes: Causes, matrix: FloatMatrix, result: FloatArray) -> None:
    """Hold a block of rows against each leaf, so that its tables are at hand."""
    begin, columns, low, high, table, share, _ = causes
    width = matrix.shape[1]
    values = np.zeros((width, BLOCK), np.float32)
    case = np.empty(BLOCK, np.int32)
    total = np.empty((width, BLOCK))
    for first in range(0, len(matrix), BLOCK):
        rows = min(BLOCK, len(matrix) - first)
        values[:, :rows] = matrix[first : first + rows].T
        total[:] = 0.0
        for leaf in range(len(table)):
            start, d = begin[leaf], begin[leaf + 1] - begin[leaf]
            case[:] = 0
            for k in range(d):
                column, above, upto = columns[start + k], low[start + k], high[start + k]
                for row in range(BLOCK):
                    value = values[column, row]
                    case[row] |= np.int32((value > above) & (value <= upto)) << np.int32(k)
            for k in range(d):
                column, place = columns[start + k], table[leaf] + k
                for row in range(BLOCK):
                    total[column, row] += share[place + case[row] * d]
        result[first : first + rows, :width] = total[:, :rows].T
