"""One 64-bit hash of byte strings, and a frozen hash table on it, for use inside kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fraudlens.texts import encoded
from urlguard.kernel import in_python, kernel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fraudlens.texts import Bytes, Offsets

TableKeys: TypeAlias = NDArray[np.uint64]
TableValues: TypeAlias = NDArray[np.int64]

_MASK = (1 << 64) - 1
_PRIME = 0x100000001B3
"""Multiplier of FNV-1a, 64 bits; http://www.isthe.com/chongo/tech/comp/fnv/ (from memory)."""
_MIX = 0x9E3779B97F4A7C15
"""Odd constant near 2^64 divided by the golden ratio; spreads keys over a table."""


@kernel
def grow_hash(key: np.uint64, byte: int) -> np.uint64:
    """Add one byte to a hash; a hash starts at 0."""
    return (key ^ np.uint64(byte + 1)) * np.uint64(_PRIME)


@kernel
def mix(key: np.uint64) -> np.uint64:
    """Spread a hash so that its upper bits can index a table."""
    key = (key ^ (key >> np.uint64(32))) * np.uint64(_MIX)
    return key ^ (key >> np.uint64(29))


@in_python(grow_hash)
def _grow_hash(key: int, byte: int) -> int:
    """Do the same with Python's integers: most of what plain Python does for a row are hashes."""
    return ((int(key) ^ (byte + 1)) * _PRIME) & _MASK


@in_python(mix)
def _mix(key: int) -> int:
    key = int(key)
    key = ((key ^ (key >> 32)) * _MIX) & _MASK
    return key ^ (key >> 29)


def hash_forwards(text: str) -> int:
    """Hash ASCII text from the left, as `grow_hash` does byte by byte.

    >>> hash_forwards("") == 0 and hash_forwards("ab") == hash_backwards("ba")
    True
    """
    key = 0
    for byte in text.encode("ascii"):
        key = ((key ^ (byte + 1)) * _PRIME) & _MASK
    return key


def hash_backwards(text: str) -> int:
    """Hash ASCII text from the right."""
    return hash_forwards(text[::-1])


def hash_all(texts: Sequence[str]) -> TableKeys:
    """Hash many ASCII texts as `hash_forwards` does: uint64 (texts,)."""
    column = encoded(texts)
    return hash_spans(column.data, column.begin, column.end)


def hash_spans(data: Bytes, begin: Offsets, end: Offsets) -> TableKeys:
    """Hash spans of bytes, all first bytes at once, then all second ones: no kernel is loaded.

    Shape: begin and end int64 (spans,); result uint64 (spans,).
    """
    lengths = end - begin
    longest_first = np.argsort(-lengths, kind="stable")
    first, sizes = begin[longest_first], np.sort(lengths)
    keys = np.zeros(len(begin), np.uint64)
    for i in range(int(lengths.max(initial=0))):
        there = len(begin) - int(np.searchsorted(sizes, i, side="right"))
        grown = keys[:there] ^ (data[first[:there] + i].astype(np.uint64) + np.uint64(1))
        keys[:there] = grown * np.uint64(_PRIME)
    found = np.empty_like(keys)
    found[longest_first] = keys
    return found


def spread(keys: TableKeys) -> TableKeys:
    """Do what `mix` does to many hashes."""
    keys = (keys ^ (keys >> np.uint64(32))) * np.uint64(_MIX)
    return keys ^ (keys >> np.uint64(29))


def build_table(values: Mapping[int, int]) -> tuple[TableKeys, TableValues]:
    """Give keys and values of an open-addressed table, at most half full; values are above 0."""
    count = len(values)
    return table_of(
        np.fromiter(values.keys(), np.uint64, count), np.fromiter(values.values(), np.int64, count)
    )


def table_of(keys: TableKeys, values: TableValues) -> tuple[TableKeys, TableValues]:
    """Give the same of arrays; of equal keys the first value counts."""
    unique, first = np.unique(keys, return_index=True)
    size = 16
    while size < 2 * len(unique):
        size *= 2
    slots, found = np.zeros(size, np.uint64), np.zeros(size, np.int64)
    _fill_table(unique, values[first], slots, found)
    return slots, found


def _fill_table(keys: TableKeys, values: TableValues, slots: TableKeys, found: TableValues) -> None:
    """Put each key into the first empty slot from its own on; all keys take a step at once."""
    mask = np.uint64(len(slots) - 1)
    left, at = np.arange(len(keys)), (spread(keys) & mask).astype(np.int64)
    while len(left):
        empty = np.flatnonzero(found[at] == 0)
        taken, first = np.unique(at[empty], return_index=True)
        chosen = empty[first]
        slots[taken], found[taken] = keys[left[chosen]], values[left[chosen]]
        left, at = np.delete(left, chosen), np.delete(at, chosen)
        at = (at + 1) & int(mask)


@kernel
def find(keys: TableKeys, values: TableValues, key: np.uint64) -> int:
    """Give the value of a key, 0 if it is not in the table."""
    mask = np.uint64(len(keys) - 1)
    slot = mix(key) & mask
    while values[slot]:
        if keys[slot] == key:
            return int(values[slot])
        slot = (slot + np.uint64(1)) & mask
    return 0
