"""Bounded deflate."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.inflate import Ending, Inflated, inflate
from tests.data.apk.container import deflate

TEXT = bytes(range(256)) * 64
PACKED = deflate(TEXT)


@given(st.binary(max_size=2000), st.integers(1, 2100))
def test_it_gives_what_zlib_gives_up_to_the_bound(data: bytes, most: int) -> None:
    ending = Ending.BOUND if most < len(data) else Ending.WHOLE

    assert Inflated(data[:most], ending) == inflate(deflate(data), most)


@given(st.binary(max_size=500), st.integers(1, 10_000))
def test_any_bytes_give_at_most_the_bound(data: bytes, most: int) -> None:
    assert len(inflate(data, most).data) <= most


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
