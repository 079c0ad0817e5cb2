from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.string_pool import MAX_CLAIMED, MAX_STRING, StringPool
from tests.data.apk.pool import string_pool

_TEXTS = ["", "a", "表", "x" * 200, "y" * 0x8001]


def _pool(data: bytes) -> StringPool:
    return StringPool(data, 0, len(data))


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_strings_come_back(utf16: bool) -> None:
    texts = _TEXTS if utf16 else _TEXTS[:4]
    pool = _pool(string_pool(texts, utf16=utf16))

    assert [text[:MAX_STRING] for text in texts] == [pool[i] for i in range(pool.count)]
    assert "a" == pool[1]
    assert {} == pool.oddities


@given(st.lists(st.text(max_size=50), max_size=20), st.booleans())
def test_every_text_survives_up_to_its_first_null(texts: list[str], utf16: bool) -> None:
    pool = _pool(string_pool(texts, utf16=utf16))

    assert [text.partition("\0")[0] for text in texts] == [pool[i] for i in range(len(texts))]


def test_empty_text_at_the_very_end_survives() -> None:
    """Its length and terminator are the last three bytes of the file."""
    pool = _pool(string_pool(["ab", ""]))

    assert ["ab", ""] == [pool[0], pool[1]]
    assert {} == pool.oddities


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_string_whose_length_is_cut_off_is_absent(utf16: bool, cut: int) -> None:
    whole = string_pool(["y" * 0x7FFF], utf16=utf16).replace(b"\xff\x7f", b"\xff\xff")
    data = whole[: 28 + 4 + cut]
    pool = StringPool(data, 0, len(data))

    assert pool[0] is None
    assert {"bad-string": "string 0 starts outside the pool"} == pool.oddities


@given(st.binary(max_size=120), st.integers(0, 200))
def test_no_bytes_raise(data: bytes, index: int) -> None:
    pool = _pool(data)
    text = pool[index]
    pool.survey()

    assert text is None or len(text) <= MAX_STRING
    assert "overlapping-strings" not in pool.oddities


def test_index_outside_the_pool_is_absent() -> None:
    pool = _pool(string_pool(["a"]))

    assert pool[1] is None
    assert pool[-1] is None


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_string_without_end_is_read_and_noted(utf16: bool) -> None:
    data = string_pool(["abc", "def"], utf16=utf16)
    end = b"c\0\0\0" if utf16 else b"c\0"
    pool = _pool(data.replace(end, end[:-1] + b"\1"))

    assert "abc" == pool[0]
    assert "string 0 has no end" == pool.oddities["bad-string"]


def test_string_that_starts_outside_is_absent_and_noted() -> None:
    data = bytearray(string_pool(["abc"]))
    struct.pack_into("<I", data, 28, 0x7FFFFFF0)
    pool = _pool(bytes(data))

    again = _pool(bytes(data))
    again.survey()

    assert pool[0] is None
    assert {"bad-string": "string 0 starts outside the pool"} == pool.oddities == again.oddities


def test_count_beyond_the_file_is_clipped_and_noted() -> None:
    data = bytearray(string_pool(["abc"]))
    struct.pack_into("<I", data, 8, 0x10000000)
    pool = _pool(bytes(data))

    assert (len(data) - 28) // 4 == pool.count
    assert "abc" == pool[0]
    assert "bad-string-pool" in pool.oddities


def test_styles_end_the_strings() -> None:
    data = bytearray(string_pool(["abcd"]))
    struct.pack_into("<II", data, 12, 1, 0x100)
    struct.pack_into("<I", data, 24, 28 + 4 + 3)
    pool = _pool(bytes(data))

    assert "a" == pool[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xed\xa0\xbd\xed\xb8\x80", "\U0001f600"),
        (b"a\xff", "a\ufffd"),
        (b"\xed\xa0\xbd", "\ufffd"),
    ],
    ids=["two-halves", "no-utf-8", "one-half"],
)
def test_broken_utf8_is_mended(raw: bytes, text: str) -> None:
    data = string_pool(["x" * len(raw)]).replace(b"x" * len(raw), raw)

    assert text == _pool(data)[0]


def test_broken_utf16_is_mended() -> None:
    data = string_pool(["x"], utf16=True).replace(b"x\0\0", b"\x00\xd8\0")

    assert "\ufffd" == _pool(data)[0]


def test_overlapping_strings_are_noticed_and_not_all_decoded() -> None:
    count, long = 5000, 0x7FFF
    text = struct.pack(">HH", 0x8000 | long, 0x8000 | long) + b"A" * long + b"\0"
    size = 28 + 4 * count + len(text)
    header = struct.pack("<HHIIIIII", 1, 28, size, count, 0, 0x100, 28 + 4 * count, 0)
    pool = _pool(header + bytes(4 * count) + text)

    found = [pool[i] for i in range(count)]
    again = _pool(header + bytes(4 * count) + text)
    again.survey()

    assert pool.oddities == again.oddities
    assert MAX_CLAIMED // (2 * MAX_STRING) == sum(text is not None for text in found)
    assert "5000 strings share their bytes" == pool.oddities["overlapping-strings"]
