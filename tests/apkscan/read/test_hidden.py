"""Code outside the usual files is found and read, one archive deep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apkscan.read.hidden import HiddenCode, read_hidden
from apkscan.read.survey import survey
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.archives import opened
from tests.data.apk import dex
from tests.data.apk.container import Draft, Entry, layout
from tests.data.apk.program import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.limits import Limits

DEX = dex.encode([plain("a.B")])


def zipped(files: Mapping[str, bytes]) -> bytes:
    return layout(
        Draft(entries=tuple(Entry(name=name, data=data) for name, data in files.items()))
    ).whole()


def hidden_in(files: Mapping[str, bytes], limits: Limits = DEFAULT_LIMITS) -> HiddenCode:
    archive = opened(zipped(files))
    return read_hidden(archive, survey(archive), limits)


def test_dex_with_another_name_is_read() -> None:
    code = hidden_in({"assets/logo.png": DEX})

    assert ["assets/logo.png"] == code.places
    assert [("assets/logo.png", DEX)] == code.files


def test_dex_inside_an_archive_is_read_by_magic() -> None:
    inner = zipped({"classes.dex": DEX, "data/x": DEX, "readme": b"words"})
    code = hidden_in({"assets/update": inner})

    assert ["assets/update"] == code.places
    assert ["assets/update!classes.dex", "assets/update!data/x"] == [
        place for place, _ in code.files
    ]


def test_app_without_code_is_still_a_hidden_app() -> None:
    code = hidden_in({"res/raw/theme": zipped({"AndroidManifest.xml": b"manifest"})})

    assert (["res/raw/theme"], []) == (code.places, code.files)


def test_archive_of_data_is_no_code() -> None:
    assert HiddenCode() == hidden_in({"assets/fonts.zip": zipped({"a.ttf": b"font"})})


def test_archive_in_an_archive_is_not_opened() -> None:
    inner = zipped({"deeper.zip": zipped({"classes.dex": DEX})})

    assert HiddenCode() == hidden_in({"assets/a.zip": inner})


def test_broken_archive_is_unseen() -> None:
    code = hidden_in({"assets/a.zip": b"PK\3\4" + bytes(100)})

    assert [("nested-unread", "assets/a.zip")] == [(note.code, note.place) for note in code.unseen]


def test_files_beyond_the_bound_are_unseen() -> None:
    limits = replace(DEFAULT_LIMITS, max_nested_files=1)
    code = hidden_in({"assets/a": DEX, "assets/b": DEX}, limits)

    assert ["assets/a"] == code.places
    assert ["assets/b"] == [note.place for note in code.unseen]
