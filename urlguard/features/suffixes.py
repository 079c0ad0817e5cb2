"""The suffix: what kind it is, and how names under it fared in training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.batch import PRIVATE_SUFFIX, UNKNOWN_SUFFIX, Bytes, Columns
from urlguard.hashing import TableKeys, TableValues, build_table, find, grow_hash
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix

_PLAIN = "example.com"

SUFFIX = Block(
    "suffix",
    "the suffix of the name",
    "域名后缀",
    (
        Feature("suffix_length", "length", "characters", "Length of the public suffix.",
                ((_PLAIN, 3), ("x.github.io", 9))),
        Feature("suffix_labels", "count", "labels", "Labels of the public suffix.",
                ((_PLAIN, 1), ("bbc.co.uk", 2))),
        Feature("suffix_is_country", "flag", "1",
                "The last label has two letters, as country codes do.",
                ((_PLAIN, 0), ("bbc.co.uk", 1))),
        Feature("suffix_is_platform", "flag", "1",
                "The suffix belongs to a platform that rents out names.",
                ((_PLAIN, 0), ("x.github.io", 1))),
        Feature("suffix_unknown", "flag", "1", "No rule of the Public Suffix List matches.",
                ((_PLAIN, 0), ("a.notasuffix", 1))),
    ),
)  # fmt: skip
REPUTATION = Block(
    "suffix_reputation",
    "how names under this suffix fare",
    "该后缀下域名的历史表现",
    (
        Feature("suffix_log_odds", "score", "log-odds",
                "How names under this suffix fared in training, against all names.", learned=True),
        Feature("suffix_rows", "score", "log(1 + rows)",
                "How often training saw the suffix.", learned=True),
        Feature("suffix_icann_log_odds", "score", "log-odds",
                "The same for the suffix without the platform's part.", learned=True),
    ),
)  # fmt: skip

SMOOTHING = 20.0
"""Rows of the average kind that each suffix is taken to have beside its own."""


@kernel
def suffix_keys(parts: Columns, begin: NDArray[np.int64], out: TableKeys) -> None:
    """Write the hash of the text from `begin` to the end of the host: uint64 (rows,)."""
    for row in range(len(begin)):
        key = np.uint64(7)
        for i in range(begin[row], parts.host_end[row]):
            key = grow_hash(key, parts.text[i])
        out[row] = key


def tally(
    keys: TableKeys, fraud: NDArray[np.int8], weight: NDArray[np.float32]
) -> dict[str, NDArray[Any]]:
    """Sum the weight of fraud and of all rows by suffix; keys ascend."""
    unique, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, weight, len(unique))
    bad = np.bincount(place, weight * fraud, len(unique))
    return {
        "suffix_keys": unique,
        "suffix_total": total.astype(np.float32),
        "suffix_fraud": bad.astype(np.float32),
    }


@kernel
def fill_suffix(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `SUFFIX` from `column` on."""
    for row in range(len(parts.start)):
        begin, end = parts.suffix[row], parts.host_end[row]
        labels = 1 if end > begin else 0
        last = begin
        for i in range(begin, end):
            if parts.text[i] == 46:
                labels += 1
                last = i + 1
        out[row, column] = end - begin
        out[row, column + 1] = labels
        out[row, column + 2] = end - last == 2
        out[row, column + 3] = (parts.flags[row] & PRIVATE_SUFFIX) != 0
        out[row, column + 4] = (parts.flags[row] & UNKNOWN_SUFFIX) != 0


@kernel
def fill_reputation(
    parts: Columns,
    keys: TableKeys,
    values: TableValues,
    total: NDArray[np.float32],
    fraud: NDArray[np.float32],
    prior: float,
    out: FloatMatrix,
    column: int,
) -> None:
    """Fill the columns of `REPUTATION`; the table maps a suffix to its place in `total` plus 1."""
    base = np.log(prior / (1 - prior))
    # By place in the table; place 0 is a suffix that training never saw, -1 is not known yet.
    odds, seen = np.empty(len(total) + 1), np.empty(len(total) + 1)
    seen[:] = -1.0
    text, suffix, icann, host_end = parts.text, parts.suffix, parts.icann, parts.host_end
    for row in range(len(suffix)):
        place = _place(text, suffix[row], host_end[row], keys, values)
        _know(place, total, fraud, prior, base, odds, seen)
        out[row, column] = odds[place]
        out[row, column + 1] = seen[place]
        if icann[row] != suffix[row]:
            place = _place(text, icann[row], host_end[row], keys, values)
            _know(place, total, fraud, prior, base, odds, seen)
        out[row, column + 2] = odds[place]


@kernel
def _know(
    place: int,
    total: NDArray[np.float32],
    fraud: NDArray[np.float32],
    prior: float,
    base: float,
    odds: NDArray[np.float64],
    seen: NDArray[np.float64],
) -> None:
    """Fill a place when it is first asked for: most batches need few of them."""
    if seen[place] >= 0:
        return
    rows = total[place - 1] if place else 0.0
    bad = fraud[place - 1] if place else 0.0
    share = (bad + SMOOTHING * prior) / (rows + SMOOTHING)
    odds[place], seen[place] = np.log(share / (1 - share)) - base, np.log1p(rows)


@kernel
def _place(text: Bytes, begin: int, end: int, keys: TableKeys, values: TableValues) -> int:
    """Give the place of a suffix in the table plus 1, 0 if it is not in it."""
    key = np.uint64(7)
    for i in range(begin, end):
        key = grow_hash(key, text[i])
    return find(keys, values, key)


def suffix_table(weights: Mapping[str, NDArray[Any]]) -> tuple[TableKeys, TableValues]:
    """Give the hash table over the suffixes of a bundle's weights."""
    keys = weights["suffix_keys"]
    return build_table({int(key): place for place, key in enumerate(keys, start=1)})
