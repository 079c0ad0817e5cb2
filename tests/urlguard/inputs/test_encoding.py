"""Encodings of a list."""

from __future__ import annotations

import codecs

import pytest

from tests.urlguard.inputs.lists import piped
from urlguard.inputs.encoding import detect

LIST = "http://a.example/\nhttps://例え.example/x\n"
ROWS = [(1, "http://a.example/"), (2, "https://例え.example/x")]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_list_reads_the_same_in_any_encoding(mark: bytes, encoding: str) -> None:
    data = mark + LIST.encode(encoding)

    assert (encoding, len(mark)) == detect(data)
    assert ROWS == piped(data).rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_last_line_needs_no_newline(encoding: str) -> None:
    assert ["a.example", "b.example"] == piped("a.example\nb.example".encode(encoding)).targets


def test_table_after_a_byte_order_mark_has_its_column() -> None:
    assert ["a"] == piped("\ufeffurl,id\na,1\n".encode("utf-16-le")).targets


def test_broken_utf16_becomes_replacement_characters() -> None:
    listing = piped(codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"\x00\xd8" + b"c")

    assert ["a", "b\ufffd"] == listing.targets


@pytest.mark.parametrize("data", [b"", b"a\0", b"a\0b\0c\0", b"a.example\nb\0.example\n"])
def test_few_nuls_are_no_utf16(data: bytes) -> None:
    assert ("utf-8", 0) == detect(data)


def test_byte_order_mark_alone_is_empty() -> None:
    assert [] == piped(codecs.BOM_UTF8).rows
