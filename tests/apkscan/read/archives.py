"""Archives to read in these tests: honest ones, and ones that lie in one place."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from apkscan.read.archive import ApkArchive, open_archive
from fraudlens.limits import DEFAULT_LIMITS
from tests.data.apk.container import Draft, Entry, Header, layout

if TYPE_CHECKING:
    from apkscan.facts import Note
    from apkscan.read.zip_records import Buffer

MANIFEST = Entry(name="AndroidManifest.xml", data=b"manifest " * 20)
CODE = Entry(name="classes.dex", data=b"dex\n035\0" + bytes(range(256)) * 4)
PICTURE = Entry(name="res/a.png", data=b"\x89PNG" + bytes(60), deflated=False)
HONEST = Draft(entries=(MANIFEST, CODE, PICTURE))


def opened(made: Draft | Buffer) -> ApkArchive:
    """Open a draft, or bytes, with the bounds that everybody has."""
    return open_archive(layout(made).whole() if isinstance(made, Draft) else made, DEFAULT_LIMITS)


def with_entry(entry: Entry) -> Draft:
    """Give the honest draft with one more entry."""
    return HONEST.add(entry)


def central_lie(entry: Entry, header: Header) -> Draft:
    """Give the honest draft with a directory that lies about `entry`."""
    return HONEST.put(replace(entry, central=header))


def content(archive: ApkArchive, name: str, most: int | None = None) -> bytes:
    """Read the entry of that name."""
    entry = archive.find(name)
    assert entry is not None

    return archive.read(entry, most)


def codes(notes: tuple[Note, ...]) -> list[str]:
    """Give codes in order."""
    return [note.code for note in notes]


def huge_form(*, entries: int = 3, magic: bytes = b"PK\6\6", reach: int = 0) -> bytes:
    """Give the honest archive with its end in the form for huge files."""
    parts = layout(HONEST)
    place = len(parts.contents) + len(parts.directory) + reach
    size, start = len(parts.directory), len(parts.contents)
    end64 = struct.pack("<4sQ2H2I4Q", magic, 44, 45, 45, 0, 0, entries, entries, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, place, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return parts.contents + parts.directory + end64 + locator + end
