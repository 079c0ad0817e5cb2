"""One 64-bit hash of byte strings, and a frozen hash table on it, for use inside kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fraudlens.texts import encoded
from urlguard.kernel import kernel

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
    keys = np.empty(len(texts), np.uint64)
    _hash_rows(column.data, column.begin, column.end, keys)
    return keys


@kernel
def _hash_rows(data: Bytes, begin: Offsets, end: Offsets, keys: TableKeys) -> None:
    for row in range(len(begin)):
        key = np.uint64(0)
        for i in range(begin[row], end[row]):
            key = grow_hash(key, data[i])
        keys[row] = key


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


@kernel
def _fill_table(keys: TableKeys, values: TableValues, slots: TableKeys, found: TableValues) -> None:
    mask = np.uint64(len(slots) - 1)
    for number in range(len(keys)):
        slot = mix(keys[number]) & mask
        while found[slot]:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = keys[number]
        found[slot] = values[number]


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
