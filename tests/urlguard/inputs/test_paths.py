"""Names on the command line, and folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fraudlens.errors import SourceError
from urlguard.inputs import is_app, looks_like_file, walk
from urlguard.inputs.paths import list_suffix


@pytest.mark.parametrize(
    "value",
    [
        "-",
        "urls.txt",
        "lists/urls.csv",
        "lists\\urls.csv",
        "lists.d1/urls.csv",
        "C:\\lists\\urls",
        "/nowhere/hosts",
        "./urls",
        "~/urls",
        "feed.jsonl.gz",
        "feed.ZST.txt",
        "app.apk",
        "bundle.xapk",
    ],
)
def test_missing_file_looks_like_a_file(value: str) -> None:
    assert looks_like_file(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "example.com",
        "example.zip",
        "evil.mov",
        "feed.gz",
        "http://a.example/urls.txt",
        "//a.example/urls.txt",
        "a.example/robots.txt",
        "a.example\\robots.txt",
        "a[.]example/x.csv",
        "a。example/x.csv",
        "a.xn--p1ai/x.csv",
        "hxxp[:]//a[.]example/x.txt",
        "user@host/x.txt",
        "localhost:8080/x.txt",
        "a\0b",
        "javascript:alert(1)",
    ],
)
def test_address_does_not_look_like_a_file(value: str) -> None:
    assert not looks_like_file(value)


def test_what_exists_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("example.com").mkdir()

    assert looks_like_file("example.com")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.TXT", ".txt"), ("a.csv.gz", ".csv"), ("a.gz", ""), ("-", ""), (".txt", "")],
)
def test_list_suffix_is_the_inner_one(name: str, expected: str) -> None:
    assert expected == list_suffix(name)


def test_app_is_told_by_its_suffix() -> None:
    assert [True, True, True, False] == [
        is_app(name) for name in ("a.APK", "a.xapk", Path("b/a.apks"), "a.apk.txt")
    ]


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


@pytest.mark.parametrize(
    ("apps", "expected"),
    [
        (False, ["a.csv.gz", "b.txt", "sub/c.list", "sub/in.txt"]),
        (True, ["a.csv.gz", "b.txt", "z.apk", "sub/c.list", "sub/in.txt"]),
    ],
)
def test_folder_gives_its_lists(folder: Path, apps: bool, expected: list[str]) -> None:
    found = [path.relative_to(folder).as_posix() for path in walk(folder, apps=apps)]

    assert expected == found


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the folder cannot be read") as caught:
        list(walk(tmp_path / "none"))

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
        found.extend(walk(folder))

    assert f"{folder}/sub: the folder cannot be read: Permission denied" == caught.value.message
    assert "check its name, and your right to list it" == caught.value.hint
