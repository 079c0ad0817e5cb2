"""The ZIP container of an app: entries as Android sees them, read within bounds.

Nothing is written, and no entry is found by a path: a name is a key, nothing more.
Source of what Android does: AOSP system/libziparchive/zip_archive.cc and
frameworks/base/libs/androidfw/AssetsProvider.cpp (read 2026-11-26).
"""

from __future__ import annotations

import struct
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from isal.isal_zlib import crc32

from apkscan.facts import Archive, Note
from apkscan.read.inflate import Ending, inflate, inflate_whole
from apkscan.read.zip_records import DEFLATED, ENCRYPTED_FLAG, LOCAL_BYTES, STORED, read_directory
from fraudlens.errors import LimitExceeded

if TYPE_CHECKING:
    from apkscan.read.zip_records import Buffer, Directory, Entry
    from fraudlens.limits import Limits

MAX_NOTES = 40
"""Notes on what reading met; a summary stands for the rest."""

MAX_KEPT_BYTES = 32 << 20
"""Of unpacked contents, kept for the next reader: signatures, code and texts all read them."""

_MAX_NAMES = 2000
_MAX_KINDS = 40
_MAX_KIND_CHARACTERS = 12
_MAX_NAME_CHARACTERS = 200
_NATIVE_FOLDER = "lib/"
_NATIVE_DEPTH = 3
"""Parts of `lib/arm64-v8a/libapp.so`."""
_LOCAL = struct.Struct("<4s22xHH")
_LOCAL_MAGIC = b"PK\3\4"
_UNSEEN_PREFIX = ("limit-", "unreadable-", "encrypted-")


class ApkArchive:
    """An opened archive over a buffer that the caller keeps."""

    def __init__(self, data: Buffer, directory: Directory, limits: Limits) -> None:
        """Keep what was read; `open_archive` makes it."""
        self.data = data
        self.directory = directory
        self.limits = limits
        self._first: dict[str, Entry] = {}
        for entry in reversed(directory.entries):
            self._first[entry.name] = entry
        self._left = limits.max_expanded_bytes
        self._kept: dict[int, bytes] = {}
        self._room = MAX_KEPT_BYTES
        self._met: dict[tuple[str, str], Note] = {}
        self._met_more = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order of the directory, repeated ones, too."""
        return self.directory.entries

    def find(self, name: str) -> Entry | None:
        """Give the entry of this exact name.

        Of repeated ones the first: what Android's native side took while it took any (2013).
        """
        return self._first.get(name)

    def read(self, entry: Entry, most: int | None = None) -> bytes:
        """Give the content, at most `most` bytes of it, and note what is wrong with it.

        What cannot be read, or would break a bound, gives what could be had, at worst nothing,
        and a note in `unseen`.
        """
        kept = self._kept.get(entry.record)
        if kept is not None:
            return kept if most is None else kept[:most]
        bound = min(self.limits.max_entry_bytes, self._left)
        if most is None and self._is_refused(entry, bound):
            return b""
        wanted = bound if most is None else min(most, bound)
        start = self.content_start(entry)
        if start is None:
            self._note("unreadable-entry", entry, "no local header where it should stand")
            return b""
        if wanted <= 0:
            return b""
        if entry.method == DEFLATED:
            content = self._inflated(entry, start, wanted, whole=most is None)
        else:
            content = self._stored(entry, start, wanted, whole=most is None)
        self._left -= len(content)
        if most is None and entry.method == DEFLATED and len(content) <= self._room:
            self._kept[entry.record] = content
            self._room -= len(content)
        return content

    def content_start(self, entry: Entry) -> int | None:
        """Give where the content stands; lengths are of the local header, as Android takes them."""
        if not 0 <= entry.offset <= len(self.data) - LOCAL_BYTES:
            return None
        magic, name, extra = _LOCAL.unpack_from(self.data, entry.offset)
        return (
            entry.offset + LOCAL_BYTES + int(name) + int(extra) if magic == _LOCAL_MAGIC else None
        )

    def packed(self, entry: Entry, start: int) -> bytes:
        """Give the bytes as they stand in the file; the directory ends them at the latest."""
        return self.data[start : min(start + entry.packed_size, self.directory.start)]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What reading met so far, without what is `unseen`."""
        return tuple(note for note in self._all_met() if not note.code.startswith(_UNSEEN_PREFIX))

    @property
    def unseen(self) -> tuple[Note, ...]:
        """What could not be read so far, and why."""
        return tuple(note for note in self._all_met() if note.code.startswith(_UNSEEN_PREFIX))

    def facts(self) -> Archive:
        """Sum up; call it last, for its notes include what reading met."""
        from apkscan.read.tricks import find_tricks  # noqa: PLC0415  numpy, 80 ms

        names = [entry.name for entry in self.entries]
        libraries = (name for name in names if name.startswith(_NATIVE_FOLDER))
        native = [parts for parts in map(_native_parts, libraries) if parts]
        return Archive(
            entries=len(names),
            expanded_bytes=sum(entry.size for entry in self.entries),
            names=tuple(
                dict.fromkeys(
                    name[:_MAX_NAME_CHARACTERS]
                    for name in names
                    if not name.startswith(("res/", "META-INF/"))
                )
            )[:_MAX_NAMES],
            kinds=_kinds(names),
            native=tuple(sorted({name for _, name in native}))[:_MAX_NAMES],
            abis=tuple(sorted({abi for abi, _ in native}))[:_MAX_KINDS],
            newest=_newest(self.entries),
            notes=(*find_tricks(self.data, self.directory), *self.notes),
        )

    def _is_refused(self, entry: Entry, bound: int) -> bool:
        """Tell before any work, from sizes that the file cannot lie about."""
        held = entry.size
        if entry.method == DEFLATED:
            held = min(held, entry.packed_size * 1032 + 64)
        elif held > len(self.data):
            held = 0  # a lie: what is there is read
        if held <= bound:
            return False
        code = (
            "limit-expanded-bytes" if bound < self.limits.max_entry_bytes else "limit-entry-bytes"
        )
        self._note(code, entry, f"{entry.size} bytes, {bound} may be read")
        return True

    def _inflated(self, entry: Entry, start: int, wanted: int, *, whole: bool) -> bytes:
        packed = self.packed(entry, start)
        data = inflate_whole(packed, wanted)
        if data is not None and len(data) == entry.size and crc32(data) == entry.crc:
            return data
        result = inflate(packed, wanted)
        if result.ending is Ending.SHORT and len(result.data) < entry.size:
            # The packed size may be the lie: look at all that could belong to it.
            longer = inflate(self.data[start : self.directory.start], wanted)
            if crc32(longer.data) == entry.crc:
                self._note("size-lie", entry, f"{entry.packed_size} bytes packed are too few")
                result = longer
        if result.ending is Ending.BOUND and whole:
            self._note("limit-entry-bytes", entry, f"cut at {wanted} bytes")
        elif result.ending in {Ending.SHORT, Ending.BROKEN}:
            code = "encrypted-entry" if entry.flags & ENCRYPTED_FLAG else "unreadable-entry"
            self._note(code, entry, f"{len(result.data)} of {entry.size} bytes could be unpacked")
        elif result.ending is Ending.WHOLE:
            self._check(entry, result.data)
        return result.data

    def _stored(self, entry: Entry, start: int, wanted: int, *, whole: bool) -> bytes:
        """Android maps as many bytes as the unpacked size says, for any method but deflate."""
        content = self.data[start : min(start + min(entry.size, wanted), self.directory.start)]
        if entry.method != STORED and crc32(content) != entry.crc:
            other = inflate(self.packed(entry, start), wanted)
            if other.ending is Ending.WHOLE and crc32(other.data) == entry.crc:
                self._note("deflated-all-the-same", entry, f"method {entry.method}")
                return other.data
        if whole:
            self._check(entry, content)
        return content

    def _check(self, entry: Entry, content: bytes) -> None:
        if len(content) != entry.size:
            self._note("size-lie", entry, f"{entry.size} bytes stated, {len(content)} found")
        elif crc32(content) != entry.crc:
            self._note("crc-mismatch", entry, "")

    def _note(self, code: str, entry: Entry, detail: str) -> None:
        if len(self._met) < MAX_NOTES:
            self._met.setdefault((code, entry.name), Note(code, entry.name[:200], detail))
        elif (code, entry.name) not in self._met:
            self._met_more += 1

    def _all_met(self) -> tuple[Note, ...]:
        more = (Note("limit-notes", "", f"{self._met_more} more notes"),) if self._met_more else ()
        return (*self._met.values(), *more)


def open_archive(data: Buffer, limits: Limits) -> ApkArchive:
    """Open the archive in `data`.

    Raises:
        LimitExceeded: the file, or the number of its entries, is over its bound.
        MalformedInput: no ZIP directory can be found.
    """
    if len(data) > limits.max_app_bytes:
        raise LimitExceeded(
            f"the file has {len(data)} bytes, more than {limits.max_app_bytes}",
            hint="raise max_app_bytes if you trust it",
        )
    return ApkArchive(data, read_directory(data, limits.max_app_entries), limits)


def _native_parts(name: str) -> tuple[str, str] | None:
    """Give ABI and file name of a native library.

    >>> _native_parts("lib/arm64-v8a/libapp.so")
    ('arm64-v8a', 'libapp.so')
    """
    parts = name.split("/")
    if len(parts) != _NATIVE_DEPTH or not parts[2].endswith(".so"):
        return None
    return parts[1][:_MAX_NAME_CHARACTERS], parts[2][:_MAX_NAME_CHARACTERS]


def _kinds(names: list[str]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for end, count in Counter(
        [name[name.rfind("/") + 1 :].rpartition(".")[1:] for name in names]
    ).items():
        counts[_extension(*end)] += count
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MAX_KINDS]
    return tuple(sorted(common))


def _extension(dot: str, end: str) -> str:
    """Give what follows the last dot of a file name, lower-case, or nothing if it is odd.

    >>> _extension(".", "PNG"), _extension("", "c"), _extension(".", "a b")
    ('png', '', '')
    """
    fine = dot and len(end) <= _MAX_KIND_CHARACTERS and end.isascii() and end.isalnum()
    return end.lower() if fine else ""


def _newest(entries: tuple[Entry, ...]) -> str | None:
    for stamp in sorted({entry.stamp >> 16 for entry in entries}, reverse=True):
        try:
            return date(1980 + (stamp >> 9), stamp >> 5 & 15, stamp & 31).isoformat()
        except ValueError:
            continue
    return None
