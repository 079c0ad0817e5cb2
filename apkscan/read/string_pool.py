"""String pools of binary XML and of resource tables, decoded one string at a time.

A pool follows what Android does with it: counts and offsets are clipped to the file, a string out
of bounds is absent, and what a packer bent is noted once. Only strings that are asked for are
decoded, so a table of a hundred thousand costs what its header costs.

Source: AOSP, libs/androidfw/ResourceTypes.cpp, `ResStringPool` (read 2026-11-26).
"""

from __future__ import annotations

from struct import Struct
from typing import Final

_HEADER: Final = Struct("<HHIIIIII")
_INDEX: Final = Struct("<I")
_UTF8: Final = 1 << 8
MAX_STRING: Final = 8192
"""Characters kept of one string; labels, names and values are far shorter."""


class StringPool:
    """The strings of one chunk, by index."""

    __slots__ = ("_cache", "_data", "_end", "_offsets", "_strings", "_utf8", "count", "oddities")

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """Take the pool whose chunk starts at `start`; nothing beyond `end` is read."""
        self._data = data
        self._cache: dict[int, str | None] = {}
        self.oddities: dict[str, str] = {}
        """What is odd, by a short word, with a detail for people."""
        header = data[start : start + _HEADER.size].ljust(_HEADER.size, b"\0")
        _, head, size, count, styles, flags, strings, styles_at = _HEADER.unpack(header)
        self._end = min(start + size, end)
        self._offsets = start + head
        self._strings = start + strings
        self._utf8 = bool(flags & _UTF8)
        if styles and strings < styles_at < size:
            self._end = min(self._end, start + styles_at)
        self.count = max(0, min(count, (min(start + size, end) - self._offsets) // 4))
        if self.count != count or strings != head + 4 * (count + styles):
            self.oddities["bad-string-pool"] = f"{count} strings, {styles} styles, at {strings}"

    def __getitem__(self, index: int) -> str | None:
        """String of an index, or `None` where there is none that can be read."""
        if index in self._cache:
            return self._cache[index]
        text = self._decode(index) if 0 <= index < self.count else None
        self._cache[index] = text
        return text

    def _decode(self, index: int) -> str | None:
        (offset,) = _INDEX.unpack_from(self._data, self._offsets + 4 * index)
        at = self._strings + offset
        if at + 2 > self._end:
            self.oddities["bad-string"] = f"string {index} starts outside the pool"
            return None
        return self._decode_utf8(index, at) if self._utf8 else self._decode_utf16(index, at)

    def _decode_utf8(self, index: int, at: int) -> str | None:
        at += 2 if self._data[at] & 0x80 else 1
        if at + 2 > self._end:
            self.oddities["bad-string"] = f"string {index} is cut"
            return None
        length = self._data[at]
        if length & 0x80:
            length = (length & 0x7F) << 8 | self._data[at + 1]
            at += 1
        return self._text(index, at + 1, length, 1)

    def _decode_utf16(self, index: int, at: int) -> str | None:
        length = int.from_bytes(self._data[at : at + 2], "little")
        at += 2
        if length & 0x8000:
            length = (length & 0x7FFF) << 16 | int.from_bytes(self._data[at : at + 2], "little")
            at += 2
        return self._text(index, at, length * 2, 2)

    def _text(self, index: int, at: int, length: int, unit: int) -> str:
        """Decode; Android wants a terminator, and packers leave it out to stop other readers."""
        if at + length > self._end or any(self._data[at + length : at + length + unit]):
            self.oddities["bad-string"] = f"string {index} has no end"
        raw = self._data[at : min(at + length, self._end, at + MAX_STRING * 2)]
        return _clean(raw, "utf-16-le" if unit == 2 else "utf-8")  # noqa: PLR2004  bytes a unit


def _clean(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = _decode_broken(raw, encoding)
    return text.partition("\0")[0][:MAX_STRING]


def _decode_broken(raw: bytes, encoding: str) -> str:
    """Java's own UTF-8 writes a character beyond 16 bits as two halves; join them."""
    try:
        halves = raw.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace")
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
