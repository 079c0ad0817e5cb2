"""The central directory of a ZIP file, as Android reads it: the only truth about the entries.

Source: AOSP system/libziparchive/zip_archive.cc, `FindCentralDirectoryInfo` and `ParseZipArchive`
(read 2026-11-26). What Android refuses there (a prefix, bytes after the end, a wrong number of
records) is read all the same and noted, for a reviewer wants to see such a file, too.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from mmap import mmap
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fraudlens.errors import LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterator

Buffer: TypeAlias = bytes | mmap
"""What can be read in place: slices are `bytes`."""

STORED = 0
DEFLATED = 8
ENCRYPTED_FLAG = 1
DESCRIPTOR_FLAG = 8

END_BYTES = 22
LOCAL_BYTES = 30
RECORD_BYTES = 46

_END_MAGIC = b"PK\5\6"
_END64_MAGIC = b"PK\6\6"
_LOCATOR_MAGIC = b"PK\6\7"
_RECORD_MAGIC = b"PK\1\2"
_LOCATOR_BYTES = 20
_SEARCH_BYTES = END_BYTES + 0xFFFF
_MAX_NAME_BYTES = 1024
"""Longer names are cut: no path of Android is as long, and 65,535 bytes an entry add up."""

UNKNOWN32 = 0xFFFFFFFF
"""Stands for a value that ZIP64 keeps elsewhere."""

_UNKNOWN16 = 0xFFFF
_ZIP64_EXTRA = 1
_HUGE = 1 << 60
"""Above every file; keeps sums of sizes and places within 64 bits."""

_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4s28xQQQ")
_LOCATOR = struct.Struct("<4s4xQ4x")
_RECORD = struct.Struct("<4s4xHHIIIIHHH8xI")
_EXTRA = struct.Struct("<HH")
_WIDE = struct.Struct("<Q")


class Entry(NamedTuple):
    """A record of the central directory; a named tuple, for an app may have 100,000 of them."""

    name: str
    """Bytes that are no UTF-8 stand as `\\xNN`; cut at 1,024 bytes."""
    record: int
    """Place of the record in the file."""
    offset: int
    """Place of the local header in the file."""
    method: int
    flags: int
    crc: int
    packed_size: int
    size: int
    """As declared."""
    stamp: int
    """DOS time, date in the upper half."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory and what stands around it."""

    entries: tuple[Entry, ...]
    start: int
    """Place of its first record."""
    end: int
    """Place of the end record."""
    shift: int
    """Bytes before the archive: what its offsets are short of."""
    declared: int
    """Entries by the end record."""
    found: int
    """Records that stand there, also behind the last declared one."""
    comment: int
    """Bytes of the comment that are there."""
    trailing: int
    """Bytes after the comment."""
    disks: bool
    """The end record says that the archive is one of several parts."""
    zip64: bool


@dataclass(frozen=True, slots=True)
class _End:
    place: int
    disks: bool
    entries: int
    directory_bytes: int
    start: int
    comment: int
    zip64: bool


def read_directory(data: Buffer, max_entries: int) -> Directory:
    """Read the central directory.

    Raises:
        MalformedInput: there is none.
        LimitExceeded: it has more than `max_entries` entries.
    """
    end = _find_end(data)
    start = _find_start(data, end)
    declared = end.entries
    _bound(declared, max_entries)
    entries, found = _read_records(data, start, end.place, max_entries)
    if 0 < declared != found & _UNKNOWN16:
        entries = entries[:declared]  # Android stops there
    shift = start - end.start
    if shift:
        entries = [entry._replace(offset=entry.offset + shift) for entry in entries]
    after = len(data) - end.place - END_BYTES
    return Directory(
        entries=tuple(entries),
        start=start,
        end=end.place,
        shift=shift,
        declared=declared,
        found=found,
        comment=min(end.comment, after),
        trailing=max(0, after - end.comment),
        disks=end.disks,
        zip64=end.zip64,
    )


def _bound(entries: int, max_entries: int) -> None:
    if entries > max_entries:
        raise LimitExceeded(
            f"the archive has more than {max_entries} entries", hint="no honest app has as many"
        )


def _find_end(data: Buffer) -> _End:
    """Take the last end record whose directory is there, as Android does; else the last one."""
    last = None
    for place in _end_places(data):
        end = _read_end(data, place)
        if _directory_is_at(data, end.start) or _directory_is_at(data, _before(end)):
            return end
        last = last or end
    if last is None or last.entries:
        raise MalformedInput(
            "no ZIP directory found",
            hint="this is no APK, or only the first part of one: fetch or copy it again",
        )
    return last


def _end_places(data: Buffer) -> Iterator[int]:
    """Go backwards over all that Android looks at, then to the last one before that."""
    floor = max(0, len(data) - _SEARCH_BYTES)
    stop = max(0, len(data) - END_BYTES + len(_END_MAGIC))
    while (place := data.rfind(_END_MAGIC, floor, stop)) >= 0:
        yield place
        stop = place + len(_END_MAGIC) - 1
    if (place := data.rfind(_END_MAGIC, 0, min(stop, floor + len(_END_MAGIC) - 1))) >= 0:
        yield place


def _read_end(data: Buffer, place: int) -> _End:
    _, disk, first_disk, here, entries, size, start, comment = _END.unpack_from(data, place)
    end = _End(
        place,
        bool(disk or first_disk or here != entries),
        entries,
        size,
        start,
        comment,
        zip64=False,
    )
    if _UNKNOWN16 in (here, entries) or UNKNOWN32 in (size, start):
        return _read_end64(data, end) or end
    return end


def _read_end64(data: Buffer, end: _End) -> _End | None:
    locator = end.place - _LOCATOR_BYTES
    if locator < 0 or data[locator : locator + 4] != _LOCATOR_MAGIC:
        return None
    place = _LOCATOR.unpack_from(data, locator)[1]
    if place + _END64.size > locator or data[place : place + 4] != _END64_MAGIC:
        return None
    _, entries, size, start = _END64.unpack_from(data, place)
    return _End(end.place, end.disks, entries, size, start, end.comment, zip64=True)


def _before(end: _End) -> int:
    """Where the directory stands if bytes were put before the archive."""
    return end.place - end.directory_bytes


def _directory_is_at(data: Buffer, place: int) -> bool:
    return place >= 0 and data[place : place + 4] == _RECORD_MAGIC


def _find_start(data: Buffer, end: _End) -> int:
    if not _directory_is_at(data, end.start) and _directory_is_at(data, _before(end)):
        return _before(end)
    return end.start


def _read_records(data: Buffer, start: int, stop: int, max_entries: int) -> tuple[list[Entry], int]:
    """Read records as long as they follow each other, up to `stop`."""
    entries: list[Entry] = []
    place = start
    unpack, make, last = _RECORD.unpack_from, tuple.__new__, stop - RECORD_BYTES
    while place <= last:
        magic, flags, method, stamp, crc, packed, size, name, extra, comment, offset = unpack(
            data, place
        )
        if magic != _RECORD_MAGIC:
            break
        text = place + RECORD_BYTES
        raw = data[text : text + name]
        if name > _MAX_NAME_BYTES:
            raw = raw[:_MAX_NAME_BYTES]
        decoded = raw.decode("utf-8", "backslashreplace")
        # Twice as fast as `Entry(...)`, which would be half of the time.
        entry = make(Entry, (decoded, place, offset, method, flags, crc, packed, size, stamp))
        if UNKNOWN32 in (packed, size, offset):
            entry = _widened(entry, data[text + name : text + name + extra])
        entries.append(entry)
        place = text + name + extra + comment
        if len(entries) > max_entries:
            _bound(len(entries), max_entries)
    return entries, len(entries)


def _widened(entry: Entry, extra: bytes) -> Entry:
    """Take what does not fit 32 bits from the ZIP64 field, as far as it is there."""
    place = 0
    while place + _EXTRA.size <= len(extra):
        kind, length = _EXTRA.unpack_from(extra, place)
        place += _EXTRA.size
        if kind == _ZIP64_EXTRA:
            field = extra[place : place + length]
            return _filled(
                entry, [value for (value,) in _WIDE.iter_unpack(field[: len(field) & ~7])]
            )
        place += length
    return entry


def _filled(entry: Entry, values: list[int]) -> Entry:
    found = iter(values)
    size, packed, offset = (
        min(next(found, value), _HUGE) if value == UNKNOWN32 else value
        for value in (entry.size, entry.packed_size, entry.offset)
    )
    return entry._replace(size=size, packed_size=packed, offset=offset)
