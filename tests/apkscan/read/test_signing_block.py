"""The APK Signing Block."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.signing_block import Pair, block_start, read_block
from tests.data.apk.signing import signing_block

BEFORE = b"entries"


def at_end(block: bytes) -> tuple[bytes, int]:
    """Give a file, and where its directory would begin."""
    return BEFORE + block + b"directory", len(BEFORE + block)


def test_block_is_found_with_its_pairs() -> None:
    data, directory = at_end(signing_block([(7, b"abc"), (0x7109871A, b"")]))
    block = read_block(data, directory)

    assert block is not None
    assert (7, True) == (block.start, block.whole)
    assert (Pair(7, 27, 3), Pair(0x7109871A, 42, 0)) == block.pairs
    assert b"abc" == data[27:30]


def test_without_magic_there_is_none() -> None:
    assert read_block(b"x" * 100, 90) is None
    assert block_start(b"", 0) is None


@pytest.mark.parametrize(
    "sizes", [(24, 25), (25, 24), (1 << 40, 1 << 40), (23, 23)], ids=["1", "2", "far", "small"]
)
def test_sizes_that_do_not_fit_are_no_block(sizes: tuple[int, int]) -> None:
    block = struct.pack("<Q", sizes[0]) + struct.pack("<Q", sizes[1]) + b"APK Sig Block 42"

    assert block_start(*at_end(block)) is None


@pytest.mark.parametrize(
    "pair",
    [struct.pack("<QI", 3, 7), struct.pack("<QI", 1 << 50, 7), b"rest"],
    ids=["short", "long", "rest"],
)
def test_pairs_that_do_not_fit_are_left(pair: bytes) -> None:
    good = struct.pack("<QI", 6, 9) + b"ok"
    size = struct.pack("<Q", len(good) + len(pair) + 24)
    block = read_block(*at_end(size + good + pair + size + b"APK Sig Block 42"))

    assert block is not None
    assert ([9], False) == ([pair.id for pair in block.pairs], block.whole)


@pytest.mark.parametrize(("count", "whole"), [(64, True), (65, False)])
def test_pairs_are_bounded(count: int, whole: bool) -> None:
    block = read_block(*at_end(signing_block((1, b"") for _ in range(count))))

    assert block is not None
    assert (64, whole) == (len(block.pairs), block.whole)


@given(st.binary(max_size=200), st.integers(0, 220))
def test_any_bytes_are_read(body: bytes, size: int) -> None:
    number = struct.pack("<Q", size)
    block = read_block(*at_end(number + body + number + b"APK Sig Block 42"))

    assert block is None or block.start >= 0
