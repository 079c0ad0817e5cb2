"""Chunks: plain frozen data that says where each target stood."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from fraudlens.errors import LimitExceeded
from fraudlens.targets import CHUNK_ROWS, Chunk


def test_chunk_of_the_command_line_has_no_place() -> None:
    chunk = Chunk(None, ["a.com", "b.com"], None)

    assert (None, None, ()) == (chunk.file, chunk.lines, chunk.errors)


def test_chunk_keeps_each_error_in_its_place() -> None:
    error = LimitExceeded("line is longer than 1048576 bytes")
    chunk = Chunk("list.txt", ["a.com", "aaaa..."], [1, 3], ((1, error),))

    ((position, kept),) = chunk.errors
    assert (1, error) == (position, kept)
    assert chunk.lines is not None
    assert 3 == chunk.lines[position]


def test_chunk_is_frozen() -> None:
    chunk = Chunk("-", [], [])

    with pytest.raises(FrozenInstanceError):
        chunk.file = "other"  # type: ignore[misc]  # the point of the test


def test_chunks_are_small_beside_memory() -> None:
    """At the longest address of `Limits` a chunk of them holds 128 MiB."""
    assert 128 << 20 == CHUNK_ROWS * 8192
