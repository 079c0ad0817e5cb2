"""Tricks inside binary XML: bytes of a document in, bytes of an altered one out.

Android reads all of them as it reads the original: it looks attributes up by resource id, skips
chunks it does not know and trusts few of the counts. Readers that are stricter give up.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.data.apk.axml import ANDROID, RESOURCE_MAP, START_ELEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

POOL_AT = 8
STRING_COUNT, STYLE_COUNT, STRINGS_START, STYLES_START = 16, 20, 28, 32
"""Places of the string pool's fields in a document."""


def magic(data: bytes, *, kind: int = 0x0000) -> bytes:
    """Give the document with another type in its first two bytes."""
    return struct.pack("<H", kind) + data[2:]


def root_size(data: bytes, *, size: int = 0) -> bytes:
    """Give the document with another length in its header."""
    return data[:4] + struct.pack("<I", size) + data[8:]


def string_count(data: bytes, *, more: int = 0x10000) -> bytes:
    """Give the document with a pool that claims more strings than it has room for."""
    (count,) = struct.unpack_from("<I", data, STRING_COUNT)
    return _put(data, STRING_COUNT, count + more)


def style_count(data: bytes, *, count: int = 0x7FFFFFFF) -> bytes:
    """Give the document with a pool that claims styles and has none."""
    return _put(data, STYLE_COUNT, count)


def styles_start(data: bytes) -> bytes:
    """Give the document with a pool whose styles begin before its strings."""
    return _put(_put(data, STYLE_COUNT, 1), STYLES_START, 1)


def string_offset(data: bytes) -> bytes:
    """Give the document with a string beyond the pool: the last one, which nothing names."""
    count, pool_end = struct.unpack_from("<I", data, STRING_COUNT)[0], _pool_end(data)
    grown = _insert(data, _strings_at(data), struct.pack("<I", 0x7FFFFFF0), pool_end)
    grown = _put(grown, STRING_COUNT, count + 1)
    start = struct.unpack_from("<I", data, STRINGS_START)[0]
    return _put(grown, STRINGS_START, start + 4)


def junk_chunk(data: bytes, *, kind: int = 0x0199) -> bytes:
    """Give the document with chunks of an unknown type between its elements."""
    junk = struct.pack("<HHI", kind, 16, 24) + bytes(16)
    at = next(at for at, found in _chunks(data) if found == START_ELEMENT)
    return root_size(data[:at] + junk + data[at:], size=len(data) + len(junk))


def trailing(data: bytes, *, junk: bytes = b"\xff" * 64) -> bytes:
    """Give the document with bytes after its end."""
    return data + junk


def attribute_size(data: bytes, *, size: int = 24) -> bytes:
    """Give the document with four bytes more for each attribute than readers expect."""
    found, last = bytearray(), 0
    for at, kind in _chunks(data):
        (length,) = struct.unpack_from("<I", data, at + 4)
        if kind == START_ELEMENT:
            found += data[last:at] + _padded(data[at : at + length], size)
            last = at + length
    found += data[last:]
    return root_size(bytes(found), size=len(found))


def hidden_names(data: bytes) -> bytes:
    """Give the document with attributes that have a resource id and no readable name."""
    changed = bytearray(data)
    for at, kind in _chunks(data):
        if kind == RESOURCE_MAP:
            count = (struct.unpack_from("<I", data, at + 4)[0] - 8) // 4
            for number in range(count):
                _blank(changed, data, number)
    return bytes(changed)


def wrong_names(data: bytes) -> bytes:
    """Give the document with attribute names that lie: each is called as another one is."""
    changed = bytearray(data)
    first = POOL_AT + 28
    offsets = [struct.unpack_from("<I", data, first + 4 * number)[0] for number in (0, 1)]
    struct.pack_into("<II", changed, first, offsets[1], offsets[0])
    return bytes(changed)


def odd_namespace(data: bytes) -> bytes:
    """Give the document with a name space that is no address, of the same length.

    lxml refuses it; Android compares resource ids.
    """
    other = ("\x01" + "<&>" * len(ANDROID))[: len(ANDROID)]
    for coding in ("utf-8", "utf-16-le"):
        data = data.replace(ANDROID.encode(coding), other.encode(coding))
    return data


def _put(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def _insert(data: bytes, at: int, more: bytes, pool_end: int) -> bytes:
    """Give the document with `more` at `at` in the pool, and the lengths made right."""
    grown = data[:at] + more + data[at:]
    grown = _put(grown, POOL_AT + 4, pool_end - POOL_AT + len(more))
    return root_size(grown, size=len(grown))


def _pool_end(data: bytes) -> int:
    return POOL_AT + int(struct.unpack_from("<I", data, POOL_AT + 4)[0])


def _strings_at(data: bytes) -> int:
    return POOL_AT + int(struct.unpack_from("<I", data, STRINGS_START)[0])


def _chunks(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the place and type of each chunk in the document."""
    at = POOL_AT
    while at + 8 <= len(data):
        kind, _, size = struct.unpack_from("<HHI", data, at)
        yield at, kind
        at += max(size, 8)  # a mutated size of zero would never end


def _padded(node: bytes, size: int) -> bytes:
    """Give a start element whose attributes take `size` bytes each."""
    count = struct.unpack_from("<H", node, 28)[0]
    rows = (node[36 + 20 * row : 56 + 20 * row].ljust(size, b"\xee") for row in range(count))
    whole = node[:26] + struct.pack("<H", size) + node[28:36] + b"".join(rows)
    return whole[:4] + struct.pack("<I", len(whole)) + whole[8:]


def _blank(changed: bytearray, data: bytes, number: int) -> None:
    """Make a string of the pool empty, in place: its length becomes zero."""
    (offset,) = struct.unpack_from("<I", data, POOL_AT + 28 + 4 * number)
    at = _strings_at(data) + offset
    changed[at : at + 4] = bytes(4)
