"""Notes on tricks: each trick has its code, and honest archives have none."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from apkscan.facts import Note
from apkscan.read.tricks import MAX_PLACES, find_tricks, notes_of
from apkscan.read.zip_records import Buffer, read_directory
from tests.apkscan.read.archives import CODE, HONEST, MANIFEST, PICTURE, huge_form, with_entry
from tests.data.apk.bombs_archive import many_large
from tests.data.apk.container import Draft, Entry, Header, layout
from tests.data.apk.signing import sign

WHOLE = layout(HONEST).whole()


def tricks(made: Draft | Buffer) -> tuple[Note, ...]:
    data = layout(made).whole() if isinstance(made, Draft) else made
    return find_tricks(data, read_directory(data, 100_000))


@pytest.mark.parametrize("schemes", [(), ("v1",), ("v1", "v2", "v3")])
def test_honest_archives_have_no_notes(schemes: tuple[str, ...]) -> None:
    assert () == tricks(sign(HONEST, schemes, "ec-a"))


def test_empty_archive_has_no_notes() -> None:
    assert ["odd-start"] == [note.code for note in tricks(Draft(entries=()))]


NAMED = {
    "absolute": "/data/a",
    "drive": "C:/a",
    "up": "assets/../../a",
    "only up": "..",
    "backslash": "assets\\a",
    "nul": "a\0.dex",
    "line break": "a\nb",
}


@pytest.mark.parametrize("name", NAMED.values(), ids=NAMED.keys())
def test_odd_name(name: str) -> None:
    assert (Note("odd-name", name),) == tricks(with_entry(Entry(name=name, data=b"")))


def test_name_that_is_no_utf8_is_odd() -> None:
    draft = HONEST.put(replace(PICTURE.lie(name=b"res/\xff.png")))

    assert (Note("odd-name", "res/\\xff.png"),) == tricks(draft)


@pytest.mark.parametrize("name", ["a..b", "...", "assets/..a/b", "1:2", "a/b:c"])
def test_plain_name(name: str) -> None:
    assert () == tricks(with_entry(Entry(name=name, data=b"")))


@pytest.mark.parametrize("name", ["AndroidManifest.xml/", "classes.dex/a/b", "resources.arsc/x",
                                  "classes17.dex/"])  # fmt: skip
def test_shadow_of_a_core_file(name: str) -> None:
    assert (Note("shadow-entry", name),) == tricks(with_entry(Entry(name=name, data=b"")))


def test_folder_that_merely_ends_as_a_file_does_is_no_shadow() -> None:
    assert () == tricks(with_entry(Entry(name="assets/a.xml/b", data=b"")))


@pytest.mark.parametrize(("length", "found"), [(512, 0), (513, 1)])
def test_long_name(length: int, found: int) -> None:
    notes = tricks(with_entry(Entry(name="a" * length, data=b"")))

    assert [Note("long-name", "a" * 200, "513")] * found == list(notes)


def test_repeated_entries() -> None:
    same = tricks(with_entry(CODE))
    other = tricks(with_entry(replace(CODE, data=b"decoy")))

    assert (Note("duplicate-entry", "classes.dex", "the same again"),) == same
    assert (Note("duplicate-entry", "classes.dex", "with other content"),) == other


def test_bogus_compression() -> None:
    draft = HONEST.put(replace(MANIFEST, deflated=False).lie(method=0x2F3A))

    assert (Note("bogus-compression", MANIFEST.name, "method 12090"),) == tricks(draft)


def test_fake_encryption() -> None:
    assert (Note("fake-encryption", MANIFEST.name),) == tricks(HONEST.put(MANIFEST.lie(flags=1)))


def test_lie_about_a_stored_size() -> None:
    notes = tricks(HONEST.put(PICTURE.lie(packed=9)))

    assert (Note("size-lie", PICTURE.name, "stored: 9 bytes packed, 64 unpacked"),) == notes


def test_extreme_ratio() -> None:
    notes = tricks(HONEST.put(MANIFEST.lie(size=9 << 20)))

    assert ["extreme-ratio"] == [note.code for note in notes]


LIES = {
    "method": Header(method=0),
    "encryption": Header(flags=1),
    "crc": Header(crc=1),
    "size": Header(packed=1),
    "name": Header(name=b"AndroidManifest.xmm"),
    "shorter": Header(name=b"Android"),
    "longer": Header(name=b"AndroidManifest.xml~"),
    "crc, size": Header(crc=1, size=2),
}


@pytest.mark.parametrize(("what", "header"), LIES.items(), ids=LIES.keys())
def test_local_header_that_differs(what: str, header: Header) -> None:
    notes = tricks(HONEST.put(replace(MANIFEST, local=header)))
    expected = "name" if what in {"shorter", "longer"} else what

    assert (Note("local-header-differs", MANIFEST.name, expected),) == notes


def test_local_header_may_leave_sizes_to_a_descriptor() -> None:
    late = Header(flags=8, crc=0, packed=0, size=0)
    draft = HONEST.put(replace(MANIFEST, local=late, central=Header(flags=8)))

    assert () == tricks(draft)


def test_local_header_may_leave_sizes_to_the_form_for_huge_files() -> None:
    extra = struct.pack("<HHQQ", 1, 16, 180, 180)
    wide = Header(packed=0xFFFFFFFF, size=0xFFFFFFFF, extra=extra)

    assert () == tricks(HONEST.put(replace(MANIFEST, local=wide)))


@pytest.mark.parametrize("offset", [5, 1 << 20])
def test_local_header_that_is_missing(offset: int) -> None:
    notes = tricks(HONEST.put(replace(MANIFEST, central=Header(offset=offset))))

    assert Note("local-header-missing", MANIFEST.name) in notes


def test_archive_without_any_local_header_is_read() -> None:
    away = tuple(replace(entry, central=Header(offset=1 << 20)) for entry in HONEST.entries)

    assert "local-header-missing" in {note.code for note in tricks(Draft(entries=away))}


def test_overlapping_entries() -> None:
    overlaps = [note for note in tricks(many_large()) if note.code == "overlapping-entries"]

    assert MAX_PLACES + 1 == len(overlaps)


@pytest.mark.parametrize(
    ("fill", "size", "found"), [(b"x", 4096, 0), (b"x", 4097, 1), (b"\0", 9999, 0)]
)
def test_bytes_that_belong_to_no_entry(fill: bytes, size: int, found: int) -> None:
    hidden = replace(PICTURE, packed=PICTURE.data + fill * size).lie(packed=64)
    notes = tricks(Draft(entries=(hidden, CODE)))

    assert [Note("hidden-bytes", "", "4097 bytes belong to no entry")] * found == list(notes)


def test_bytes_before_the_first_entry_belong_to_none() -> None:
    notes = tricks(replace(HONEST, prefix=b"x" * 5000))

    assert Note("hidden-bytes", "", "5000 bytes belong to no entry") in notes


def test_what_stands_around_the_archive() -> None:
    after = tricks(WHOLE + b"xyz")
    before = tricks(b"#!" + WHOLE)
    inside = tricks(replace(HONEST, prefix=b"MZ"))
    comment = tricks(replace(HONEST, comment=b"channel"))
    count = tricks(replace(HONEST, count=2))

    assert (Note("trailing-bytes", "", "3 bytes after the archive"),) == after
    assert (Note("prefix-bytes", "", "2 bytes before the archive"),) == before
    assert (Note("odd-start", "", "the file begins with 4d5a504b"),) == inside
    assert (Note("archive-comment", "", "7 bytes"),) == comment
    assert (Note("entry-count", "", "2 entries stated, 3 found"),) == count


def test_parts_and_the_form_for_huge_files() -> None:
    place = WHOLE.rindex(b"PK\5\6")
    parts = tricks(WHOLE[: place + 4] + b"\1" + WHOLE[place + 5 :])

    assert (Note("split-archive"),) == parts
    assert (Note("zip64"),) == tricks(huge_form())


def test_places_are_summed_up() -> None:
    places = [(f"a{number}" + "b" * 300, "c" * 300) for number in range(MAX_PLACES + 5)]
    notes = list(notes_of("odd-name", places))

    assert MAX_PLACES + 1 == len(notes)
    assert Note("odd-name", ("a0" + "b" * 300)[:200], "c" * 200) == notes[0]
    assert Note("odd-name", "", "and 5 more entries") == notes[-1]
