"""Strings of a DEX file are found for all at once, whatever their lengths claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.dex_strings import StringPool, decode, read_strings
from tests.data.apk.code import mutf8, uleb

GAP = b"\xff\xff"


def pool_of(*raws: bytes, lengths: tuple[int, ...] = ()) -> StringPool:
    """Lay strings out behind a gap, with the lengths that they have or `lengths`, and read them."""
    data, offsets = bytearray(GAP), []
    for number, raw in enumerate(raws):
        offsets.append(len(data))
        data += uleb(lengths[number] if lengths else len(raw)) + raw + b"\0"
    return read_strings(bytes(data), np.array(offsets, np.int64))


def all_of(pool: StringPool) -> list[bytes]:
    return pool.raws(np.arange(len(pool.start)))


def test_strings_come_back_in_the_order_of_their_offsets() -> None:
    pool = pool_of(b"", b"abc", b"x" * 300, "表".encode())

    assert [b"", b"abc", b"x" * 300, "表".encode()] == all_of(pool)
    assert [0, 3, 300, 3] == pool.units.tolist()
    assert 0 == pool.outside


def test_text_has_zeros_where_the_lengths_were() -> None:
    pool = pool_of(b"a" * 104, b"b" * 200)

    assert b"\0" + b"a" * 104 + b"\0\0\0" + b"b" * 200 + b"\0" == pool.text


def test_length_that_lies_is_not_believed() -> None:
    pool = pool_of(b"short", b"next", lengths=(4000, 0))

    assert [b"short", b"next"] == all_of(pool)


def test_string_without_end_reaches_to_the_end_of_the_file() -> None:
    pool = read_strings(b"\xff\x05abc", np.array([1], np.int64))

    assert [b"abc"] == all_of(pool)


def test_strings_outside_the_file_are_empty_and_counted() -> None:
    data = b"\xff\x01a\0"
    pool = read_strings(data, np.array([1, 0, len(data), 1 << 40], np.int64))

    assert [b"a", b"", b"", b""] == all_of(pool)
    assert 3 == pool.outside


def test_index_of_no_string_gives_an_empty_name() -> None:
    pool = pool_of(b"a")

    assert [b"", b"a"] == pool.raws(np.array([0xFFFFFFFF, 0], np.uint32))


def test_names_are_cut_at_the_bound() -> None:
    pool = pool_of(b"a" * 2000)

    assert [1024] == [len(raw) for raw in all_of(pool)]
    assert [2000] == [len(raw) for raw in pool.raws(np.array([0]), most=2000)]


def test_area_of_zeros_is_searched_string_by_string() -> None:
    data = b"\xff" + bytes(20_000) + b"\x02ab\0" + bytes(20_000) + b"\x02cd"
    at = data.index(b"\x02ab"), data.index(b"\x02cd")
    pool = read_strings(data, np.array([2, *at], np.int64))

    assert [b"", b"ab", b"cd"] == all_of(pool)


@pytest.mark.parametrize(
    "text", ["", "a\0b", "😀", "表\ud800"], ids=["none", "null", "pair", "half"]
)
def test_text_is_decoded(text: str) -> None:
    assert text.replace("\ud800", "\ufffd") == decode(mutf8(text))


def test_bytes_of_no_character_are_replaced() -> None:
    assert "a\ufffd" == decode(b"a\xff")


@given(st.binary(max_size=200), st.lists(st.integers(0, 250), max_size=20))
def test_no_bytes_raise(data: bytes, offsets: list[int]) -> None:
    pool = read_strings(data, np.array(offsets, np.int64))
    found = all_of(pool)

    assert len(offsets) == len(found)
    assert all(b"\0" not in raw for raw in found)
    assert all(decode(raw) is not None for raw in found)
