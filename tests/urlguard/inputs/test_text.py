"""Lists with one URL a line."""

from __future__ import annotations

import io
import itertools
import tracemalloc

import pytest

from fraudlens.limits import Limits
from fraudlens.targets import CHUNK_ROWS, Chunk
from tests.urlguard.inputs.lists import Endless, Pipe, gather, piped
from urlguard.inputs import open_targets
from urlguard.inputs.source import BLOCK_BYTES

SHORT = Limits(max_line_bytes=20)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n", [], id="blank"),
        pytest.param("\n \n\t\n", [], id="blanks"),
        pytest.param("a.example", [(1, "a.example")], id="no newline at the end"),
        pytest.param("a.example\n", [(1, "a.example")], id="newline at the end"),
        pytest.param("a.example\nb\n", [(1, "a.example"), (2, "b")], id="plain"),
        pytest.param("a\n\nb", [(1, "a"), (3, "b")], id="blank between"),
        pytest.param("\na", [(2, "a")], id="blank first"),
        pytest.param("a\n\n", [(1, "a")], id="blank last"),
        pytest.param("# x\na\n#y\n  # z\nb", [(2, "a"), (5, "b")], id="comments"),
        pytest.param("#x\na\n#y\nb", [(2, "a"), (4, "b")], id="comments without spaces"),
        pytest.param("http://a/#b", [(1, "http://a/#b")], id="fragment is no comment"),
        pytest.param(" a\t\nb\u3000\n\xa0c", [(1, "a"), (2, "b"), (3, "c")], id="stripped"),
        pytest.param("a b\nc\td", [(1, "a b"), (2, "c\td")], id="inner space is kept"),
        pytest.param("a\r\nb\r\n\r\nc", [(1, "a"), (2, "b"), (4, "c")], id="crlf"),
        pytest.param("a\rb\r\rc\r", [(1, "a"), (2, "b"), (4, "c")], id="old mac"),
        pytest.param("a\r\nb\rc\nd", [(n, c) for n, c in enumerate("abcd", 1)], id="mixed ends"),
        pytest.param("a\u2028b\x85c", [(1, "a\u2028b\x85c")], id="other ends are no ends"),
        pytest.param("例え.jp\nb", [(1, "例え.jp"), (2, "b")], id="beyond ASCII"),
    ],
)
def test_lines_become_targets(data: str, expected: list[tuple[int, str]]) -> None:
    listing = piped(data)

    assert expected == listing.rows
    assert {} == listing.errors


def test_broken_bytes_become_replacement_characters() -> None:
    listing = piped(b"a.example\nb\xff.example\nc\n")

    assert ["a.example", "b\ufffd.example", "c"] == listing.targets


def test_nul_is_an_error_in_its_place() -> None:
    listing = piped(b"http://a.example\nhttp://b\0.example\nhttp://c.example\n")

    assert ["http://a.example", "http://c.example"] == listing.targets
    assert (2, "http://b\0.example") == listing.rows[1]
    assert {2: "a NUL byte stands in the line"} == listing.messages
    assert {2: "malformed"} == listing.codes


@pytest.mark.parametrize("length", [19, 20, 21])
@pytest.mark.parametrize("frame", ["{}", "{}\n", "a\n{}\nb\n", "a\n\n{}\n{}\n"])
def test_line_is_held_to_its_bound(length: int, frame: str) -> None:
    data = frame.replace("{}", "x" * length)
    wanted = [(n, line) for n, line in enumerate(data.split("\n"), 1) if line]

    listing = piped(data, limits=SHORT)

    assert wanted == listing.rows
    assert [n for n, line in wanted if len(line) > 20] == list(listing.errors)


def test_long_line_is_one_error_with_an_excerpt() -> None:
    line = "x" * (10 << 20)

    listing = piped(f"a.example\n{line}\nb.example\n")

    assert [(1, "a.example"), (2, "x" * 80), (3, "b.example")] == listing.rows
    assert {2: "limit-exceeded"} == listing.codes
    assert {2: "the line is longer than 1048576 bytes"} == listing.messages


def test_long_line_at_the_end_is_one_error() -> None:
    listing = piped("a\n" + "é" * (5 << 20))

    assert [(1, "a"), (2, "é" * 80)] == listing.rows
    assert {2: "limit-exceeded"} == listing.codes


def test_line_end_between_blocks_is_one_line_end() -> None:
    first = b"a" * (BLOCK_BYTES - 1) + b"\r"
    wide = Limits(max_line_bytes=2 * BLOCK_BYTES)

    listing = gather(open_targets("-", limits=wide, stdin=io.BytesIO(first + b"\nb\r")))

    assert [1, 2] == [line for line, _ in listing.rows]
    assert "b" == listing.rows[1][1]


def test_large_list_comes_in_even_chunks_with_its_lines() -> None:
    urls = [f"https://host{n}.example/path" for n in range(100_000)]

    chunks = list(open_targets("-", stdin=Pipe("\n".join(urls).encode())))

    assert urls == [target for chunk in chunks for target in chunk.targets]
    assert list(range(1, 100_001)) == list(
        itertools.chain.from_iterable(chunk.lines or () for chunk in chunks)
    )
    assert all(CHUNK_ROWS // 2 < len(chunk.targets) <= CHUNK_ROWS for chunk in chunks)
    assert {"-"} == {chunk.file for chunk in chunks}


def test_error_keeps_its_place_in_a_later_chunk() -> None:
    urls = ["a.example"] * 20_000
    urls[15_000] = "b\0.example"

    chunks = list(open_targets("-", stdin=Pipe("\n".join(urls).encode())))

    assert {15_001: "malformed"} == gather(chunks).codes
    assert [0, 1] == [len(chunk.errors) for chunk in chunks]


def test_memory_does_not_grow_with_the_list() -> None:
    """No chunk is kept, so the largest block seen at once bounds what is held."""
    stdin = Endless(b"https://host.example/path\n" * 40_000, times=50)
    widest = rows = 0

    for chunk in open_targets("-", stdin=stdin):  # type: ignore[arg-type]  # a raw stream will do
        assert isinstance(chunk, Chunk)
        widest = max(widest, len(chunk.targets))
        rows += len(chunk.targets)

    assert 2_000_000 == rows
    assert widest <= CHUNK_ROWS


def test_memory_does_not_grow_with_a_line() -> None:
    stdin = Endless(b"x" * (1 << 20), times=100)

    tracemalloc.start()
    try:
        listing = gather(open_targets("-", stdin=stdin))  # type: ignore[arg-type]  # as above
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert {1: "limit-exceeded"} == listing.codes
    assert peak < 16 << 20
