"""All strings of a resource table or binary XML as one text, without decoding them one by one.

Strings are separated by zeros; what stands between them in the file, their lengths, becomes zeros.
`string_pool.py` gives single strings by index, this gives them all to a search.

Source: AOSP, libs/androidfw/include/androidfw/ResourceTypes.h, `ResStringPool_header` (from
memory, 2026-11-26).
"""

from __future__ import annotations

from struct import Struct

import numpy as np

_CHUNK = Struct("<HHI")
_POOL = Struct("<HHIIIIII")
_POOL_TYPE = 1
_MOST_CHUNKS = 16
"""Chunks that may stand before the pool; in honest files there is none."""
_UTF8 = 1 << 8
_WIDE = 0x80


def pool_text(data: bytes) -> bytes:
    """Give the strings of the first pool in `data` as UTF-8, separated by zeros."""
    at = _pool_at(data)
    if at is None or at + _POOL.size > len(data):
        return b""
    _, head, size, count, _, flags, strings, styles = _POOL.unpack_from(data, at)
    end = at + min(size, len(data) - at)
    if strings < styles < size:
        end = min(end, at + styles)
    first = min(at + strings, end)
    table = at + min(head, len(data) - at)
    count = min(count, (len(data) - table) // 4)
    offsets = np.frombuffer(data, "<u4", count, table).astype(np.int64)
    offsets = offsets[offsets < end - first - 2]
    if flags & _UTF8:
        return _utf8(data[first:end], offsets)
    return _utf16(data[first : first + (end - first) // 2 * 2], offsets // 2)


def _pool_at(data: bytes) -> int | None:
    if len(data) < _CHUNK.size:
        return None
    at = _CHUNK.unpack_from(data)[1]
    for _ in range(_MOST_CHUNKS):
        if at + _CHUNK.size > len(data):
            return None
        kind, _, size = _CHUNK.unpack_from(data, at)
        if kind == _POOL_TYPE:
            return int(at)
        at += max(size, _CHUNK.size)
    return None


def _utf8(raw: bytes, offsets: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bytes:
    """Blank the two lengths, in characters and in bytes, of one or two bytes each."""
    area = np.frombuffer(raw, np.uint8).copy()
    at = offsets
    for _ in range(2):
        wide = area[at] & _WIDE > 0
        area[at] = 0
        area[np.minimum(at[wide] + 1, len(area) - 1)] = 0
        at = np.minimum(at + 1 + wide, len(area) - 1)
    return area.tobytes()


def _utf16(raw: bytes, offsets: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bytes:
    """Blank the length, of one or two units."""
    area = np.frombuffer(raw, "<u2").copy()
    wide = offsets[area[offsets] & 0x8000 > 0]
    area[offsets] = 0
    area[np.minimum(wide + 1, len(area) - 1)] = 0
    return area.tobytes().decode("utf-16-le", "replace").encode()
