"""A ZIP archive whose every field can be set, lies included; honest by default.

Source: APPNOTE.TXT 6.3.10 of PKWARE; alignment as in AOSP's `ApkSigner` (extra field 0xD935).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace

DATE, TIME = 0x0221, 0x0821
"""1981-01-01 01:01:02, which Android's build tools write."""
STORED, DEFLATED = 0, 8
ALIGNMENT_FIELD = 0xD935
UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What one header says instead of the truth; `None` is the truth."""

    name: bytes | None = None
    method: int | None = None
    flags: int | None = None
    crc: int | None = None
    packed: int | None = None
    size: int | None = None
    offset: int | None = None
    """Of the central header only: where the local header is."""
    extra: bytes | None = None
    time: int = TIME
    date: int = DATE


HONEST = Header()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the archive."""

    name: str
    data: bytes
    deflated: bool = True
    align: int = 1
    """Of the data of a stored entry."""
    packed: bytes | None = None
    """What stands in the file, where it is not `data` packed honestly."""
    local: Header = HONEST
    central: Header = HONEST
    comment: bytes = b""

    def body(self) -> bytes:
        """Give the bytes that stand in the file."""
        if self.packed is not None:
            return self.packed
        return deflate(self.data) if self.deflated else self.data

    def lie(self, **what: int | bytes | None) -> Entry:
        """Give this entry with the same lie in both headers."""
        local = replace(self.local, **what)  # type: ignore[arg-type]  # fields of `Header` by name
        central = replace(self.central, **what)  # type: ignore[arg-type]  # as above
        return replace(self, local=local, central=central)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An archive before it is signed."""

    entries: tuple[Entry, ...]
    prefix: bytes = b""
    """Before the first entry."""
    comment: bytes = b""
    count: int | None = None
    """Number of entries that the end record claims."""

    def entry(self, name: str) -> Entry:
        """Give the first entry of that name."""
        return next(entry for entry in self.entries if entry.name == name)

    def put(self, entry: Entry) -> Draft:
        """Give this draft with `entry` in place of the first one of its name."""
        at = [each.name for each in self.entries].index(entry.name)
        return replace(self, entries=(*self.entries[:at], entry, *self.entries[at + 1 :]))

    def add(self, *entries: Entry, first: bool = False) -> Draft:
        """Give this draft with `entries` at the end, or at the start."""
        rows = (*entries, *self.entries) if first else (*self.entries, *entries)
        return replace(self, entries=rows)

    def drop(self, name: str) -> Draft:
        """Give this draft without the entries of that name."""
        return replace(self, entries=tuple(each for each in self.entries if each.name != name))


@dataclass(frozen=True, slots=True)
class Layout:
    """An archive in the three parts that a signing block stands between."""

    contents: bytes
    directory: bytes
    count: int
    comment: bytes

    def end(self, offset: int) -> bytes:
        """Give the end record for a directory that starts at `offset`."""
        count = self.count & 0xFFFF
        sizes = (count, count, len(self.directory), offset, len(self.comment))
        return struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, *sizes) + self.comment

    def whole(self, block: bytes = b"") -> bytes:
        """Give the file with `block` before the directory."""
        offset = len(self.contents) + len(block)
        return self.contents + block + self.directory + self.end(offset)


def deflate(data: bytes) -> bytes:
    """Give `data` as a raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def layout(draft: Draft) -> Layout:
    """Give the bytes of `draft` in three parts."""
    contents, directory = bytearray(draft.prefix), bytearray()
    for entry in draft.entries:
        offset = len(contents)
        body = entry.body()
        extra = b"" if entry.deflated else _alignment(entry, offset)
        contents += _local(entry, body, extra) + body
        directory += _central(entry, body, offset)
    count = len(draft.entries) if draft.count is None else draft.count
    return Layout(bytes(contents), bytes(directory), count, draft.comment)


def _alignment(entry: Entry, offset: int) -> bytes:
    if entry.align == 1:
        return b""
    start = offset + 30 + len(entry.name.encode()) + 6
    padding = -start % entry.align
    return struct.pack("<HHH", ALIGNMENT_FIELD, 2 + padding, entry.align) + bytes(padding)


def _fields(entry: Entry, body: bytes, header: Header) -> tuple[bytes, bytes]:
    """Give the fields that both headers share, and the name."""
    name = entry.name.encode() if header.name is None else header.name

    def said(stated: int | None, truth: int) -> int:
        return truth if stated is None else stated

    fields = struct.pack(
        "<HHHHIII",
        said(header.flags, 0 if name.isascii() else UTF8_NAME),
        said(header.method, DEFLATED if entry.deflated else STORED),
        header.time,
        header.date,
        said(header.crc, zlib.crc32(entry.data)),
        said(header.packed, len(body)),
        said(header.size, len(entry.data)),
    )
    return fields, name


def _local(entry: Entry, body: bytes, extra: bytes) -> bytes:
    fields, name = _fields(entry, body, entry.local)
    extra = extra if entry.local.extra is None else entry.local.extra
    lengths = struct.pack("<HH", len(name), len(extra))
    return b"PK\x03\x04" + struct.pack("<H", 20) + fields + lengths + name + extra


def _central(entry: Entry, body: bytes, offset: int) -> bytes:
    fields, name = _fields(entry, body, entry.central)
    extra = entry.central.extra or b""
    where = offset if entry.central.offset is None else entry.central.offset
    tail = struct.pack("<HHHHHII", len(name), len(extra), len(entry.comment), 0, 0, 0, where)
    head = b"PK\x01\x02" + struct.pack("<HH", 20, 20)
    return head + fields + tail + name + extra + entry.comment
