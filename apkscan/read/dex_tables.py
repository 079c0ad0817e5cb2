"""The tables of one DEX file as arrays, read without trust in any of its numbers.

What the header claims beyond the end of the file is cut and noted; checksums are compared, not
required: Android refuses such files only when it compiles them, and a loader may mend them.

Source: "Dalvik executable format", Android's documentation (from memory, 2026-11-26).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from isal.isal_zlib import adler32

from apkscan.facts import Note
from apkscan.read.dex_strings import StringPool, read_strings

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADER_BYTES = 0x70
_MAGIC = (b"dex\n", b"dey\n")
_COMPACT = b"cdex"
_ENDIAN_TAG = 0x12345678
_SWAPPED_TAG = 0x78563412
_STRING_IDS = 0x38
"""Where the header has the number and offset of each table, from the strings on."""
_MOST_ROWS = 1 << 16
"""Code names types, fields and methods by 16 bits; only strings may be more."""
_TABLES = (
    ("string", np.dtype([("offset", "u4")])),
    ("type", np.dtype([("name", "u4")])),
    ("prototype", np.dtype([("shorty", "u4"), ("result", "u4"), ("parameters", "u4")])),
    ("field", np.dtype([("owner", "u2"), ("type", "u2"), ("name", "u4")])),
    ("method", np.dtype([("owner", "u2"), ("prototype", "u2"), ("name", "u4")])),
    (
        "class",
        np.dtype(
            [
                ("type", "u4"),
                ("access", "u4"),
                ("super", "u4"),
                ("interfaces", "u4"),
                ("source", "u4"),
                ("annotations", "u4"),
                ("data", "u4"),
                ("values", "u4"),
            ]
        ),
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class DexTable:
    """One DEX file."""

    place: str
    data: bytes
    strings: StringPool
    types: NDArray[np.void]
    prototypes: NDArray[np.void]
    fields: NDArray[np.void]
    methods: NDArray[np.void]
    classes: NDArray[np.void]
    notes: tuple[Note, ...] = ()
    strings_cut: bool = False
    """Whether the file has more strings than were to be read."""

    def descriptors(self) -> list[bytes]:
        """Give the descriptor of each type, such as `Ljava/lang/String;`."""
        return self.strings.raws(self.types["name"])

    def class_names(self) -> list[bytes]:
        """Give the descriptor of each class that the file defines."""
        rows = self.classes["type"]
        return self.strings.raws(self.types["name"][rows[rows < len(self.types)]])

    def constants(self) -> NDArray[np.intp]:
        """Give the indices of the strings that name no type, member or source file."""
        named = np.zeros(len(self.strings.start), np.bool_)
        for column in (
            self.types["name"],
            self.prototypes["shorty"],
            self.fields["name"],
            self.methods["name"],
            self.classes["source"],
        ):
            named[column[column < len(named)]] = True
        return np.flatnonzero(~named)


def read_table(place: str, data: bytes, max_strings: int) -> DexTable | None:
    """Read the tables of the file `data`, or give `None` where it is no DEX file at all."""
    if data[:4] not in _MAGIC or len(data) < HEADER_BYTES:
        return None
    notes = _header_notes(place, data)
    swapped = data[0x28:0x2C] == _SWAPPED_TAG.to_bytes(4, "little")
    order: Literal["<", ">"] = ">" if swapped else "<"
    counts = np.frombuffer(data, order + "u4", 12, _STRING_IDS).tolist()
    tables: list[NDArray[np.void]] = []
    for number, (name, kind) in enumerate(_TABLES):
        count, offset = counts[2 * number : 2 * number + 2]
        room = max(0, len(data) - offset) // kind.itemsize
        fit = min(_MOST_ROWS, room) if number else room
        if count > fit:
            notes.append(Note("dex-truncated", place, f"{count} {name} entries, {fit} fit"))
        tables.append(
            np.frombuffer(data, kind.newbyteorder(order), min(count, fit), min(offset, len(data)))
        )
    offsets, types, prototypes, fields, methods, classes = tables
    strings = read_strings(data, offsets["offset"][:max_strings].astype(np.int64))
    if strings.outside:
        notes.append(Note("dex-truncated", place, f"{strings.outside} strings outside the file"))
    if int((strings.end - strings.start).sum()) > len(data):
        notes.append(Note("dex-shared-strings", place))
    return DexTable(
        place, data, strings, types, prototypes, fields, methods, classes, tuple(notes),
        strings_cut=len(offsets) > max_strings,
    )  # fmt: skip


def is_dex(head: bytes) -> bool:
    """Tell from the first bytes whether a file is DEX code in any of its forms."""
    return head[:4] in _MAGIC or head[:4] == _COMPACT


def _header_notes(place: str, data: bytes) -> list[Note]:
    words = np.frombuffer(data, "<u4", HEADER_BYTES // 4).tolist()
    checksum, size, header, endian = words[2], words[8], words[9], words[10]
    notes = []
    if adler32(data[12:]) != checksum:
        notes.append(Note("dex-bad-checksum", place))
    if size != len(data):
        notes.append(Note("dex-odd-size", place, f"says {size} bytes, has {len(data)}"))
    if header != HEADER_BYTES:
        notes.append(Note("dex-odd-header", place, f"header of {header} bytes"))
    if endian != _ENDIAN_TAG:
        notes.append(Note("dex-odd-endian", place, f"tag {endian:#010x}"))
    return notes
