"""All strings of a resource table or binary XML become one text."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.pool_text import pool_text
from tests.data.apk import arsc
from tests.data.apk.pool import chunk, string_pool

TEXTS = ["", "Loan", "x" * 300, "贷款", "y" * 0x8001]


def table(texts: list[str], *, utf16: bool = False, before: bytes = b"") -> bytes:
    """Give a resource table with nothing but a pool, after the chunks `before`."""
    return chunk(2, struct.pack("<I", 0), before + string_pool(texts, utf16=utf16))


def words(data: bytes) -> list[str]:
    return [text for text in pool_text(data).decode().split("\0") if text]


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_strings_stand_between_zeros(utf16: bool) -> None:
    texts = TEXTS if utf16 else TEXTS[:4]

    assert texts[1:] == words(table(texts, utf16=utf16))


def test_table_of_an_app_gives_its_texts() -> None:
    assert [] == words(arsc.encode("a.b", ()))


def test_pool_behind_other_chunks_is_found() -> None:
    assert ["a"] == words(table(["a"], before=chunk(0x180, b"", b"1234")))


def test_pool_behind_too_many_chunks_is_not() -> None:
    assert [] == words(table(["a"], before=chunk(0x180, b"", b"") * 20))


@pytest.mark.parametrize("data", [b"", b"\2\0\x0c\0", table(["a"])[:20], table(["a"])[:12]])
def test_what_has_no_pool_has_no_text(data: bytes) -> None:
    assert b"" == pool_text(data)


def test_styles_are_no_text() -> None:
    pool = bytearray(string_pool(["abc"]))
    struct.pack_into("<I", pool, 24, len(pool))
    pool += b"<b>"
    struct.pack_into("<I", pool, 4, len(pool))

    assert ["abc"] == words(chunk(2, struct.pack("<I", 0), bytes(pool)))


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_raise(tail: bytes, utf16: bool) -> None:
    pool = bytearray(string_pool(["abc", "de"], utf16=utf16))
    pool[8 : 8 + len(tail)] = tail
    data = chunk(2, struct.pack("<I", 0), bytes(pool))

    assert pool_text(data).decode() is not None
