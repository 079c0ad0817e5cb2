"""The resource table of an app, indexed by type and read one resource at a time.

androguard's parser builds every entry of every language before it answers: 250 ms for 1.8 MB, and
a label and an icon are all that facts need. This reader walks the chunk headers only, and opens
the few entries that are asked for; a parity test holds it against androguard's.

Source: AOSP, libs/androidfw/include/androidfw/ResourceTypes.h (read 2026-11-26).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING, Final

from apkscan.read.element import STRING, Value
from apkscan.read.string_pool import StringPool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK: Final = Struct("<HHI")
_TYPE: Final = Struct("<BBHII")
_ENTRY: Final = Struct("<HHI")
_VALUE: Final = Struct("<HBBI")
_U16: Final = Struct("<H")
_U32: Final = Struct("<I")

_STRING_POOL = 0x0001
_TABLE = 0x0002
_PACKAGE = 0x0200
_TYPE_CHUNK = 0x0201
_TABLE_HEAD = 12
_CONFIG_AT = 20
"""Offset of the configuration in a type chunk."""
_SPARSE = 0x01
_OFFSETS_OF_16_BITS = 0x02
_COMPLEX = 0x0001
_COMPACT = 0x0008
_OWN_PACKAGE = 0x7F
MAX_TYPE_CHUNKS: Final = 100_000
"""Types times configurations; the largest real app seen has 5,000."""
MAX_VARIANTS: Final = 200_000
"""Looked up in one app; a manifest of an honest one needs some hundred."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """When a variant of a resource is meant."""

    locale: str = ""
    """BCP 47: `zh-Hans-CN`; empty for every language."""
    density: int = 0
    other: int = 0
    """Further qualifiers that are set, in bytes; 0 for a variant for every device."""


class ResourceTable:
    """The variants of each resource of an app."""

    def __init__(self, data: bytes) -> None:
        """Index `data`; what is odd is kept for `oddities`, nothing is raised."""
        self._data = data
        self._pool: StringPool | None = None
        self._types: dict[int, list[tuple[int, int]]] = {}
        self._cache: dict[int, list[tuple[Configuration, Value]]] = {}
        self._chunks = 0
        self._left = MAX_VARIANTS
        self._odd: dict[str, str] = {}
        kind, head, size = _CHUNK.unpack(data[:8].ljust(8, b"\0"))
        if kind != _TABLE or head != _TABLE_HEAD or size != len(data):
            detail = f"type 0x{kind:04x}, header {head}, {size} of {len(data)} bytes"
            self._odd["arsc-header"] = detail
        end = min(size, len(data)) if size > _TABLE_HEAD else len(data)
        self._index(max(head, _TABLE_HEAD), end, None)

    @property
    def oddities(self) -> tuple[tuple[str, str], ...]:
        """(code, detail) of each trick met so far, the first of its kind; sorted."""
        pool = self._pool.oddities if self._pool is not None else {}
        return tuple(sorted({**{f"arsc-{word}": pool[word] for word in pool}, **self._odd}.items()))

    def variants(self, identifier: int) -> list[tuple[Configuration, Value]]:
        """Plain values of a resource with their configurations, in the order of the file."""
        found = self._cache.get(identifier)
        if found is None:
            chunks = self._types.get(identifier >> 16, ())
            self._left -= len(chunks) + 1
            if self._left < 0:
                self._odd["limit-resource-variants"] = f"more than {MAX_VARIANTS}"
                return []
            found = self._cache[identifier] = list(self._variants(chunks, identifier & 0xFFFF))
        return found

    def _variants(
        self, chunks: Sequence[tuple[int, int]], index: int
    ) -> Iterator[tuple[Configuration, Value]]:
        for at, stop in chunks:
            value = self._entry(at, stop, index)
            if value is not None:
                yield self._configuration(at + _CONFIG_AT, stop), value

    def _index(self, at: int, end: int, package: int | None) -> None:
        """Note where each type chunk stands, in the table and in its packages."""
        while at + _CHUNK.size <= end:
            kind, head, size = _CHUNK.unpack_from(self._data, at)
            if not _CHUNK.size <= head <= size <= end - at:
                self._odd["arsc-chunk"] = f"size {size}, header {head} of chunk 0x{kind:04x}"
                return
            if package is None and kind == _PACKAGE and size >= _CHUNK.size + 4:
                (number,) = _U32.unpack_from(self._data, at + 8)
                self._index(at + head, at + size, number & 0xFF or _OWN_PACKAGE)
            elif package is None and kind == _STRING_POOL and self._pool is None:
                self._pool = StringPool(self._data, at, at + size)
            elif package is not None and kind == _TYPE_CHUNK and size >= _CONFIG_AT + 4:
                if self._chunks >= MAX_TYPE_CHUNKS:
                    self._odd["limit-resource-types"] = f"more than {MAX_TYPE_CHUNKS}"
                    return
                self._chunks += 1
                key = package << 8 | self._data[at + 8]
                self._types.setdefault(key, []).append((at, at + size))
            at += size

    def _entry(self, at: int, stop: int, index: int) -> Value | None:
        _, head, _ = _CHUNK.unpack_from(self._data, at)
        _, flags, _, count, entries = _TYPE.unpack_from(self._data, at + 8)
        offset = self._offset(at + head, stop, flags, min(count, stop - at), index)
        place = at + entries + offset if offset is not None else stop
        return self._value(place, stop) if place + _ENTRY.size <= stop else None

    def _offset(self, at: int, stop: int, flags: int, count: int, index: int) -> int | None:
        """Where the entry of an index starts, behind the offsets."""
        if flags & _SPARSE:
            return self._sparse_offset(at, min(count, (stop - at) // 4), index)
        width = 2 if flags & _OFFSETS_OF_16_BITS else 4
        if index >= count or at + (index + 1) * width > stop:
            return None
        if width == 2:  # noqa: PLR2004  bytes
            (short,) = _U16.unpack_from(self._data, at + index * 2)
            return None if short == 0xFFFF else short * 4  # noqa: PLR2004  means no entry
        (offset,) = _U32.unpack_from(self._data, at + index * 4)
        return None if offset == 0xFFFFFFFF else offset  # noqa: PLR2004  means no entry

    def _sparse_offset(self, at: int, count: int, index: int) -> int | None:
        """Of pairs of index and place, which are sorted."""

        def index_of(row: int) -> int:
            return int(_U16.unpack_from(self._data, at + row * 4)[0])

        row = bisect_left(range(count), index, key=index_of)
        if row == count or index_of(row) != index:
            return None
        (offset,) = _U16.unpack_from(self._data, at + row * 4 + 2)
        return int(offset) * 4

    def _value(self, at: int, stop: int) -> Value | None:
        size, flags, key = _ENTRY.unpack_from(self._data, at)
        if flags & _COMPACT:
            return self._typed(flags >> 8, key)
        if flags & _COMPLEX or at + size + _VALUE.size > stop:
            return None
        _, _, kind, data = _VALUE.unpack_from(self._data, at + size)
        return self._typed(kind, data)

    def _typed(self, kind: int, data: int) -> Value:
        text = self._pool[data] if kind == STRING and self._pool is not None else None
        return Value(kind, data, text)

    def _configuration(self, at: int, stop: int) -> Configuration:
        (size,) = _U32.unpack_from(self._data, at)
        raw = self._data[at : min(at + min(size, 64), stop)].ljust(64, b"\0")
        other = 64 - raw.count(0) - sum(1 for i in _NOT_OTHER if raw[i])
        return Configuration(_locale(raw), int.from_bytes(raw[14:16], "little"), other)


_NOT_OTHER: Final = (*range(4), *range(8, 12), 14, 15, *range(36, 48))
"""Bytes of a configuration that hold its size, its locale and its density."""


def _locale(raw: bytes) -> str:
    """BCP 47 tag of a configuration.

    >>> _locale(bytes(8) + b"zhCN" + bytes(24) + b"Hans" + bytes(24))
    'zh-Hans-CN'
    """
    parts = (_code(raw[8:10], ord("a")), _plain(raw[36:40]), _code(raw[10:12], ord("0")))
    return "-".join(part for part in parts if part) if parts[0] else ""


def _code(raw: bytes, base: int) -> str:
    """Language or region of two letters, or of three that are packed five bits each."""
    if not raw[0] & 0x80:
        return _plain(raw)
    packed = raw[0] << 8 | raw[1]
    return _plain(bytes(base + (packed >> shift & 0x1F) for shift in (0, 5, 10)))


def _plain(raw: bytes) -> str:
    text = raw.rstrip(b"\0")
    return text.decode("ascii") if text.isalnum() and text.isascii() else ""
