"""The container of an evidence pack: a ZIP archive of which every byte follows from its members.

Members are stored, not packed: compressors differ between machines, and what is not packed cannot
be a bomb. Whatever the standard leaves open (order, times, attributes) has one value here, so the
same members give the same bytes, and any other byte is a difference that can be named.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.errors import LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = DEFAULT_LIMITS.max_app_bytes + (64 << 20)
"""Of a pack: the largest app that is read, and room for what is said of it."""
MOST_MEMBERS = 32
"""Of a pack; one that fraudlens makes has at most ten."""
_MOST_NAME = 255
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_MOST_COMMENT = 0xFFFF
_VERSION, _MADE_BY = 20, 3 << 8 | 20
"""Needs version 2.0 to be read; made on UNIX, so that attributes are file modes (as `zipfile`)."""
_DAY = 1 << 5 | 1
"""1980-01-01, the first day that the format can tell."""
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds, and where its container is not as `write_archive` makes it."""

    members: tuple[tuple[str, bytes], ...]
    """Name and content of each member that could be read, in the order of the directory."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the directory."""

    name: str
    raw_name: bytes
    plain: bool
    """Stored, not encrypted."""
    bytes: int
    offset: int


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """Write members in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in members.items():
        raw = name.encode("ascii")
        common = (0, 0, 0, _DAY, zlib.crc32(data), len(data), len(data), len(raw), 0)
        head = _LOCAL.pack(_LOCAL_MARK, _VERSION, *common) + raw
        parts += [head, data]
        rest = (0, 0, 0, _PLAIN_FILE, offset)
        row = _CENTRAL.pack(_CENTRAL_MARK, _MADE_BY, _VERSION, *common, *rest)
        directory.append(row + raw)
        offset += len(head) + len(data)
    rows = b"".join(directory)
    count = len(members)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(rows), offset, 0)
    return b"".join((*parts, rows, end))


def read_archive(data: bytes) -> Contents:
    """Read an archive from anywhere, without unpacking anything.

    Raises:
        LimitExceeded: it is larger, or has more members, than a pack can.
        MalformedInput: it is no archive, or cut off.
    """
    if len(data) > MOST_BYTES:
        raise LimitExceeded(f"pack of {len(data)} bytes, the limit is {MOST_BYTES}")
    at = data.rfind(_END_MARK, max(0, len(data) - _END.size - _MOST_COMMENT))
    if at < 0 or len(data) - at < _END.size:
        raise MalformedInput("no ZIP archive, or cut off at its end")
    *_, count, size, start, comment = _END.unpack_from(data, at)
    if count > MOST_MEMBERS:
        raise LimitExceeded(f"pack of {count} members, the limit is {MOST_MEMBERS}")
    before = at - size - start
    if before < 0:
        raise MalformedInput("the directory of the archive is cut off")
    faults = [f"bytes before the archive: {before}"] if before else []
    faults += [f"bytes of a comment of the archive: {comment}"] if comment else []
    after = len(data) - at - _END.size - comment
    faults += [f"bytes after the archive: {after}"] if after > 0 else []
    members: dict[str, bytes] = {}
    for entry in _entries(data[at - size : at], count):
        fault = _unreadable(data, entry, before)
        if entry.name in members:
            fault = "stands in the archive twice"
        if fault:
            faults.append(f'"{visible(entry.name)}" {fault}')
            continue
        begin = before + entry.offset + _LOCAL.size + len(entry.raw_name)
        members[entry.name] = data[begin : begin + entry.bytes]
    return Contents(tuple(members.items()), tuple(faults))


def _entries(rows: bytes, count: int) -> list[_Entry]:
    entries, at = [], 0
    for _ in range(count):
        if len(rows) - at < _CENTRAL.size or not rows.startswith(_CENTRAL_MARK, at):
            raise MalformedInput("the directory of the archive is broken")
        fields = _CENTRAL.unpack_from(rows, at)
        flags, method, packed, size = fields[3], fields[4], fields[8], fields[9]
        name_bytes, extra, comment, offset = *fields[10:13], fields[16]
        at += _CENTRAL.size
        raw = rows[at : at + name_bytes]
        name = raw[:_MOST_NAME].decode("utf-8", "replace")
        entries.append(_Entry(name, raw, flags == method == 0 and packed == size, size, offset))
        at += name_bytes + extra + comment
    return entries


def _unreadable(data: bytes, entry: _Entry, before: int) -> str:
    """Say why a member cannot be read as it is stored; nothing if it can."""
    if not entry.plain:
        return "is compressed or encrypted"
    start = before + entry.offset
    head = data[start : start + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
        return "is not where the directory says"
    name_bytes, extra = _LOCAL.unpack(head)[9:]
    begin = start + _LOCAL.size
    if data[begin : begin + name_bytes] != entry.raw_name or extra:
        return "has another name or more fields where it stands"
    if begin + name_bytes + entry.bytes > len(data):
        return "is cut off"
    return ""
