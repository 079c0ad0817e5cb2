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
    put(tmp_path, "d.aab")
    put(tmp_path, "notes", b"text")
    put(tmp_path, "list.txt")
    put(tmp_path, ".hidden.apk")
    put(tmp_path, ".git/x.apk")
    put(tmp_path, "sub/d.apk")
    (tmp_path / "link.apk").symlink_to(tmp_path / "b.apk")

    assert ["a" * 64, "b.apk", "c.zip", "d.aab", "link.apk", "sub/d.apk"] == names(tmp_path)


def test_splits_in_a_folder_are_one_app(tmp_path: Path) -> None:
    put(tmp_path, "app/base.apk")
    put(tmp_path, "app/split_config.de.apk")

    assert ["app"] == names(tmp_path)


def test_hidden_files_beside_splits_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "app/base.apk")
    put(tmp_path, "app/config.de.apk")
    put(tmp_path, "app/.DS_Store")

    assert ["app"] == names(tmp_path)


@pytest.mark.parametrize(
    "name",
    ["fraud.apk", "split_a.xapk", "a" * 64, "split_a", "sub/x.apk", "config.sub/x.apk"],
)
def test_what_is_no_part_beside_base_apk_is_an_app_of_its_own(tmp_path: Path, name: str) -> None:
    put(tmp_path, "app/base.apk")
    put(tmp_path, f"app/{name}")

    assert {"app/base.apk", f"app/{name}"} == set(names(tmp_path))


def test_a_list_beside_base_apk_keeps_the_folder_open(tmp_path: Path) -> None:
    put(tmp_path, "base.apk")
    put(tmp_path, "urls.txt", b"example.org")

    assert not is_split_folder(tmp_path)


def test_a_link_beside_base_apk_is_no_part(tmp_path: Path) -> None:
    put(tmp_path, "base.apk")
    (tmp_path / "split_a.apk").symlink_to(tmp_path / "base.apk")

    assert not is_split_folder(tmp_path)


@pytest.mark.parametrize(("parts", "expected"), [(999, True), (1000, True), (1001, False)])
def test_parts_of_one_app_are_bounded(tmp_path: Path, parts: int, expected: bool) -> None:
    put(tmp_path, "base.apk")
    for number in range(parts - 1):
        (tmp_path / f"split_{number}.apk").touch()

    assert expected == is_split_folder(tmp_path)


def test_a_folder_that_may_not_be_listed_is_no_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "base.apk")

    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("apkscan.inputs.os.scandir", refuse)

    assert not is_split_folder(tmp_path)


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
