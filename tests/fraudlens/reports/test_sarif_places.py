"""Names of files as URIs, and what makes two results the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.sarif_places import file_uri, fingerprint
from fraudlens.verdict import Subject
from tests.fraudlens.reports.sarif_files import URI

if TYPE_CHECKING:
    from collections.abc import Mapping

APP: dict[str, object] = {"package": "com.a", "certificates": ["ab", "cd"], "sha256": "ef"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("urls.txt", "urls.txt"),
        ("./lists//urls.txt", "lists/urls.txt"),
        ("../urls.txt", "../urls.txt"),
        ("a b/#1?.txt", "a%20b/%231%3F.txt"),
        ("http://x.example", "http%3A/x.example"),
        ("100%.apk", "100%25.apk"),
        ("贷款.apk", "%E8%B4%B7%E6%AC%BE.apk"),
        ("\udcff.apk", "%FF.apk"),
        ("\ud800.apk", "%EF%BF%BD.apk"),
        ("/srv/a.apk", "file:///srv/a.apk"),
        ("//evil.example/a", "file:///evil.example/a"),
        ("", "."),
        ("./", "."),
        ("/", "file:///"),
    ],
)
def test_names_of_files_become_uris(path: str, uri: str) -> None:
    assert uri == file_uri(path)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("/.:%?#")))
def test_a_uri_leads_back_to_its_file(path: str) -> None:
    uri = file_uri(path)
    parts = [part for part in path.split("/") if part not in ("", ".")]

    assert URI.fullmatch(uri)
    assert uri.startswith("file:///") == path.startswith("/")
    back = unquote_to_bytes(uri.removeprefix("file:///")).decode()
    assert ("/".join(parts) or "." * (not path.startswith("/"))) == back


def url_print(target: str, **facts: object) -> str:
    return fingerprint(Subject("url", target), facts, "url/fraud")


def app_print(name: str, facts: Mapping[str, object], rule: str = "apk/packed") -> str:
    return fingerprint(Subject("apk", name), facts, rule)


def test_an_address_is_the_same_in_whatever_spelling_and_place() -> None:
    one = url_print("HTTP://A.example", host="a.example")

    assert one == url_print("hxxp://a[.]example/", host="a.example", path="/")
    assert one != url_print("http://a.example:81", host="a.example", port=81)
    assert one != url_print("http://a.example/b", host="a.example", path="/b")
    assert url_print(" a ") == url_print("a")


def test_an_app_is_the_same_from_build_to_build_but_not_under_another_key() -> None:
    one = app_print("build/a.apk", APP)

    assert one == app_print("other/b.apk", {**APP, "sha256": "00"})
    assert one != app_print("build/a.apk", {**APP, "certificates": ["xx"]})
    assert one != app_print("build/a.apk", {**APP, "certificates": None})
    assert one != app_print("build/a.apk", APP, "apk/known-key")


def test_an_app_without_a_name_is_its_file() -> None:
    assert app_print("a", {"sha256": "ef"}) == app_print("b", {"sha256": "ef"})
    assert app_print("a", {}) != app_print("b", {})
