"""Folders of splits: one app in the parts that a device has."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.read.bundle import open_app
from fraudlens.errors import LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.test_bundle import BASE, SPLIT, packed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def folder(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    place = tmp_path / "app"
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data)
    return place


def test_folder_of_splits_is_one_app(tmp_path: Path) -> None:
    files = {
        "base.apk": BASE,
        "split_a.apk": SPLIT,
        "notes.txt": b"x",
        "old.zip": packed({"a": ""}),
    }
    place = folder(tmp_path, files)
    (place / "sub").mkdir()
    (place / "split_link.apk").symlink_to(place / "split_a.apk")
    app = open_app(place, DEFAULT_LIMITS)
    lines = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in (("base.apk", BASE), ("split_a.apk", SPLIT))
    )

    assert ("folder", BASE) == (app.container, app.base.data[:])
    assert [("split_a.apk", SPLIT)] == [(name, data[:]) for name, data in app.splits]
    assert hashlib.sha256(lines.encode()).hexdigest() == app.sha256
    assert len(BASE) + len(SPLIT) == app.bytes


def test_only_app_of_a_folder_is_its_base(tmp_path: Path) -> None:
    place = folder(tmp_path, {"a.apk": BASE, "config.en.apk": SPLIT})

    assert BASE == open_app(place, DEFAULT_LIMITS).base.data[:]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "the folder 'app' holds no app"),
        ({"split_a.apk": SPLIT}, "the folder 'app' holds no app"),
        ({"a.apk": BASE, "b.apk": BASE}, "the folder 'app' holds 2 apps: scan them one by one"),
    ],
)
def test_folder_of_anything_else_is_refused(
    tmp_path: Path, files: dict[str, bytes], message: str
) -> None:
    with pytest.raises(MalformedInput) as caught:
        open_app(folder(tmp_path, files), DEFAULT_LIMITS)

    assert message == caught.value.message


def test_folder_is_bounded(tmp_path: Path) -> None:
    place = folder(tmp_path, {"base.apk": BASE, "split_a.apk": SPLIT, "split_b.apk": SPLIT})
    app = open_app(place, replace(DEFAULT_LIMITS, max_nested_files=2))

    assert 1 == len(app.splits)
    assert (Note("limit-nested-files", "split_b.apk"),) == app.unseen


def test_names_in_a_folder_that_are_no_utf_8_are_told(tmp_path: Path) -> None:
    place = folder(
        tmp_path, {"base.apk": BASE, "split_a\udcff.apk": SPLIT, "split_b\udcff.apk": SPLIT}
    )
    app = open_app(place, replace(DEFAULT_LIMITS, max_nested_files=2))

    assert ["split_a\ufffd.apk"] == [name for name, _ in app.splits]
    assert (Note("limit-nested-files", "split_b\ufffd.apk"),) == app.unseen


def test_what_is_only_called_an_apk_in_a_folder_is_said(tmp_path: Path) -> None:
    files = {
        "base.apk": BASE,
        "split_a.apk": b"no ZIP",
        "split_b.apk": b"",
        "split_c.apk": packed({"a": ""}),
        "split_d.apk": SPLIT,
    }
    app = open_app(folder(tmp_path, files), DEFAULT_LIMITS)

    assert ["split_d.apk"] == [name for name, _ in app.splits]
    assert (
        Note("unreadable-split", "split_a.apk"),
        Note("unreadable-split", "split_c.apk"),
    ) == app.unseen


def test_folder_over_its_bound_is_refused(tmp_path: Path) -> None:
    place = folder(tmp_path, {"base.apk": BASE, "split_a.apk": SPLIT})
    total = len(BASE) + len(SPLIT)

    assert total == open_app(place, replace(DEFAULT_LIMITS, max_app_bytes=total)).bytes
    with pytest.raises(LimitExceeded, match=f"have {total} bytes, more than {total - 1}"):
        open_app(place, replace(DEFAULT_LIMITS, max_app_bytes=total - 1))


@pytest.mark.parametrize("method", ["iterdir", "open"])
def test_folder_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    place = folder(tmp_path, {"base.apk": BASE})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(place), method, refuse)
    with pytest.raises(MalformedInput, match="cannot be opened: Permission denied"):
        open_app(place, DEFAULT_LIMITS)
