"""Tricks against readers of ZIP files, and what is merely odd: what an archive's notes tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from apkscan.facts import Note
from apkscan.read.signing_block import block_start
from apkscan.read.zip_records import (
    DEFLATED,
    DESCRIPTOR_FLAG,
    ENCRYPTED_FLAG,
    LOCAL_BYTES,
    RECORD_BYTES,
    STORED,
    UNKNOWN32,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from apkscan.read.zip_records import Buffer, Directory, Entry

MAX_PLACES = 8
"""Notes of one code that name their place; one more counts the rest."""

PLACE_CHARACTERS = 200

_LONG_NAME = 512
"""Characters; file systems of Android take 255 bytes a part."""
_HIDDEN_BYTES = 16384
"""Bytes that no entry owns; tools that align entries, or change them in place, leave less."""
_DESCRIPTOR_BYTES = 24
_RATIO = 900
"""Deflate gives at most 1,032 bytes for one, and only for zeros."""
_RATIO_BYTES = 8 << 20
_SEPARATOR = "\n"
_ODD_NAME = re.compile(r"(?:^|\n)(?:/|[A-Za-z]:)|(?:^|[/\\\n])\.\.(?:[/\\\n]|$)|[\0\\]")
"""Over all names at once; the escape of bytes that are no UTF-8 holds a backslash, too."""
_CODE_FILE = re.compile(r"(?:AndroidManifest\.xml|resources\.arsc|classes\d*\.dex)/.*", re.DOTALL)

_LOCAL = np.dtype(
    [
        ("magic", "<u4"),
        ("need", "<u2"),
        ("flags", "<u2"),
        ("method", "<u2"),
        ("stamp", "<u4"),
        ("crc", "<u4"),
        ("packed", "<u4"),
        ("size", "<u4"),
        ("name", "<u2"),
        ("extra", "<u2"),
    ]
)
_LOCAL_MAGIC = 0x04034B50


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
    joined = _SEPARATOR.join(names)
    if _ODD_NAME.search(joined) or joined.count(_SEPARATOR) >= max(1, len(names)):
        odd = (name for name in names if _ODD_NAME.search(name) or _SEPARATOR in name)
        yield from notes_of("odd-name", ((name, "") for name in odd))
    if joined.find(".xml/") >= 0 or joined.find(".dex/") >= 0 or joined.find(".arsc/") >= 0:
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
    offsets = np.fromiter((entry.offset for entry in within), np.int64, len(within))
    view = np.frombuffer(data, np.uint8)
    headers = view[offsets[:, None] + np.arange(LOCAL_BYTES)].view(_LOCAL).ravel()
    good = headers["magic"] == _LOCAL_MAGIC
    missing = [entry for entry in directory.entries if not 0 <= entry.offset <= last]
    missing += [entry for entry, fine in zip(within, good.tolist(), strict=True) if not fine]
    yield from notes_of("local-header-missing", ((entry.name, "") for entry in missing))
    if within:
        yield from notes_of("local-header-differs", _differences(data, within, headers, good))
        yield from _of_layout(data, directory, within, headers)


def _differences(
    data: Buffer, entries: list[Entry], headers: NDArray[np.void], good: NDArray[np.bool_]
) -> Iterator[tuple[str, str]]:
    """Compare what Android compares, and the method, which it does not."""
    columns = np.array(
        [(e.method, e.flags, e.crc, e.packed_size, e.size) for e in entries], dtype=np.int64
    )
    plain = headers["flags"] & DESCRIPTOR_FLAG == 0
    differs = {
        "method": headers["method"] != columns[:, 0],
        "encryption": (headers["flags"] ^ columns[:, 1]) & ENCRYPTED_FLAG != 0,
        "crc": plain & (headers["crc"] != columns[:, 2]),
        "size": plain & ((headers["packed"] != columns[:, 3]) | (headers["size"] != columns[:, 4])),
        "name": _names_differ(data, entries, headers["name"].tolist()),
    }
    wide = (columns[:, 2:] >= 1 << 32).any(axis=1) | (headers["size"] == UNKNOWN32)
    differs["size"] &= ~wide  # ZIP64 keeps them elsewhere
    any_differs = good & np.logical_or.reduce(list(differs.values()))
    for index in np.flatnonzero(any_differs).tolist():
        yield (
            entries[index].name,
            ", ".join(what for what, where in differs.items() if where[index]),
        )


def _names_differ(data: Buffer, entries: list[Entry], lengths: list[int]) -> NDArray[np.bool_]:
    """Compare bytes with bytes: the local name is as long as its header says."""
    return np.fromiter(
        (
            data[e.offset + LOCAL_BYTES : e.offset + LOCAL_BYTES + length]
            != data[e.record + RECORD_BYTES : e.record + RECORD_BYTES + length]
            for e, length in zip(entries, lengths, strict=True)
        ),
        np.bool_,
        len(entries),
    )


def _of_layout(
    data: Buffer, directory: Directory, entries: list[Entry], headers: NDArray[np.void]
) -> Iterator[Note]:
    """Look at how entries share out the bytes before the directory."""
    starts = np.fromiter((e.offset for e in entries), np.int64, len(entries))
    held = [e.packed_size if e.method == DEFLATED else e.size for e in entries]
    sizes = np.array(held, dtype=np.int64)
    ends = starts + LOCAL_BYTES + headers["name"] + headers["extra"] + sizes
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    reach = np.maximum.accumulate(ends)
    overlaps = np.flatnonzero(starts[1:] < reach[:-1]) + 1
    names = ((entries[int(order[index])].name, "") for index in overlaps.tolist())
    yield from notes_of("overlapping-entries", names)
    block = block_start(data, directory.start)
    stop = directory.start if block is None else block
    described = headers["flags"][order] & DESCRIPTOR_FLAG != 0
    gaps = np.append(starts[1:], stop) - reach - described * _DESCRIPTOR_BYTES
    hidden = int(np.maximum(0, gaps).sum()) + int(starts[0]) - directory.shift
    if hidden > _HIDDEN_BYTES:
        yield Note("hidden-bytes", "", f"{hidden} bytes belong to no entry")
