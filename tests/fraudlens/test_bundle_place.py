"""Where a bundle may be saved: what is no model stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fraudlens.bundle import read_manifest, save_bundle
from fraudlens.bundle_place import check_place
from fraudlens.errors import DataError


@pytest.fixture
def copy(small_bundle: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bundle, tmp_path / "copy")


def test_save_overwrites_nothing_but_a_bundle(small_bundle: Path, tmp_path: Path) -> None:
    manifest, _ = read_manifest(small_bundle)
    (tmp_path / "thesis.txt").write_text("x")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(DataError) as caught:
            save_bundle(place, manifest, {})

        assert f"{place}: exists and is no model" == caught.value.message


@pytest.mark.parametrize("name", ["notes.md", ".git/HEAD", "app/index.html"])
def test_save_loses_nothing_that_lies_beside_a_bundle(copy: Path, name: str) -> None:
    manifest, _ = read_manifest(copy)
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("x")
    with pytest.raises(DataError) as caught:
        save_bundle(copy, manifest, {})

    first = name.split("/", 1)[0]
    assert f'{copy}: holds "{first}", which is no part of a model and would be lost' == (
        caught.value.message
    )
    assert "x" == (copy / name).read_text()


def test_save_keeps_a_folder_of_hidden_files(small_bundle: Path, tmp_path: Path) -> None:
    manifest, _ = read_manifest(small_bundle)
    (tmp_path / ".env").write_text("x")
    with pytest.raises(DataError, match="exists and is no model"):
        save_bundle(tmp_path, manifest, {})

    assert "x" == (tmp_path / ".env").read_text()


def test_save_follows_a_link_to_a_bundle(copy: Path) -> None:
    manifest, _ = read_manifest(copy)
    link = copy.parent / "link"
    link.symlink_to(copy)
    save_bundle(link, replace(manifest, version="new"), {"model.txt": b"x"})

    assert link.is_symlink()
    assert "new" == read_manifest(copy)[0].version


def test_the_folder_that_one_is_in_is_not_replaced(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest, _ = read_manifest(copy)
    monkeypatch.chdir(copy)
    with pytest.raises(DataError) as caught:
        save_bundle(Path(), manifest, {})

    assert ".: is a mount point or the folder that you are in, and cannot be replaced" == (
        caught.value.message
    )


def test_a_check_of_the_place_leaves_no_trace(tmp_path: Path) -> None:
    check_place(tmp_path / "new" / "model")

    assert [] == list(tmp_path.iterdir())
