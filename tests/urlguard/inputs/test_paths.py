"""Names on the command line, and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from urlguard.inputs import is_app, is_list, looks_like_file
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


def test_list_is_told_by_its_suffix() -> None:
    assert [True, True, False] == [is_list(name) for name in ("a.CSV", Path("b/a.txt.zst"), "a.gz")]
