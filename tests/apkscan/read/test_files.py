"""Files of the user."""

from __future__ import annotations

import os
import socket
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from apkscan.read import files
from apkscan.read.files import open_file
from fraudlens.errors import LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS


def refusal(path: Path, *, follow: bool = True) -> str:
    with pytest.raises(MalformedInput) as caught:
        open_file(path, DEFAULT_LIMITS, follow=follow)
    return caught.value.message


def test_file_is_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"content")
    data = open_file(path, DEFAULT_LIMITS)

    assert b"content" == data[:]
    with pytest.raises(TypeError):
        data[0] = 1


def test_missing_file(tmp_path: Path) -> None:
    assert "'a' cannot be opened: No such file or directory" == refusal(tmp_path / "a")


def test_name_that_no_system_takes(tmp_path: Path) -> None:
    assert "'a\0' cannot be opened: no system takes such a name" == refusal(tmp_path / "a\0")


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    assert "'a' is empty" == refusal(tmp_path / "a")


def test_folder(tmp_path: Path) -> None:
    assert f"'{tmp_path.name}' is a folder, not a file" == refusal(tmp_path)


def test_pipe_does_not_stall(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    assert "'a' is a pipe, not a file" == refusal(tmp_path / "a")


def test_device() -> None:
    assert "'null' is a device, not a file" == refusal(Path("/dev/null"))


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a")

        assert refusal(Path("a")).startswith("'a' cannot be opened: ")


@pytest.mark.parametrize(("size", "fits"), [(9, True), (10, True), (11, False)])
def test_file_over_its_bound(tmp_path: Path, size: int, fits: bool) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(size))
    limits = replace(DEFAULT_LIMITS, max_app_bytes=10)
    if fits:
        assert size == len(open_file(path, limits))
        return
    with pytest.raises(LimitExceeded, match="'a' has 11 bytes, more than 10"):
        open_file(path, limits)


def test_link_is_followed_only_where_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    link = tmp_path / "b"
    link.symlink_to(tmp_path / "a")

    assert b"content" == open_file(link, DEFAULT_LIMITS)[:]
    assert refusal(link, follow=False).startswith("'b' cannot be opened: ")


def test_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "b").symlink_to(tmp_path / "nowhere")

    assert "'b' cannot be opened: No such file or directory" == refusal(tmp_path / "b")


def test_kinds_are_those_of_the_system() -> None:
    modes = {stat.S_IFDIR, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK}

    assert all(sum(check(mode) for check, _ in files._KINDS) == 1 for mode in modes)
