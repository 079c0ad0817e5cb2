from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.androguard_adapter import read_with_androguard
from apkscan.read.element import Element, same_tree
from tests.apkscan.read.manifests import walked
from tests.data.apk import axml
from tests.data.apk.pool import chunk, string_pool

_DOCUMENT = axml.Element(
    "manifest",
    {":package": "a.b", "versionCode": 7, "theme": 1},
    [axml.Element("application", {"label": axml.Ref(5)}), axml.Element("domain", {}, [], "x")],
)


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_tree_is_that_of_the_walk(utf16: bool) -> None:
    data = axml.encode(_DOCUMENT, utf16=utf16)
    own, theirs = walked(data).root, read_with_androguard(data)

    assert own is not None
    assert isinstance(theirs, Element)
    assert same_tree(own, theirs)


def test_refusal_is_told() -> None:
    data = axml.encode(_DOCUMENT, utf16=True)
    end = "manifest".encode("utf-16-le") + b"\0"
    broken = data.replace(end + b"\0", end + b"\1")

    assert (
        "error: ResParserError: UTF-16 String is not null terminated!"
        == str(read_with_androguard(broken)).partition(" At")[0]
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "error: not valid for androguard"),
        (b"<?xml version='1.0'?>", "error: not valid for androguard"),
        (chunk(axml.XML, b"", string_pool(["a"])), "error: no element"),
    ],
    ids=["empty", "text", "hollow"],
)
def test_no_tree_is_told(data: bytes, reason: str) -> None:
    assert reason == read_with_androguard(data)


def test_stray_tags_and_texts_are_passed_over() -> None:
    data = axml.encode(axml.Element("a", {}, [], "t"))
    start = data.index(b"\x02\x01\x10\0")
    end = data.index(b"\x03\x01\x10\0")
    text = data[start + 36 : end]
    stray = data[:start] + data[end : end + 24] + text + data[start:]
    sized = stray[:4] + len(stray).to_bytes(4, "little") + stray[8:]

    assert Element("a", text="t") == read_with_androguard(sized)


def test_it_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    read_with_androguard(b"\0" * 40)

    assert ("", "") == tuple(capfd.readouterr())


def test_its_expensive_entry_is_never_loaded() -> None:
    assert "androguard.misc" not in sys.modules


@given(st.data())
def test_no_change_of_bytes_raises(data: st.DataObject) -> None:
    changed = bytearray(axml.encode(_DOCUMENT))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

    assert isinstance(read_with_androguard(bytes(changed)), Element | str)
