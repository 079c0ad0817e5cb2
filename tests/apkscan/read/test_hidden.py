"""Code outside the usual files is found and read, one archive deep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.read import hidden
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


@pytest.mark.parametrize(
    "deeper",
    [
        pytest.param(zipped({"classes.dex": DEX}), id="code"),
        pytest.param(zipped({"assets/x": DEX}), id="hidden code"),
        pytest.param(zipped({"x": zipped({"classes.dex": DEX})}), id="deeper still"),
        pytest.param(zipped({"AndroidManifest.xml": b"manifest"}), id="an app"),
        pytest.param(b"PK\3\4" + bytes(100), id="broken"),
    ],
)
def test_archive_in_an_archive_that_may_hold_code_is_said_and_not_read(deeper: bytes) -> None:
    code = hidden_in({"assets/a.zip": zipped({"deeper.zip": deeper, "classes.dex": DEX})})

    assert ["assets/a.zip!classes.dex"] == [place for place, _ in code.files]
    assert [
        Note("nested-unread", "assets/a.zip!deeper.zip", "an archive two deep that may hold code")
    ] == code.unseen


def test_archive_in_an_archive_without_code_is_no_loss() -> None:
    sources = zipped({"A.java": b"class A {}", "large": bytes(3 << 20)})

    assert HiddenCode() == hidden_in({"assets/a.jar": zipped({"sources.jar": sources})})


@pytest.mark.parametrize(("least", "said"), [(0, []), (1, ["assets/a.zip!b"])])
def test_archive_in_an_archive_that_is_large_is_said(
    monkeypatch: pytest.MonkeyPatch, least: int, said: list[str]
) -> None:
    words = zipped({"words": b"words"})
    monkeypatch.setattr(hidden, "_DEEPER_BYTES", len(words) - least)
    code = hidden_in({"assets/a.zip": zipped({"b": words})})

    assert said == [note.place for note in code.unseen]


@pytest.mark.parametrize(("count", "said"), [(8, []), (9, ["assets/a.zip!8"])])
def test_archives_in_an_archive_are_looked_at_up_to_a_bound(count: int, said: list[str]) -> None:
    words = zipped({"words": b"words"})
    code = hidden_in({"assets/a.zip": zipped({str(n): words for n in range(count)})})

    assert said == [note.place for note in code.unseen]


def test_broken_archive_is_unseen() -> None:
    code = hidden_in({"assets/a.zip": b"PK\3\4" + bytes(100)})

    assert [("nested-unread", "assets/a.zip")] == [(note.code, note.place) for note in code.unseen]


def test_files_beyond_the_bound_are_unseen() -> None:
    limits = replace(DEFAULT_LIMITS, max_nested_files=1)
    code = hidden_in({"assets/a": DEX, "assets/b": DEX}, limits)

    assert ["assets/a"] == code.places
    assert ["assets/b"] == [note.place for note in code.unseen]
