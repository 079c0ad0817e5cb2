from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.presence import exists, is_file, is_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_what_stands_there_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"")

    assert (True, False) == (is_folder(tmp_path), is_file(tmp_path))
    assert (False, True) == (is_folder(file), is_file(file))
    assert exists(tmp_path)
    assert exists(file)


@pytest.mark.parametrize("name", ["absent", "a" * 5000, "a/" * 5000, "a\0b", ""], ids=repr)
def test_a_name_that_no_system_takes_stands_for_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"x{name}"

    assert not exists(path)
    assert not is_folder(path)
    assert not is_file(path)
