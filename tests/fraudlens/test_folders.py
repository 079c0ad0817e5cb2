from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import SourceError
from fraudlens.folders import walk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def anything(path: Path) -> bool:
    del path
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("b.txt", "a.csv.gz", "x.exe", "z.apk", ".h.txt", "sub/c.list", ".git/d.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/o.txt").touch()
    (root / "sub/out.txt").symlink_to(tmp_path / "outside/o.txt")
    (root / "sub/out").symlink_to(tmp_path / "outside")
    (root / "sub/in.txt").symlink_to(root / "b.txt")
    (root / "sub/gone.txt").symlink_to(root / "gone")
    (root / "sub/folder.txt").mkdir()
    return root


def names(folder: Path, found: Iterable[Path]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def test_folder_gives_what_is_wanted_and_no_link_that_leads_out(folder: Path) -> None:
    found = walk(folder, lambda path: path.suffix != ".exe")

    assert ["a.csv.gz", "b.txt", "z.apk", "sub/c.list", "sub/in.txt"] == names(folder, found)


def test_folder_may_be_one_thing(folder: Path) -> None:
    found = walk(folder, lambda path: path.suffix == ".apk", lambda path: path.name == "sub")

    assert ["z.apk", "sub"] == names(folder, found)


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the folder cannot be read") as caught:
        list(walk(tmp_path / "none", anything))

    message = f"{tmp_path / 'none'}: the folder cannot be read: No such file or directory"
    assert message == caught.value.message


def test_denied_folder_is_said_after_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patched, since nothing is denied to root."""
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found: list[Path] = []
    with pytest.raises(SourceError) as caught:
        found.extend(walk(folder, anything))

    assert f"{folder}/sub: the folder cannot be read: Permission denied" == caught.value.message
    assert "check its name, and your right to list it" == caught.value.hint
