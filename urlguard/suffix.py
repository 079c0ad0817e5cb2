"""Public suffixes of a whole batch, by the algorithm of the Public Suffix List over a hash table.

tldextract on the same list is the oracle in the tests. Where a host is itself a private suffix
(`github.io`), the ICANN section decides, so that the platform's own site has a registrable domain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from urlguard.batch import (
    IPV4,
    IPV6,
    PRIVATE_SUFFIX,
    SUFFIX_ITSELF,
    UNKNOWN_SUFFIX,
    Bytes,
    Offsets,
)
from urlguard.hashing import TableKeys, TableValues, build_table, find, grow_hash, hash_all
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_RULE, _WILDCARD, _EXCEPTION = 1, 2, 4
_PRIVATE = 3
"""Bits of a private rule stand three places to the left of those of an ICANN rule."""


def suffix_table(icann: Iterable[str], private: Iterable[str]) -> tuple[TableKeys, TableValues]:
    """Give keys and rule bits of a hash table of all rules; rules in ASCII, as in the list."""
    listed = [
        (*_split_rule(rule), shift)
        for rules, shift in ((icann, 0), (private, _PRIVATE))
        for rule in rules
    ]
    keys = hash_all([name[::-1] for _, name, _ in listed]).tolist()
    bits: dict[int, int] = {}
    for key, (kind, _, shift) in zip(keys, listed, strict=True):
        bits[key] = bits.get(key, 0) | kind << shift
    return build_table(bits)


def _split_rule(rule: str) -> tuple[int, str]:
    if rule.startswith("*."):
        return _WILDCARD, rule[2:]
    if rule.startswith("!"):
        return _EXCEPTION, rule[1:]
    return _RULE, rule


@lru_cache(maxsize=1)
def pinned_table() -> tuple[TableKeys, TableValues]:
    """Give the table of the list that ships with fraudlens."""
    from fraudlens.knowledge.suffixes import load_rules  # noqa: PLC0415  reads a 340 KB file

    rules = load_rules()
    return suffix_table(rules.icann, rules.private)


@kernel
def locate_suffixes(
    text: Bytes,
    start: Offsets,
    host_end: Offsets,
    flags: NDArray[np.uint16],
    keys: TableKeys,
    values: TableValues,
    out: Offsets,
) -> None:
    """Write domain, suffix and ICANN suffix offsets of each row to `out`; set its flags.

    Shape: out int64 (n, 3).
    """
    for row in range(len(start)):
        begin, end = start[row], host_end[row]
        if flags[row] & (IPV4 | IPV6):
            out[row, 0], out[row, 1], out[row, 2] = begin, end, end
            continue
        icann, known = _longest(text, begin, end, keys, values, 0)
        suffix, private = _longest(text, begin, end, keys, values, _PRIVATE)
        if private and suffix < icann and suffix > begin:
            flags[row] |= PRIVATE_SUFFIX
        else:
            suffix = icann
        if not known:
            flags[row] |= UNKNOWN_SUFFIX
        if suffix == begin:
            flags[row] |= SUFFIX_ITSELF
        out[row, 0] = _label_before(text, begin, suffix)
        out[row, 1] = suffix
        out[row, 2] = icann


@kernel
def _longest(
    text: Bytes, begin: int, end: int, keys: TableKeys, values: TableValues, shift: int
) -> tuple[int, bool]:
    """Give where the longest matching suffix starts, and whether any rule matched."""
    best = _label_before(text, begin, end + 1)
    known = False
    wild = False
    key = np.uint64(0)
    i = end
    last = end
    while i > begin:
        i -= 1
        if i > begin and text[i - 1] != 46:
            key = grow_hash(key, text[i])
            continue
        key = grow_hash(key, text[i])
        bits = find(keys, values, key) >> shift
        if bits & _EXCEPTION:
            return last, True
        if bits & _RULE or wild:
            best = i
            known = True
        wild = (bits & _WILDCARD) != 0
        last = i
        if i > begin:
            i -= 1
            key = grow_hash(key, text[i])
    return best, known


@kernel
def _label_before(text: Bytes, begin: int, end: int) -> int:
    """Give the start of the label that ends one dot before `end`; `begin` if there is none."""
    i = end - 1
    if i <= begin:
        return begin
    while i > begin and text[i - 1] != 46:
        i -= 1
    return i
