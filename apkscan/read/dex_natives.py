"""Native methods of a DEX file, counted over the class data of all classes at once.

Class data is a stream of ULEB128 numbers: four counts (static and instance fields, direct and
virtual methods), two numbers for each field, three for each method (index, access, code).

Source: "Dalvik executable format", Android's documentation (from memory, 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from apkscan.read.dex_tables import DexTable

_COUNTS = 4
_COUNT_BYTES = 3
"""Of a count that are read: no class has more than 65,536 methods."""
_MORE = 0x80
_NATIVE_IN_SECOND_BYTE = 0x02
"""`ACC_NATIVE` is 0x100, and the second byte of a number starts with bit 7."""
_TAIL_BYTES = 1 << 18
"""Read behind the start of the last class; more than the class with most methods needs."""
_MOST_BYTES = 16 << 20
"""Class data that stretches over more is no honest layout, and is not counted."""


def native_methods(table: DexTable) -> int:
    """Count the methods that are marked native in the classes of `table`."""
    offsets = table.classes["data"].astype(np.int64)
    offsets = np.sort(offsets[(offsets > 0) & (offsets < len(table.data))])
    if not len(offsets) or offsets[-1] - offsets[0] > _MOST_BYTES:
        return 0
    low = int(offsets[0])
    raw = np.frombuffer(table.data[low : int(offsets[-1]) + _TAIL_BYTES], np.uint8)
    starts = np.append(0, np.flatnonzero(raw < _MORE) + 1)  # the last one begins nothing
    first = np.searchsorted(starts, offsets - low)
    counts = _counts(raw, starts, first[first + _COUNTS < len(starts)])
    begin = first[: len(counts)] + _COUNTS + 2 * (counts[:, 0] + counts[:, 1])
    methods = counts[:, 2] + counts[:, 3]
    before = np.cumsum(methods) - methods
    total = int(methods.sum())
    if total > len(starts):
        return 0  # counts that lie
    order = np.arange(total) - np.repeat(before, methods)
    access = np.repeat(begin, methods) + 3 * order + 1
    access = starts[access[access < len(starts) - 1]]
    access = access[raw[access] >= _MORE]
    return int(np.count_nonzero(raw[access + 1] & _NATIVE_IN_SECOND_BYTE))


def _counts(
    raw: NDArray[np.uint8], starts: NDArray[np.int64], first: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Decode the four counts of each class: shape (n, 4)."""
    at = starts[first[:, None] + np.arange(_COUNTS)]
    padded = np.append(raw, np.zeros(_COUNT_BYTES, np.uint8))
    value = np.zeros(at.shape, np.int64)
    goes_on = np.ones(at.shape, np.bool_)
    for number in range(_COUNT_BYTES):
        byte = padded[at + number].astype(np.int64)
        value |= np.where(goes_on, (byte & (_MORE - 1)) << (7 * number), 0)
        goes_on &= byte >= _MORE
    return value
