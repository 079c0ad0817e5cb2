"""The archive of an app: found by name, read within bounds, told in facts."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.facts import Note
from apkscan.read import archive as archive_module
from apkscan.read.archive import MAX_NOTES, open_archive
from fraudlens.errors import InputError, LimitExceeded
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.archives import (
    CODE,
    HONEST,
    MANIFEST,
    PICTURE,
    central_lie,
    codes,
    content,
    opened,
    with_entry,
)
from tests.data.apk.container import Draft, Entry, Header, deflate, layout

if TYPE_CHECKING:
    from apkscan.read.archive import ApkArchive

WHOLE = layout(HONEST).whole()
SMALL = replace(DEFAULT_LIMITS, max_entry_bytes=100, max_expanded_bytes=250)
ZEROS = Entry(name="zeros", data=b"", packed=deflate(bytes(50_000)), central=Header(size=50_000))


def small(made: Draft) -> ApkArchive:
    return open_archive(layout(made).whole(), SMALL)


def test_honest_entries_are_read_without_notes() -> None:
    archive = opened(HONEST)

    assert [e.data for e in HONEST.entries] == [archive.read(e) for e in archive.entries]
    assert ((), ()) == (archive.notes, archive.unseen)


def test_missing_name_is_none() -> None:
    assert opened(HONEST).find("classes2.dex") is None


def test_first_of_repeated_entries_counts() -> None:
    archive = opened(HONEST.add(Entry(name="classes.dex", data=b"decoy")))

    assert CODE.data == content(archive, "classes.dex")
    assert b"decoy" == archive.read(archive.entries[-1])


@pytest.mark.parametrize("packed", [None, 9, 1 << 20])
def test_other_methods_are_stored_with_the_unpacked_size(packed: int | None) -> None:
    odd = replace(MANIFEST, deflated=False, central=Header(method=0x2F3A, packed=packed))
    archive = opened(HONEST.put(odd))

    assert MANIFEST.data == content(archive, MANIFEST.name)
    assert () == archive.notes


def test_other_method_over_deflated_content_is_inflated() -> None:
    archive = opened(central_lie(MANIFEST, Header(method=12)))

    assert MANIFEST.data == content(archive, MANIFEST.name)
    assert (Note("deflated-all-the-same", MANIFEST.name, "method 12"),) == archive.notes


def test_other_method_over_anything_else_is_stored() -> None:
    archive = opened(HONEST.put(replace(PICTURE, central=Header(method=12, crc=1))))

    assert PICTURE.data == content(archive, PICTURE.name)
    assert ["crc-mismatch"] == codes(archive.notes)


def test_encryption_flag_is_ignored() -> None:
    archive = opened(HONEST.put(MANIFEST.lie(flags=1)))

    assert MANIFEST.data == content(archive, MANIFEST.name)
    assert () == archive.unseen


def test_encrypted_content_is_told() -> None:
    archive = opened(HONEST.put(replace(MANIFEST, packed=b"\xff" * 40).lie(flags=1)))

    assert b"" == content(archive, MANIFEST.name)
    assert (
        Note("encrypted-entry", MANIFEST.name, "0 of 180 bytes could be unpacked"),
    ) == archive.unseen


def test_broken_content_gives_what_there_is() -> None:
    archive = opened(HONEST.put(replace(CODE, packed=deflate(CODE.data)[:50])))

    assert CODE.data.startswith(content(archive, CODE.name))
    assert ["unreadable-entry"] == codes(archive.unseen)


def test_packed_size_that_is_too_small_is_overruled() -> None:
    archive = opened(central_lie(CODE, Header(packed=20)))

    assert CODE.data == content(archive, CODE.name)
    assert (Note("size-lie", CODE.name, "20 bytes packed are too few"),) == archive.notes


def test_checksum_is_a_note_and_no_end() -> None:
    archive = opened(central_lie(MANIFEST, Header(crc=7)))

    assert MANIFEST.data == content(archive, MANIFEST.name)
    assert (Note("crc-mismatch", MANIFEST.name),) == archive.notes


def test_size_that_is_a_lie_is_noted() -> None:
    archive = opened(central_lie(MANIFEST, Header(size=7)))

    assert MANIFEST.data == content(archive, MANIFEST.name)
    assert (Note("size-lie", MANIFEST.name, "7 bytes stated, 180 found"),) == archive.notes


def test_stored_size_beyond_the_file_gives_what_is_there() -> None:
    archive = opened(central_lie(PICTURE, Header(size=1 << 31, packed=1 << 31)))

    assert PICTURE.data == content(archive, PICTURE.name)
    assert ["size-lie"] == codes(archive.notes)


@pytest.mark.parametrize("offset", [7, 1 << 20, 0xFFFFFFFF])
def test_entry_without_local_header_is_unreadable(offset: int) -> None:
    archive = opened(central_lie(MANIFEST, Header(offset=offset)))

    assert b"" == content(archive, MANIFEST.name)
    assert ["unreadable-entry"] == codes(archive.unseen)


@pytest.mark.parametrize(("size", "read"), [(99, 99), (100, 100), (101, 0)])
@pytest.mark.parametrize("deflated", [True, False])
def test_entry_over_its_bound_is_not_read(size: int, read: int, deflated: bool) -> None:
    noise = bytes(i * i % 251 for i in range(size))
    archive = small(with_entry(Entry(name="a", data=noise, deflated=deflated)))

    assert read == len(content(archive, "a"))
    assert (["limit-entry-bytes"] if read == 0 else []) == codes(archive.unseen)


def test_head_of_a_large_entry_can_be_read() -> None:
    archive = small(with_entry(Entry(name="a", data=bytes(1000))))

    assert bytes(60) == content(archive, "a", 60)
    assert bytes(60) == content(
        small(with_entry(replace(PICTURE, name="a", data=bytes(99)))), "a", 60
    )
    assert () == archive.unseen


def test_actual_output_is_bounded_whatever_is_declared() -> None:
    lie = replace(ZEROS, central=Header(size=10))
    archive = small(with_entry(lie))

    assert bytes(100) == content(archive, "zeros")
    assert (Note("limit-entry-bytes", "zeros", "cut at 100 bytes"),) == archive.unseen


def test_size_that_cannot_be_true_does_not_stop_the_reading() -> None:
    lie = Entry(name="a", data=b"short", central=Header(size=0xFFFFFFFE))
    archive = opened(with_entry(lie))

    assert b"short" == content(archive, "a")
    assert ["size-lie"] == codes(archive.notes)


def test_bomb_is_refused_before_any_work() -> None:
    archive = small(with_entry(ZEROS))

    assert b"" == content(archive, "zeros")
    assert (Note("limit-entry-bytes", "zeros", "50000 bytes, 100 may be read"),) == archive.unseen


def test_all_reads_together_are_bounded() -> None:
    parts = [Entry(name=name, data=bytes(90), deflated=False) for name in "abcd"]
    archive = small(HONEST.add(*parts))
    sizes = [len(content(archive, name)) for name in "abcd"]

    assert [90, 90, 0, 0] == sizes
    assert ["limit-expanded-bytes"] * 2 == codes(archive.unseen)
    assert 70 == len(content(archive, "c", 80))
    assert b"" == content(archive, "d", 80)


def test_content_is_unpacked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = opened(HONEST)
    first = content(archive, CODE.name)
    monkeypatch.setattr(archive_module, "inflate", None)

    assert first == content(archive, CODE.name)
    assert first[:9] == content(archive, CODE.name, 9)


def test_kept_content_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(MANIFEST.data)
    for room, kept in ((size, 1), (size - 1, 0)):
        monkeypatch.setattr(archive_module, "MAX_KEPT_BYTES", room)
        archive = opened(HONEST)
        content(archive, MANIFEST.name)
        content(archive, PICTURE.name)

        assert kept == len(archive._kept)


def test_notes_are_bounded() -> None:
    lie = Entry(name="", data=b"x", deflated=False, central=Header(crc=1))
    archive = opened(Draft(entries=tuple(replace(lie, name=f"{i}") for i in range(50))))
    for entry in archive.entries:
        archive.read(entry)
    archive.read(archive.entries[0])

    assert MAX_NOTES == len(archive.notes)
    assert (Note("limit-notes", "", "10 more notes"),) == archive.unseen


def test_file_over_its_bound_is_refused() -> None:
    size = len(WHOLE)
    with pytest.raises(LimitExceeded) as caught:
        open_archive(WHOLE, replace(DEFAULT_LIMITS, max_app_bytes=size - 1))

    assert f"the file has {size} bytes, more than {size - 1}" == caught.value.message
    assert 3 == len(open_archive(WHOLE, replace(DEFAULT_LIMITS, max_app_bytes=size)).entries)


def test_facts_sum_up() -> None:
    draft = HONEST.add(
        Entry(name="META-INF/CERT.RSA", data=b""),
        Entry(name="lib/arm64-v8a/libapp.so", data=b"", local=Header(crc=9)),
        Entry(name="lib/x86/libapp.so", data=b"", central=Header(date=0x5B7A)),
        Entry(name="lib/x86/deep/libapp.so", data=b"", central=Header(date=0xFFFF)),
        Entry(name="assets/a.very-odd-suffix", data=b""),
    )
    facts = opened(draft).facts()

    assert 8 == facts.entries
    assert 180 + len(CODE.data) + 64 == facts.expanded_bytes
    assert (
        "AndroidManifest.xml",
        "classes.dex",
        "lib/arm64-v8a/libapp.so",
        "lib/x86/libapp.so",
        "lib/x86/deep/libapp.so",
        "assets/a.very-odd-suffix",
    ) == facts.names
    assert (("", 1), ("dex", 1), ("png", 1), ("rsa", 1), ("so", 3), ("xml", 1)) == facts.kinds
    assert ("libapp.so",) == facts.native
    assert ("arm64-v8a", "x86") == facts.abis
    assert "2025-11-26" == facts.newest
    assert ["local-header-differs"] == codes(facts.notes)


def test_facts_of_an_archive_without_a_date_have_none() -> None:
    dateless = replace(MANIFEST, central=Header(date=0))

    assert opened(Draft(entries=(dateless,))).facts().newest is None
    assert opened(Draft(entries=())).facts().newest is None


def test_facts_hold_what_reading_met() -> None:
    archive = opened(central_lie(MANIFEST, Header(crc=7)))
    content(archive, MANIFEST.name)

    assert ["local-header-differs", "crc-mismatch"] == codes(archive.facts().notes)


@given(st.data())
def test_damaged_archives_raise_nothing_but_input_errors(data: st.DataObject) -> None:
    changed = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = small_of(bytes(changed))
    except InputError:
        return
    sizes = [len(archive.read(entry)) for entry in archive.entries]

    assert sum(sizes) <= SMALL.max_expanded_bytes
    assert archive.facts().entries == len(sizes)


def small_of(data: bytes) -> ApkArchive:
    return open_archive(data, SMALL)


def test_crc_is_of_the_content() -> None:
    archive = opened(HONEST)

    assert zlib.crc32(MANIFEST.data) == archive.entries[0].crc
