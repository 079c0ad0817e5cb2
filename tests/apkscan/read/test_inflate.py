"""Bounded deflate."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.inflate import Ending, Inflated, inflate, inflate_whole
from tests.apkscan.read.archives import HONEST, codes, content, opened
from tests.data.apk.container import Entry, Header, deflate

TEXT = bytes(range(256)) * 64
REFUSED = bytes.fromhex("1588810d000000816e6dffff0026834c8a0b18f9d4f0633587d302")
"""A stream of one byte to ISA-L, and an error to zlib."""
PACKED = deflate(TEXT)


@given(st.binary(max_size=2000), st.integers(1, 2100))
def test_it_gives_what_zlib_gives_up_to_the_bound(data: bytes, most: int) -> None:
    ending = Ending.BOUND if most < len(data) else Ending.WHOLE

    assert Inflated(data[:most], ending) == inflate(deflate(data), most)


@given(st.binary(max_size=500), st.integers(1, 10_000))
def test_any_bytes_give_at_most_the_bound(data: bytes, most: int) -> None:
    assert len(inflate(data, most).data) <= most


@given(st.binary(max_size=2000), st.integers(1, 2100), st.binary(max_size=20))
def test_whole_streams_end_within_the_bound(data: bytes, most: int, behind: bytes) -> None:
    found = inflate_whole(deflate(data) + behind, most)

    assert found in {data, None}
    assert (found == data) or most <= len(data)


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_a_changed_stream_gives_the_same_where_zlib_takes_it_too(
    data: bytes, change: st.DataObject
) -> None:
    packed = bytearray(deflate(data))
    for _ in range(change.draw(st.integers(1, 3))):
        packed[change.draw(st.integers(0, len(packed) - 1))] = change.draw(st.integers(0, 255))
    one, other = inflate_whole(bytes(packed), 1 << 16), inflate(bytes(packed), 1 << 16)

    assert one is None or other.ending is not Ending.WHOLE or one == other.data


@given(st.binary(max_size=500), st.integers(1, 10_000))
def test_any_bytes_give_at_most_the_bound_or_nothing(data: bytes, most: int) -> None:
    assert len(inflate_whole(data, most) or b"") <= most


def test_zlib_judges_what_has_another_checksum() -> None:
    assert 1 == len(inflate_whole(REFUSED, 9) or b"")
    odd = Entry(name="odd", data=b"", packed=REFUSED, central=Header(size=1, crc=7))
    archive = opened(HONEST.add(odd))

    assert b"" == content(archive, "odd")
    assert ["unreadable-entry"] == codes(archive.unseen)


def test_bomb_is_stopped_at_the_bound() -> None:
    bomb = deflate(bytes(10 << 20))

    assert Inflated(bytes(1 << 16), Ending.BOUND) == inflate(bomb, 1 << 16)


def test_cut_stream_gives_what_came_before_the_cut() -> None:
    result = inflate(PACKED[: len(PACKED) // 2], 1 << 20)

    assert Ending.SHORT == result.ending
    assert TEXT.startswith(result.data)


def stored_then_broken(text: bytes) -> bytes:
    """Give 10 bytes more than the text, then what is no block."""
    packer = zlib.compressobj(0, zlib.DEFLATED, -15)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH) + b"\xff" * 64


def test_broken_stream_gives_what_came_before_the_last_step() -> None:
    result = inflate(stored_then_broken(TEXT), 1 << 20)

    assert Ending.BROKEN == result.ending
    assert TEXT.startswith(result.data)
    assert len(TEXT) - 4096 <= len(result.data)


def test_break_behind_the_bound_is_not_met() -> None:
    assert Inflated(TEXT[:10], Ending.BOUND) == inflate(stored_then_broken(TEXT), 10)


def test_break_right_at_the_bound_gives_all_before_it() -> None:
    text = TEXT[: 4096 - 10]

    assert Inflated(text, Ending.BROKEN) == inflate(stored_then_broken(text), len(text))
