"""Texts end to end know where each byte came from."""

from __future__ import annotations

from apkscan.read.haystack import Text, stack


def test_byte_has_the_place_of_its_text() -> None:
    hay = stack([Text("a", b"one"), Text("b", b""), Text("c", b"three")])

    assert b"\0one\0\0three\0" == hay.data
    assert "a" == hay.place(hay.data.index(b"one"))
    assert "c" == hay.place(hay.data.index(b"three"))
    assert "c" == hay.place(hay.data.index(b"ee"))


def test_left_gives_what_is_made_of_the_alphabet() -> None:
    hay = stack([Text("a", b"xx-abc://")])
    at = hay.data.index(b"://")

    assert b"abc" == hay.left(at, b"abc", 10)
    assert b"bc" == hay.left(at, b"abc", 2)
    assert b"" == hay.left(at, b"z", 10)
    assert b"" == hay.left(0, b"z", 10)
