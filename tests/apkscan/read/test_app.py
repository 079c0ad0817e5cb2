from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.read.app import read_app
from apkscan.read.bundle import AppFile, open_app
from fraudlens.errors import MalformedInput
from fraudlens.limits import DEFAULT_LIMITS, Limits
from tests.data.apk.apps import CAST, built

if TYPE_CHECKING:
    from pathlib import Path

    from apkscan.facts import ApkFacts


def put(folder: Path, data: bytes, name: str = "x.apk") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", list(CAST))
def test_an_app_is_read_whole(tmp_path: Path, name: str) -> None:
    spec = CAST[name]()
    facts = read_app(put(tmp_path, built(name)), DEFAULT_LIMITS)

    assert (spec.package, spec.label) == (facts.identity.package, facts.identity.label)
    assert facts.signing.verified
    assert facts.dex.files
    assert facts.archive.entries


def test_what_was_read_is_told_before_each_costly_step(tmp_path: Path) -> None:
    told: list[ApkFacts] = []
    whole = read_app(put(tmp_path, built("loan")), DEFAULT_LIMITS, told.append)
    first, second = told

    assert first.file == whole.file
    assert first.identity.package is None
    assert second.identity == whole.identity
    assert second.signing == whole.signing
    assert not second.dex.files


def with_split(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let every app have one split beside."""

    def opened(path: Path, limits: Limits) -> AppFile:
        return replace(open_app(path, limits), splits=(("split_x.apk", data),))

    monkeypatch.setattr("apkscan.read.app.open_app", opened)


def test_a_split_that_cannot_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_split(monkeypatch, b"no zip")
    facts = read_app(put(tmp_path, built("calculator")), DEFAULT_LIMITS)

    assert ("split_x.apk",) == facts.file.splits
    assert ["split-unreadable"] == [note.code for note in facts.unseen]


def test_places_in_a_split_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_split(monkeypatch, built("loan"))
    facts = read_app(put(tmp_path, built("calculator")), DEFAULT_LIMITS)

    assert [find for find in facts.finds if find.place.startswith("split_x.apk!")]


def test_what_is_no_app_is_malformed(tmp_path: Path) -> None:
    with pytest.raises(MalformedInput):
        read_app(put(tmp_path, b"text"), DEFAULT_LIMITS)
