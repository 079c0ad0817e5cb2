"""A linear softmax over hashed n-grams, whose scores are columns of the matrix.

The weight vectors of a row's n-grams are summed and divided by the square root of their number;
that gives one score per class. Training is AdaGrad in a fixed order of rows, so that the same rows
give the same weights (Duchi et al., JMLR 12, 2011; from memory).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.features.ngrams import MAX_GRAMS, host_grams, path_grams
from urlguard.kernel import in_python, kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Columns

CLASSES = (
    "benign",
    "phishing",
    "crypto_scam",
    "gambling",
    "fake_investment",
    "fake_shop",
    "other_fraud",
    "unknown",
)
"""Classes of the softmax; a power of two, so that one row of weights fills a cache line half."""
N_CLASSES = len(CLASSES)

_RAISE, _EVEN = np.uint64(0x8080808080808080), np.uint64(0x00FF00FF00FF00FF)
_LANE, _BEFORE_SPILL = np.uint64(0xFFFF), 256

_SCORES = ("fraud", *CLASSES[1:])


def _block(place: str, title: str, title_zh: str) -> Block:
    return Block(
        f"{place}_ngrams",
        title,
        title_zh,
        tuple(
            Feature(
                f"{place}_score_{name}",
                "score",
                "log-odds",
                f"What the letter sequences of the {place} say "
                f"for {name.replace('_', ' ')} against benign.",
                learned=True,
            )
            for name in _SCORES
        ),
    )


HOST_SCORES = _block("host", "letter sequences of the host name", "主机名的字符序列")
PATH_SCORES = _block("path", "letter sequences of the path", "路径的字符序列")


@kernel
def _bag(  # numba knows no keyword-only parameters
    parts: Columns,
    row: int,
    path: bool,  # noqa: FBT001  as above
    mask: int,
    bag: NDArray[np.uint32],
) -> int:
    if path:
        return path_grams(
            parts.text, parts.host_end[row], parts.path_end[row], parts.end[row], mask, bag
        )
    return host_grams(
        parts.text,
        parts.start[row],
        parts.domain[row],
        parts.suffix[row],
        parts.host_end[row],
        mask,
        bag,
    )


@kernel
def fill_scores(
    parts: Columns,
    table: NDArray[np.int8],
    scale: NDArray[np.float32],
    path: bool,  # noqa: FBT001  numba knows no keyword-only parameters
    out: FloatMatrix,
    column: int,
) -> None:
    """Fill one of the two blocks of this module from `column` on.

    Shape: table int8 (slots, classes), to be multiplied by scale float32 (classes,).
    """
    bag = np.empty(MAX_GRAMS, np.uint32)
    sums = np.empty(N_CLASSES, np.int32)
    lanes = table.view(np.uint64)[:, 0]
    for row in range(len(parts.start)):
        n = _bag(parts, row, path, len(table) - 1, bag)
        out[row, column : column + N_CLASSES] = 0
        if n == 0:
            continue
        _add_up(lanes, bag, n, sums)
        root = 1 / np.sqrt(n)
        benign = sums[0] * scale[0] * root
        total = 0.0
        for k in range(1, N_CLASSES):
            score = sums[k] * scale[k] * root - benign
            out[row, column + k] = score
            total += np.exp(min(score, 60.0))
        out[row, column] = np.log(total)


@kernel
def _add_up(
    lanes: NDArray[np.uint64], bag: NDArray[np.uint32], n: int, sums: NDArray[np.int32]
) -> None:
    """Sum the weights of a bag, the eight int8 of a slot at once; `sums` is int32 (classes,).

    Every second byte is added to 16 bits of a word, raised by 128 so that none is below 0; two
    words take up to 257 slots before a sum could spill over.
    """
    sums[:] = -128 * n
    for first in range(0, n, _BEFORE_SPILL):
        even = odd = np.uint64(0)
        for slot in bag[first : min(n, first + _BEFORE_SPILL)]:
            raised = lanes[slot] ^ _RAISE
            even += raised & _EVEN
            odd += (raised >> np.uint64(8)) & _EVEN
        for k in range(0, N_CLASSES, 2):
            sums[k] += np.int64(even & _LANE)
            sums[k + 1] += np.int64(odd & _LANE)
            even >>= np.uint64(16)
            odd >>= np.uint64(16)


@in_python(_add_up)
def _add_up_rows(
    lanes: NDArray[np.uint64], bag: NDArray[np.uint32], n: int, sums: NDArray[np.int32]
) -> None:
    """Do the same by numpy."""
    slots = np.asarray(lanes)[np.asarray(bag)[:n]]
    sums[:] = slots.view(np.int8).reshape(n, N_CLASSES).sum(axis=0)


@kernel
def train_pass(
    parts: Columns,
    order: NDArray[np.int64],
    target: NDArray[np.int8],
    weight: NDArray[np.float32],
    path: bool,  # noqa: FBT001  numba knows no keyword-only parameters
    table: FloatMatrix,
    squares: FloatMatrix,
    rate: float,
    decay: float,
) -> float:
    """Pass once over the rows of `order`; give the mean loss.

    Shape: table and squares float32 (slots, classes), changed in place.
    """
    bag = np.empty(MAX_GRAMS, np.uint32)
    gradient = np.empty(N_CLASSES, np.float32)
    loss = 0.0
    for row in order:
        n = _bag(parts, row, path, len(table) - 1, bag)
        if n == 0:
            continue
        root = np.float32(1 / np.sqrt(n))
        loss += weight[row] * _softmax_gradient(table, bag, n, root, target[row], gradient)
        for k in range(N_CLASSES):
            gradient[k] *= root * weight[row]
        for i in range(n):
            slot = bag[i]
            for k in range(N_CLASSES):
                g = gradient[k] + np.float32(decay) * table[slot, k]
                squares[slot, k] += g * g
                table[slot, k] -= (
                    np.float32(rate) * g / np.sqrt(squares[slot, k] + np.float32(1e-6))
                )
    return loss / max(1, len(order))


@kernel
def _softmax_gradient(
    table: FloatMatrix,
    bag: NDArray[np.uint32],
    n: int,
    root: np.float32,
    target: int,
    gradient: FloatMatrix,
) -> float:
    """Write probabilities less the target to `gradient`; give the loss of the row."""
    gradient[:] = 0
    for i in range(n):
        for k in range(N_CLASSES):
            gradient[k] += table[bag[i], k]
    highest = np.float32(-1e30)
    for k in range(N_CLASSES):
        gradient[k] *= root
        highest = max(highest, gradient[k])
    total = np.float32(0)
    for k in range(N_CLASSES):
        gradient[k] = np.exp(gradient[k] - highest)
        total += gradient[k]
    for k in range(N_CLASSES):
        gradient[k] /= total
    loss = -np.log(gradient[target] + 1e-12)
    gradient[target] -= 1
    return float(loss)


def quantise(table: FloatMatrix) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round weights to 8 bits with one scale per class; clips the rarest 0.001 % of weights."""
    scale = np.maximum(np.quantile(np.abs(table), 0.99999, axis=0), 1e-6).astype(np.float32) / 127
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale
