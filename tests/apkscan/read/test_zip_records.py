"""The central directory."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read import zip_records
from apkscan.read.zip_records import Directory, read_directory
from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from tests.apkscan.read.archives import HONEST, MANIFEST, PICTURE, huge_form
from tests.data.apk.bombs_archive import many_entries
from tests.data.apk.container import Draft, Entry, Header, layout

WHOLE = layout(HONEST).whole()
NAMES = ["AndroidManifest.xml", "classes.dex", "res/a.png"]
MOST = 100_000


def read(data: bytes) -> Directory:
    return read_directory(data, MOST)


def names(directory: Directory) -> list[str]:
    return [entry.name for entry in directory.entries]


def test_entries_are_in_the_order_of_the_directory() -> None:
    directory = read(WHOLE)

    assert NAMES == names(directory)
    assert (3, 3, 0, 0, 0) == (
        directory.declared,
        directory.found,
        directory.shift,
        directory.comment,
        directory.trailing,
    )
    assert not directory.disks
    assert not directory.zip64


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\\")),
                  st.binary(max_size=300), st.booleans()),
        max_size=6,
        unique_by=lambda row: row[0],
    )
)  # fmt: skip
def test_honest_archives_read_as_zipfile_reads_them(rows: list[tuple[str, bytes, bool]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, data, deflated in rows:
            method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(name or "-"), data, method)
    theirs = zipfile.ZipFile(stream).infolist()
    ours = read(stream.getvalue()).entries

    assert [
        (info.orig_filename, info.header_offset, info.CRC, info.compress_size, info.file_size)
        for info in theirs
    ] == [(e.name, e.offset, e.crc, e.packed_size, e.size) for e in ours]


@given(st.data())
def test_damaged_archives_raise_nothing_but_input_errors(data: st.DataObject) -> None:
    changed = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        directory = read(bytes(changed))
    except InputError:
        return

    assert len(directory.entries) <= directory.found


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\3\4" * 40, b"PK\5\6", WHOLE[:-30], WHOLE[:80]])
def test_without_a_directory_it_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput, match="no ZIP directory found") as caught:
        read(data)

    assert caught.value.hint.startswith("this is no APK, or only the first part of one")


def test_empty_archive_has_no_entries() -> None:
    assert () == read(layout(Draft(entries=())).whole()).entries


def test_bytes_before_the_archive_shift_its_offsets() -> None:
    directory = read(b"#!/bin/false\n" + WHOLE)

    assert NAMES == names(directory)
    assert 13 == directory.shift
    assert 13 == directory.entries[0].offset


@pytest.mark.parametrize("count", [1, 100, 70_000])
def test_bytes_after_the_archive_are_counted(count: int) -> None:
    directory = read(WHOLE + bytes(count))

    assert NAMES == names(directory)
    assert count == directory.trailing


def test_comment_is_measured_and_may_hold_an_end_record() -> None:
    decoy = b"PK\5\6" + bytes(18)
    directory = read(layout(replace(HONEST, comment=decoy + b"channel")).whole())

    assert NAMES == names(directory)
    assert 29 == directory.comment


def test_end_record_without_directory_is_passed_over_for_one_that_has_it() -> None:
    decoy = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 7, 7, 0, 0x7FFFFFFF, 0)

    assert NAMES == names(read(WHOLE + decoy))


@pytest.mark.parametrize(("count", "kept"), [(2, 2), (3, 3), (9, 3), (0, 3)])
def test_entries_behind_the_stated_number_are_not_seen_by_android(count: int, kept: int) -> None:
    directory = read(layout(replace(HONEST, count=count)).whole())

    assert kept == len(directory.entries)
    assert (count, 3) == (directory.declared, directory.found)


def test_number_of_entries_may_wrap_at_16_bits() -> None:
    draft = Draft(entries=(Entry(name="a", data=b"", deflated=False),) * 65_538)

    assert 65_538 == len(read(layout(draft).whole()).entries)


def test_too_many_entries_are_refused() -> None:
    message = "the archive has more than 100000 entries"
    with pytest.raises(LimitExceeded, match=message):
        read(many_entries())
    with pytest.raises(LimitExceeded, match="more than 2 entries"):
        read_directory(WHOLE, 2)

    assert 3 == len(read_directory(WHOLE, 3).entries)


def test_too_many_records_are_refused_whatever_their_stated_number() -> None:
    with pytest.raises(LimitExceeded, match="more than 2 entries"):
        read_directory(layout(replace(HONEST, count=1)).whole(), 2)


def test_parts_of_several_are_told() -> None:
    place = WHOLE.rindex(b"PK\5\6")
    data = WHOLE[: place + 4] + b"\1" + WHOLE[place + 5 :]

    assert read(data).disks


def test_directory_for_huge_files_is_found() -> None:
    directory = read(huge_form())

    assert NAMES == names(directory)
    assert directory.zip64


@pytest.mark.parametrize("data", [huge_form(magic=b"PK\0\0"), huge_form(reach=1 << 40)])
def test_broken_form_for_huge_files_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput, match="no ZIP directory found"):
        read(data)


def test_directory_for_huge_files_without_locator_is_refused() -> None:
    data = huge_form().replace(b"PK\6\7", b"PK\0\0")

    with pytest.raises(MalformedInput, match="no ZIP directory found"):
        read(data)
    with pytest.raises(MalformedInput, match="no ZIP directory found"):
        read(data[-22:])


def test_sizes_over_32_bits_are_taken_from_the_extra_field() -> None:
    extra = struct.pack("<HHB", 7, 1, 0) + struct.pack("<HHQQQ", 1, 24, 5 << 32, 6 << 32, 0)
    wide = Header(size=0xFFFFFFFF, packed=0xFFFFFFFF, offset=0xFFFFFFFF, extra=extra)
    entry = read(layout(HONEST.put(replace(MANIFEST, central=wide))).whole()).entries[0]

    assert (5 << 32, 6 << 32, 0) == (entry.size, entry.packed_size, entry.offset)


@pytest.mark.parametrize("extra", [b"", struct.pack("<HH", 7, 0), struct.pack("<HHI", 1, 4, 9)])
def test_sizes_stay_as_they_are_without_the_extra_field(extra: bytes) -> None:
    wide = Header(size=0xFFFFFFFF, extra=extra)
    entry = read(layout(HONEST.put(replace(MANIFEST, central=wide))).whole()).entries[0]

    assert 0xFFFFFFFF == entry.size


def test_absurd_sizes_are_capped() -> None:
    extra = struct.pack("<HHQ", 1, 8, (1 << 64) - 1)
    wide = Header(size=0xFFFFFFFF, extra=extra)
    entry = read(layout(HONEST.put(replace(MANIFEST, central=wide))).whole()).entries[0]

    assert 1 << 60 == entry.size


def test_names_that_are_no_utf8_are_escaped() -> None:
    draft = HONEST.put(replace(PICTURE, central=Header(name=b"res/\xff.png")))

    assert "res/\\xff.png" == names(read(layout(draft).whole()))[2]


@pytest.mark.parametrize(("length", "kept"), [(1023, 1023), (1024, 1024), (1025, 1024)])
def test_long_names_are_cut(length: int, kept: int) -> None:
    draft = HONEST.add(Entry(name="a" * length, data=b""))

    assert kept == len(names(read(layout(draft).whole()))[3])


def test_record_is_where_it_says() -> None:
    entry = read(WHOLE).entries[1]

    assert b"classes.dex" == WHOLE[entry.record + zip_records.RECORD_BYTES :][:11]
