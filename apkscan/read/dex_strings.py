"""The strings of a DEX file as one buffer and the bounds of each, found for all at once.

Strings lie as length (ULEB128, in UTF-16 units), MUTF-8 bytes, zero. The length is not trusted: a
string ends at its zero, as it does for androguard and for most of the runtime.

Source: "Dalvik executable format", Android's documentation (from memory, 2026-11-26).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LENGTH_BYTES = 5
"""Most bytes of a ULEB128 number of 32 bits."""
_MORE = 0x80
_NAME_BYTES = 1024
"""Names are cut here, since thousands of entries may name one string of megabytes."""
_SPARE_ZEROS = 8
"""With more zeros for each string the area is no string data, and an index of them is huge."""


@dataclass(frozen=True, slots=True, eq=False)
class StringPool:
    """All strings of a file."""

    text: bytes
    """The area of the file in which they lie, the lengths replaced by zeros."""
    start: NDArray[np.int64]
    """Shape (n,): first byte of each string in `text`; a string outside the file is empty."""
    end: NDArray[np.int64]
    """Shape (n,): the zero behind it."""
    units: NDArray[np.int64]
    """Shape (n,): declared length in UTF-16 units."""
    outside: int = 0
    """Strings whose offset is not in the file."""

    def raws(self, indices: NDArray[np.integer], most: int = _NAME_BYTES) -> list[bytes]:
        """Give the MUTF-8 bytes of many strings, `most` of each; those of no string are empty."""
        known = np.minimum(indices, len(self.start)).astype(np.int64)
        starts = np.append(self.start, 0)[known]
        ends = np.minimum(np.append(self.end, 0)[known], starts + most)
        text = self.text
        return [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def read_strings(data: bytes, offsets: NDArray[np.int64]) -> StringPool:
    """Find the strings of `data` that begin, with their lengths, at `offsets`."""
    inside = (offsets > 0) & (offsets < len(data))
    low = int(offsets[inside].min()) if inside.any() else 0
    high = int(offsets[inside].max()) if inside.any() else 0
    last = data.find(b"\0", min(high + _LENGTH_BYTES, len(data)))
    area = np.frombuffer(data, np.uint8)[low : last + 1 if last >= 0 else len(data)].copy()
    begin = offsets[inside] - low
    first, units = _lengths(area, begin)
    ends = _ends(data[low : low + len(area)], first)
    for gap in range(_LENGTH_BYTES):
        at = begin + gap
        area[at[at < first]] = 0
    return StringPool(
        area.tobytes(),
        _spread(first, inside),
        _spread(ends, inside),
        _spread(units, inside),
        int((~inside).sum()),
    )


def decode(raw: bytes) -> str:
    r"""Give the text of MUTF-8 bytes; what is no character becomes U+FFFD.

    >>> decode(b"a\xc0\x80"), decode(b"\xed\xa0\xbd\xed\xb8\x80"), decode(b"a\xff")
    ('a\x00', '😀', 'a�')
    """
    plain = raw.replace(b"\xc0\x80", b"\0")
    try:
        units = plain.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return plain.decode("utf-8", "replace")
    return units.decode("utf-16-le", "replace")


def _lengths(
    area: NDArray[np.uint8], begin: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give where each string begins behind its length, and that length."""
    padded = np.append(area, np.zeros(_LENGTH_BYTES, np.uint8))
    first = begin + 1
    byte = padded[begin].astype(np.int64)
    units = byte & (_MORE - 1)
    rows = np.flatnonzero(byte & _MORE)
    for gap in range(1, _LENGTH_BYTES):
        byte = padded[begin[rows] + gap].astype(np.int64)
        units[rows] |= (byte & (_MORE - 1)) << (7 * gap)
        first[rows] += 1
        rows = rows[byte & _MORE > 0]
    return np.minimum(first, len(area)), units


def _ends(area: bytes, first: NDArray[np.int64]) -> NDArray[np.int64]:
    if area.count(b"\0") > _SPARE_ZEROS * (len(first) + 1024):
        found = (area.find(b"\0", start) for start in first.tolist())
        ends = np.fromiter(found, np.int64, len(first))
        return np.where(ends < 0, len(area), ends)
    zeros = np.append(np.flatnonzero(np.frombuffer(area, np.uint8) == 0), len(area))
    return zeros[np.searchsorted(zeros, first)]


def _spread(values: NDArray[np.int64], inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    full = np.zeros(len(inside), np.int64)
    full[inside] = values
    return full
