"""Tricks against readers of ZIP files, and what is merely odd: what an archive's notes tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from apkscan.facts import Note
from apkscan.read.header_pairs import read_pairs
from apkscan.read.signing_block import block_start
from apkscan.read.zip_records import (
    DEFLATED,
    DESCRIPTOR_FLAG,
    ENCRYPTED_FLAG,
    LOCAL_BYTES,
    STORED,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apkscan.read.header_pairs import Pairs
    from apkscan.read.zip_records import Buffer, Directory, Entry

MAX_PLACES = 8
"""Notes of one code that name their place; one more counts the rest."""

PLACE_CHARACTERS = 200

_LONG_NAME = 512
"""Characters; file systems of Android take 255 bytes a part."""
_HIDDEN_BYTES = 4096
"""Bytes other than zero that no entry owns. Android's build tools fill gaps with zeros after a
local header without name (zipflinger; 14 of 2,721 apps have up to 1.1 MB of those)."""
_DESCRIPTOR_BYTES = 24
_RATIO = 900
"""Deflate gives at most 1,032 bytes for one, and only for zeros."""
_RATIO_BYTES = 8 << 20
_SEPARATOR = "\n"
_ODD_NAME = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|[\0\n\\]")
_ODD_HINTS = ("\n/", ":", "..", "\0", "\\")
"""One of these is in every odd name, and hardly in others: names are searched at once first. The
escape of bytes that are no UTF-8 holds a backslash, too."""
_SHADOW_HINTS = (".xml/", ".dex/", ".arsc/")
_CODE_FILE = re.compile(r"(?:AndroidManifest\.xml|resources\.arsc|classes\d*\.dex)/.*", re.DOTALL)


def find_tricks(data: Buffer, directory: Directory) -> tuple[Note, ...]:
    """Give a note for each trick, places of the same trick summed up after `MAX_PLACES`."""
    return (
        *_around(data, directory),
        *_of_names(directory.entries),
        *_of_records(directory.entries),
        *_of_local_headers(data, directory),
    )


def notes_of(code: str, places: Iterable[tuple[str, str]]) -> Iterator[Note]:
    """Give a note for each (place, detail), the last of many with their number only."""
    more = 0
    for number, (place, detail) in enumerate(places):
        if number < MAX_PLACES:
            yield Note(code, place[:PLACE_CHARACTERS], detail[:PLACE_CHARACTERS])
        else:
            more += 1
    if more:
        yield Note(code, "", f"and {more} more entries")


def _around(data: Buffer, directory: Directory) -> Iterator[Note]:
    if directory.shift:
        yield Note("prefix-bytes", "", f"{directory.shift} bytes before the archive")
    elif data[:4] != b"PK\3\4":
        yield Note("odd-start", "", f"the file begins with {data[:4].hex()}")
    if directory.trailing:
        yield Note("trailing-bytes", "", f"{directory.trailing} bytes after the archive")
    if directory.comment:
        yield Note("archive-comment", "", f"{directory.comment} bytes")
    if directory.declared != directory.found:
        yield Note(
            "entry-count", "", f"{directory.declared} entries stated, {directory.found} found"
        )
    if directory.disks:
        yield Note("split-archive")
    if directory.zip64:
        yield Note("zip64")


def _of_names(entries: tuple[Entry, ...]) -> Iterator[Note]:
    names = [entry.name for entry in entries]
    if len(set(names)) != len(names):
        yield from notes_of("duplicate-entry", _repeated(entries))
    joined = _SEPARATOR + _SEPARATOR.join(names)
    if joined.count(_SEPARATOR) > len(names) or any(hint in joined for hint in _ODD_HINTS):
        odd = (name for name in names if _ODD_NAME.search(name))
        yield from notes_of("odd-name", ((name, "") for name in odd))
    if any(hint in joined for hint in _SHADOW_HINTS):
        shadows = (name for name in names if _CODE_FILE.fullmatch(name))
        yield from notes_of("shadow-entry", ((name, "") for name in shadows))
    yield from notes_of(
        "long-name", ((name, f"{len(name)}") for name in names if len(name) > _LONG_NAME)
    )


def _repeated(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    first: dict[str, Entry] = {}
    for entry in entries:
        before = first.setdefault(entry.name, entry)
        if before is not entry:
            same = (before.crc, before.size) == (entry.crc, entry.size)
            yield entry.name, "the same again" if same else "with other content"


def _of_records(entries: tuple[Entry, ...]) -> Iterator[Note]:
    bogus = ((e.name, f"method {e.method}") for e in entries if e.method not in {STORED, DEFLATED})
    yield from notes_of("bogus-compression", bogus)
    flagged = ((e.name, "") for e in entries if e.flags & ENCRYPTED_FLAG)
    yield from notes_of("fake-encryption", flagged)
    lies = (
        (e.name, f"stored: {e.packed_size} bytes packed, {e.size} unpacked")
        for e in entries
        if e.method == STORED and e.packed_size != e.size
    )
    yield from notes_of("size-lie", lies)
    bombs = (
        (e.name, f"{e.packed_size} bytes packed, {e.size} unpacked")
        for e in entries
        if e.size > _RATIO_BYTES and e.size > e.packed_size * _RATIO
    )
    yield from notes_of("extreme-ratio", bombs)


def _of_local_headers(data: Buffer, directory: Directory) -> Iterator[Note]:
    last = len(data) - LOCAL_BYTES
    within = [entry for entry in directory.entries if 0 <= entry.offset <= last]
    pairs = read_pairs(data, within)
    missing = [entry for entry in directory.entries if not 0 <= entry.offset <= last]
    missing += [within[index] for index in np.flatnonzero(~pairs.found).tolist()]
    yield from notes_of("local-header-missing", ((entry.name, "") for entry in missing))
    if within:
        differing = (
            (within[index].name, ", ".join(what for what, where in parts.items() if where[index]))
            for parts in (pairs.differences(data),)
            for index in np.flatnonzero(np.logical_or.reduce(list(parts.values()))).tolist()
        )
        yield from notes_of("local-header-differs", differing)
        yield from _of_layout(data, directory, within, pairs)


def _of_layout(
    data: Buffer, directory: Directory, entries: list[Entry], pairs: Pairs
) -> Iterator[Note]:
    """Look at how entries share out the bytes before the directory."""
    order = np.argsort(pairs.offsets, kind="stable")
    starts, ends = pairs.offsets[order], pairs.ends(entries)[order]
    reach = np.maximum.accumulate(ends)
    overlaps = np.flatnonzero(starts[1:] < reach[:-1]) + 1
    names = ((entries[int(order[index])].name, "") for index in overlaps.tolist())
    yield from notes_of("overlapping-entries", names)
    block = block_start(data, directory.start)
    stop = directory.start if block is None else block
    described = pairs.local["flags"][order] & DESCRIPTOR_FLAG != 0
    first = np.append(max(0, directory.shift), reach + described * _DESCRIPTOR_BYTES)
    gaps = np.append(starts, stop) - first
    view = np.frombuffer(data, np.uint8)
    hidden = sum(
        int(np.count_nonzero(view[first[index] : first[index] + gaps[index]]))
        for index in np.flatnonzero(gaps > 0).tolist()
    )
    if hidden > _HIDDEN_BYTES:
        yield Note("hidden-bytes", "", f"{hidden} bytes belong to no entry")
