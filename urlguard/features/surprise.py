"""How unlike honest names the letters of a name follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.automaton import SYMBOLS, symbol_table
from urlguard.features.host import label_end
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns

SURPRISE = Block(
    "surprise",
    "letters that rarely follow each other in honest names",
    "罕见于正规域名的字母组合",
    (
        Feature("domain_surprise", "bits", "bits/character",
                "Mean surprise of the registrable label's letters, against honest names.",
                learned=True),
        Feature("domain_surprise_max", "bits", "bits",
                "Largest surprise of one letter in it.", learned=True),
        Feature("subdomain_surprise", "bits", "bits/character",
                "Mean surprise of the subdomain's letters, against honest names.", learned=True),
        Feature("path_surprise", "bits", "bits/character",
                "Mean surprise of the path's letters, against honest names.", learned=True),
    ),
)  # fmt: skip

_PSEUDO = 0.02
"""Count that each continuation is given beside its own; small, as 39 share a context."""


@kernel
def count_trigrams(
    parts: Columns, rows: NDArray[np.int64], symbols: Bytes, counts: NDArray[np.float64]
) -> None:
    """Add the trigrams of registrable labels of some rows: float64 (SYMBOLS, SYMBOLS, SYMBOLS)."""
    for row in rows:
        a = b = 0
        for i in range(parts.domain[row], label_end(parts, row)):
            c = symbols[parts.text[i]]
            counts[a, b, c] += 1
            a, b = b, c
        counts[a, b, 0] += 1


def surprise_table(counts: NDArray[np.float64]) -> NDArray[np.float16]:
    """Turn counts into bits of surprise of the third symbol after the first two."""
    backed = counts + counts.sum(axis=0, keepdims=True) / max(1.0, counts.sum()) * 50 + _PSEUDO
    bits = -np.log2(backed / backed.sum(axis=2, keepdims=True))
    table: NDArray[np.float16] = bits.astype(np.float16)
    return table


@kernel
def fill_surprise(
    parts: Columns, symbols: Bytes, bits: NDArray[np.float32], out: FloatMatrix, column: int
) -> None:
    """Fill the columns of `SURPRISE` from `column` on; `bits` is float32 (SYMBOLS, ...)."""
    for row in range(len(parts.start)):
        begin = parts.domain[row]
        mean, largest = _surprise(parts.text, begin, label_end(parts, row), symbols, bits)
        out[row, column] = mean
        out[row, column + 1] = largest
        mean, _ = _surprise(
            parts.text, parts.start[row], max(parts.start[row], begin - 1), symbols, bits
        )
        out[row, column + 2] = mean
        mean, _ = _surprise(parts.text, parts.host_end[row], parts.path_end[row], symbols, bits)
        out[row, column + 3] = mean


@kernel
def _surprise(
    text: Bytes, begin: int, end: int, symbols: Bytes, bits: NDArray[np.float32]
) -> tuple[float, float]:
    """Give mean and largest surprise over a span and its end mark; 0 for an empty span."""
    a = b = 0
    total = largest = 0.0
    if begin >= end:
        return 0.0, 0.0
    for i in range(begin, end):
        c = symbols[text[i]]
        value = bits[a, b, c]
        total += value
        largest = max(largest, value)
        a, b = b, c
    total += bits[a, b, 0]
    return total / (end - begin + 1), largest


def empty_counts() -> NDArray[np.float64]:
    """Give zero counts for `count_trigrams`."""
    return np.zeros((SYMBOLS, SYMBOLS, SYMBOLS))


SYMBOL_TABLE = symbol_table()
