from __future__ import annotations

from pathlib import Path

import pytest

from apkscan.inputs import is_app, is_app_name, is_split_folder
from fraudlens.folders import walk

ZIP = b"PK\x03\x04rest"


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in walk(folder, is_app, is_split_folder)]


def put(folder: Path, name: str, data: bytes = ZIP) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.apk", True), ("A.XAPK", True), ("b.apks", True), ("c.apkm", True), ("d.zip", False)],
)
def test_names_of_apps(name: str, expected: bool) -> None:
    assert expected == is_app_name(name)


def test_apps_are_found_by_suffix_and_by_first_bytes(tmp_path: Path) -> None:
    put(tmp_path, "b.apk", b"broken")
    put(tmp_path, "a" * 64)
    put(tmp_path, "c.zip")
    put(tmp_path, "notes", b"text")
    put(tmp_path, "list.txt")
    put(tmp_path, ".hidden.apk")
    put(tmp_path, ".git/x.apk")
    put(tmp_path, "sub/d.apk")
    (tmp_path / "link.apk").symlink_to(tmp_path / "b.apk")

    assert ["a" * 64, "b.apk", "c.zip", "link.apk", "sub/d.apk"] == names(tmp_path)


def test_splits_in_a_folder_are_one_app(tmp_path: Path) -> None:
    put(tmp_path, "app/base.apk")
    put(tmp_path, "app/split_config.de.apk")

    assert ["app"] == names(tmp_path)


def test_a_folder_named_like_an_app_is_looked_into(tmp_path: Path) -> None:
    put(tmp_path, "x.apk/y.apk")

    assert ["x.apk/y.apk"] == names(tmp_path)


def test_a_file_that_may_not_be_read_is_no_app_by_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "plain")

    def refuse(self: Path, mode: str) -> None:
        del self, mode
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    assert [] == names(tmp_path)
