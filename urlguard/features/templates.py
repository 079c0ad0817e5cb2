"""How names and paths of the same build fared: campaigns fill a template again and again.

A template is what stays of a name when its variable part is blanked: its build, its digits, all but
its first or last letters. Each is hashed and looked up in one table of log-odds, so a template
costs a few bytes of the bundle however long it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.features.host import label_end
from urlguard.features.suffixes import suffix_keys, tally
from urlguard.hashing import TableKeys, grow_hash, mix
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns

_MEANING = (
    ("shape_suffix", "the same runs of letters and digits, under this suffix"),
    ("shape", "the same runs of letters and digits, under any suffix"),
    ("digits", "the same registrable label but for its digits, under this suffix"),
    ("start_suffix", "the same four first characters, under this suffix"),
    ("end_suffix", "the same four last characters, under this suffix"),
    ("start", "the same five first characters, under any suffix"),
    ("end", "the same five last characters, under any suffix"),
    ("first_word", "the same text before the first hyphen, under this suffix"),
    ("last_word", "the same text after the last hyphen, under this suffix"),
    ("subdomain", "the same subdomain but for its digits, under this suffix"),
    ("label", "the same registrable label, under any suffix"),
    ("first_segment", "the same first segment of the path but for its digits"),
    ("last_segment", "the same last segment of the path but for its digits"),
)
(
    _SHAPE_SUFFIX, _SHAPE, _DIGITS, _START_SUFFIX, _END_SUFFIX, _START, _END,
    _FIRST, _LAST, _SUBDOMAIN, _LABEL, _FIRST_SEGMENT, _LAST_SEGMENT,
) = range(len(_MEANING))  # fmt: skip
N_TEMPLATES = len(_MEANING)
_BELOW_NAME = (_SUBDOMAIN, _FIRST_SEGMENT, _LAST_SEGMENT)
"""Templates of which one registrable domain may have many; of all others it counts once."""

TEMPLATES = Block(
    "templates",
    "names and paths of the same build",
    "同一模板的域名与路径",
    tuple(
        Feature(
            f"template_{name}",
            "score",
            "log-odds",
            f"How names or paths fared in training that have {what}; 0 for a rare one.",
            learned=True,
        )
        for name, what in _MEANING
    ),
)

MIN_ROWS = 5.0
"""Weight of the domains (or paths) that a template needs to stand in the table."""
MIN_SHARED = 3
"""Domains (or paths) that must share it, however much they weigh: two are chance, not a build."""
SMOOTHING = 5.0
"""Rows of the average kind that each template is taken to have beside its own."""
STEP = 1 / 12
"""Log-odds are kept as whole steps in 8 bits."""
FULL = 0.75
"""Most of the table's slots that are taken: a fuller one is slow, an emptier one large."""
MIN_STEPS = 3
"""A template nearer to the average is left out of the table."""


@kernel
def _blank(byte: int) -> int:
    """Make a letter small and a digit 0."""
    if 48 <= byte <= 57:
        return 48
    return byte + 32 if 65 <= byte <= 90 else byte


@kernel
def _blanked(text: Bytes, begin: int, end: int, salt: int) -> np.uint64:
    key = np.uint64(salt)
    for i in range(begin, end):
        key = grow_hash(key, _blank(text[i]))
    return key


@kernel
def _shape(text: Bytes, begin: int, end: int) -> np.uint64:
    """Hash of the kinds of characters, with the length of each run of one kind."""
    key = np.uint64(_SHAPE + 1)
    run = last = 0
    for i in range(begin, end):
        byte = text[i]
        kind = 1 if 97 <= byte <= 122 else (2 if 48 <= byte <= 57 else 3)
        if kind != last and run:
            key = grow_hash(key, 4 * min(run, 20) + last)
            run = 0
        last = kind
        run += 1
    return grow_hash(key, 4 * min(run, 20) + last)


@kernel
def _label_keys(text: Bytes, begin: int, end: int, suffix: np.uint64, out: TableKeys) -> None:
    """Write the keys of a registrable label that is not empty."""
    shape = _shape(text, begin, end)
    out[_SHAPE] = shape
    out[_SHAPE_SUFFIX] = shape ^ suffix
    out[_DIGITS] = _blanked(text, begin, end, _DIGITS + 1) ^ suffix
    key = np.uint64(_LABEL + 1)
    for i in range(begin, end):
        key = grow_hash(key, text[i])
        if i - begin == 3:
            out[_START_SUFFIX] = key ^ suffix
        elif i - begin == 4:
            out[_START] = key
        if text[i] == 45 and out[_FIRST] == 0:
            out[_FIRST] = key ^ suffix
    out[_LABEL] = key
    key = np.uint64(_END + 1)
    for i in range(end - 1, begin - 1, -1):
        key = grow_hash(key, text[i])
        if end - i == 4:
            out[_END_SUFFIX] = key ^ suffix
        elif end - i == 5:
            out[_END] = key
        if text[i] == 45 and out[_LAST] == 0:
            out[_LAST] = key ^ suffix


@kernel
def _path_keys(text: Bytes, begin: int, end: int, out: TableKeys) -> None:
    """Write the keys of a path that starts with a slash."""
    first = end
    for i in range(end - 1, begin, -1):
        if text[i] == 47:
            first = i
    out[_FIRST_SEGMENT] = _blanked(text, begin + 1, first, _FIRST_SEGMENT + 1)
    last = begin
    for i in range(begin, end):
        if text[i] == 47:
            last = i
    out[_LAST_SEGMENT] = _blanked(text, last + 1, end, _LAST_SEGMENT + 1)


@kernel
def _row_keys(parts: Columns, row: int, out: TableKeys) -> None:
    """Write the key of each template of a row; 0 where it has none."""
    text, start, domain = parts.text, parts.start[row], parts.domain[row]
    host_end, path_end = parts.host_end[row], parts.path_end[row]
    out[:] = 0
    suffix = np.uint64(7)
    for i in range(parts.suffix[row], host_end):
        suffix = grow_hash(suffix, text[i])
    suffix = mix(suffix)
    end = label_end(parts, row)
    if end > domain:
        _label_keys(text, domain, end, suffix, out)
    if domain > start:
        out[_SUBDOMAIN] = _blanked(text, start, domain - 1, _SUBDOMAIN + 1) ^ suffix
    if path_end > host_end + 1:
        _path_keys(text, host_end, path_end, out)


@kernel
def template_keys(parts: Columns, rows: NDArray[np.int64], out: NDArray[np.uint64]) -> None:
    """Write the keys of some rows: uint64 (N_TEMPLATES, rows)."""
    keys = np.zeros(N_TEMPLATES, np.uint64)
    for place in range(len(rows)):
        _row_keys(parts, rows[place], keys)
        out[:, place] = keys


@kernel
def _slot(key: np.uint64, prints: NDArray[np.uint32]) -> int:
    """Give the slot of a key: its own if it is in the table, else the empty one where it may go."""
    mask = np.uint64(len(prints) - 1)
    slot = mix(key) & mask
    own = _print(key)
    while prints[slot] != 0 and prints[slot] != own:
        slot = (slot + np.uint64(1)) & mask
    return int(slot)


@kernel
def _print(key: np.uint64) -> np.uint32:
    """32 bits of a key beside those that choose its slot, never 0."""
    return np.uint32((key >> np.uint64(32)) | np.uint64(1))


@kernel
def _insert(
    keys: TableKeys,
    steps: NDArray[np.int8],
    prints: NDArray[np.uint32],
    odds: NDArray[np.int8],
) -> None:
    for place in range(len(keys)):
        slot = _slot(keys[place], prints)
        prints[slot] = _print(keys[place])
        odds[slot] = steps[place]


@kernel
def fill_templates(
    parts: Columns,
    prints: NDArray[np.uint32],
    odds: NDArray[np.int8],
    out: FloatMatrix,
    column: int,
) -> None:
    """Fill the columns of `TEMPLATES` from `column` on."""
    keys = np.zeros(N_TEMPLATES, np.uint64)
    for row in range(len(parts.start)):
        _row_keys(parts, row, keys)
        for kind in range(N_TEMPLATES):
            key = keys[kind]
            steps = odds[_slot(key, prints)] if key else 0
            out[row, column + kind] = steps * np.float32(STEP)


def fit_templates(
    parts: Columns,
    rows: NDArray[np.int64],
    fraud: NDArray[np.int8],
    weight: NDArray[np.float32],
) -> dict[str, NDArray[Any]]:
    """Give the table of log-odds by template, for the bundle; `rows` are those to learn from.

    Shape: fraud int8 and weight float32, one entry for each of all rows.
    """
    keys = np.zeros((N_TEMPLATES, len(rows)), np.uint64)
    template_keys(parts, rows, keys)
    domains = np.zeros(len(parts.start), np.uint64)
    suffix_keys(parts, parts.domain, domains)
    once, every = np.unique(domains[rows], return_index=True)[1], np.arange(len(rows))
    found, steps = [], []
    for kind, mine in enumerate(keys):
        there = every if kind in _BELOW_NAME else once
        there = there[mine[there] != 0]
        named, odds = _steps(mine[there], fraud[rows[there]], weight[rows[there]])
        found.append(named)
        steps.append(odds)
    size = 16
    while FULL * size < sum(map(len, found)):
        size *= 2
    prints, odds = np.zeros(size, np.uint32), np.zeros(size, np.int8)
    _insert(np.concatenate(found), np.concatenate(steps), prints, odds)
    return {"template_prints": prints, "template_odds": odds}


def _steps(
    keys: TableKeys, fraud: NDArray[np.int8], weight: NDArray[np.float32]
) -> tuple[TableKeys, NDArray[np.int8]]:
    """Give the keys that say something, ascending, and their log-odds in steps."""
    if not len(keys):
        return keys, np.empty(0, np.int8)
    sums = tally(keys, fraud, weight)
    prior = np.clip(np.average(fraud, weights=weight), 1e-6, 1 - 1e-6)
    share = (sums["suffix_fraud"] + SMOOTHING * prior) / (sums["suffix_total"] + SMOOTHING)
    share = np.clip(share, 1e-6, 1 - 1e-6)
    odds = np.log(share / (1 - share)) - np.log(prior / (1 - prior))
    steps = np.clip(np.rint(odds / STEP), -127, 127).astype(np.int8)
    enough = np.unique(keys, return_counts=True)[1] >= MIN_SHARED
    kept = enough & (sums["suffix_total"] >= MIN_ROWS) & (np.abs(steps) >= MIN_STEPS)
    return sums["suffix_keys"][kept], steps[kept]
