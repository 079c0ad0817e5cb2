"""Entries are sorted by what they hold, not by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.read.magic import HEAD_BYTES, FileKind
from apkscan.read.survey import Survey, head_of, survey
from tests.apkscan.read.archives import opened
from tests.data.apk.container import Draft, Entry, Header

if TYPE_CHECKING:
    from apkscan.read.zip_records import Entry as ZipEntry

DEX = b"dex\n035\0" + bytes(200)
ELF = b"\x7fELF" + bytes(60)


def survey_of(*entries: Entry) -> Survey:
    return survey(opened(Draft(entries=entries)))


def names(entries: list[ZipEntry]) -> list[str]:
    return [entry.name for entry in entries]


def test_code_ends_at_the_first_gap_and_the_rest_is_hidden() -> None:
    found = survey_of(*(Entry(name=f"classes{n}.dex", data=DEX) for n in ("", 2, 4)))

    assert ["classes.dex", "classes2.dex"] == names(found.code)
    assert [("classes4.dex", FileKind.DEX)] == [(entry.name, kind) for entry, kind in found.hidden]


@pytest.mark.parametrize("deflated", [False, True])
def test_kinds_are_told_whatever_the_names(deflated: bool) -> None:
    found = survey_of(
        Entry(name="assets/logo.png", data=DEX, deflated=deflated),
        Entry(name="assets/font.ttf", data=b"PK\3\4" + bytes(60), deflated=deflated),
        Entry(name="assets/readme", data=ELF, deflated=deflated),
        Entry(name="res/layout/main.xml", data=b"\3\0\x08\0", deflated=deflated),
        Entry(name="assets/data.bin", data=b"plain words", deflated=deflated),
        Entry(name="assets/noise", data=b"\0\1\2", deflated=deflated),
    )

    assert [FileKind.DEX, FileKind.ZIP] == [kind for _, kind in found.hidden]
    assert ["assets/readme"] == names(found.native)
    assert ["res/layout/main.xml"] == names(found.binary_xml)
    assert ["assets/data.bin"] == names(found.text)


@pytest.mark.parametrize(
    ("name", "size", "looked_at"),
    [
        pytest.param("res/drawable/a.png", 500, False, id="small picture"),
        pytest.param("res/drawable/a.png", 20_000, True, id="large picture"),
        pytest.param("res/a.xml", 500, True, id="renamed resource"),
        pytest.param("res/color/a.xml", 500, False, id="colour"),
        pytest.param("res/layout/abc_action.xml", 500, False, id="layout of a library"),
        pytest.param("res/layout-land/main.xml", 500, True, id="layout"),
        pytest.param("res/raw/data", 500, True, id="raw"),
        pytest.param("META-INF/CERT.RSA", 500, False, id="signature"),
        pytest.param("META-INF/services/a.b.C", 500, True, id="service"),
        pytest.param("META-INF/hidden.txt", 500, True, id="else in META-INF"),
        pytest.param("AndroidManifest.xml", 500, False, id="manifest"),
        pytest.param("resources.arsc", 500, False, id="resources"),
        pytest.param("assets/", 500, False, id="folder"),
        pytest.param("assets/empty", 0, False, id="empty"),
    ],
)
def test_dull_entries_are_left_alone(name: str, size: int, looked_at: bool) -> None:
    found = survey_of(Entry(name=name, data=b"a" * size))

    assert looked_at == bool(found.text)


def test_repeated_entry_is_looked_at_once() -> None:
    entry = Entry(name="assets/a", data=DEX)

    assert 1 == len(survey_of(entry, entry).hidden)


def test_entry_without_local_header_has_no_head() -> None:
    lie = Entry(name="assets/a", data=DEX, central=Header(offset=1 << 30))
    archive = opened(Draft(entries=(lie,)))

    assert b"" == head_of(archive, archive.entries[0])


def test_head_is_short() -> None:
    archive = opened(Draft(entries=(Entry(name="a", data=b"x" * 1000),)))

    assert HEAD_BYTES == len(head_of(archive, archive.entries[0]))
