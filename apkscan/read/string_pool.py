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
MAX_CLAIMED: Final = 32 << 20
"""Bytes of all strings together that a pool may claim; packers claim some MB by a false count."""


class StringPool:
    """The strings of one chunk, by index."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """Take the pool whose chunk starts at `start`; nothing beyond `end` is read."""
        self._data = data
        self._cache: dict[int, str | None] = {}
        self.oddities: dict[str, str] = {}
        """What is odd, by a short word, with a detail for people."""
        header = data[start : start + _HEADER.size].ljust(_HEADER.size, b"\0")
        _, head, size, count, styles, flags, strings, styles_at = _HEADER.unpack(header)
        stop = min(start + size, end)
        self._end = min(stop, start + styles_at) if styles and styles_at > strings else stop
        self._offsets = start + head
        self._strings = start + strings
        self._unit = 1 if flags & _UTF8 else 2
        self._left = MAX_CLAIMED
        self.count: int = max(0, min(count, (stop - self._offsets) // 4))
        """Strings that there is room for."""
        if self.count != count or strings != head + 4 * (count + styles):
            self.oddities["bad-string-pool"] = f"{count} strings, {styles} styles, at {strings}"

    def __getitem__(self, index: int) -> str | None:
        """String of an index, or `None` where there is none that can be read."""
        if index in self._cache:
            return self._cache[index]
        text = self._decode(index) if 0 <= index < self.count else None
        self._cache[index] = text
        return text

    def survey(self) -> None:
        """Look where all strings stand, without decoding any, and note what is odd.

        A bomb of 430 KB is 3 GB of text to apk-info 1.0.13, which decodes every string at once.
        """
        claimed = 0
        for index in range(self.count):
            extent = self._extent(index)
            if extent is None:
                self.oddities["bad-string"] = f"string {index} starts outside the pool"
            else:
                claimed += min(extent[1], self._end - extent[0])
        if claimed > MAX_CLAIMED:
            self.oddities["overlapping-strings"] = f"{self.count} strings share their bytes"

    def _decode(self, index: int) -> str | None:
        """Decode; Android wants a terminator, and packers leave it out to stop other readers."""
        extent = self._extent(index)
        if extent is None:
            self.oddities["bad-string"] = f"string {index} starts outside the pool"
            return None
        at, length = extent
        stop = at + length
        if stop > self._end or any(self._data[stop : stop + self._unit]):
            self.oddities["bad-string"] = f"string {index} has no end"
        raw = self._data[at : min(stop, self._end, at + MAX_STRING * 2)]
        self._left -= len(raw)
        if self._left < 0:
            self.oddities["overlapping-strings"] = f"{self.count} strings share their bytes"
            return None
        return _clean(raw, "utf-8" if self._unit == 1 else "utf-16-le")

    def _extent(self, index: int) -> tuple[int, int] | None:
        """Where the characters of a string start, and how many bytes they claim."""
        (offset,) = _INDEX.unpack_from(self._data, self._offsets + 4 * index)
        at = self._strings + offset
        if at >= self._end:
            return None
        try:
            return self._extent_utf8(at) if self._unit == 1 else self._extent_utf16(at)
        except IndexError:  # the file ends within the length
            return None

    def _extent_utf8(self, at: int) -> tuple[int, int]:
        at += 2 if self._data[at] & 0x80 else 1
        length = self._data[at]
        if length & 0x80:
            return at + 2, (length & 0x7F) << 8 | self._data[at + 1]
        return at + 1, length

    def _extent_utf16(self, at: int) -> tuple[int, int]:
        length = self._data[at] | self._data[at + 1] << 8
        if length & 0x8000:
            low = self._data[at + 2] | self._data[at + 3] << 8
            return at + 4, ((length & 0x7FFF) << 16 | low) * 2
        return at + 2, length * 2


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
