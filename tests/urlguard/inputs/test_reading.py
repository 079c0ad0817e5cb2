"""The road as a whole: what may escape it, and what it gives."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys

import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from fraudlens.errors import SourceError
from fraudlens.limits import Limits
from tests.urlguard.inputs.lists import gather, piped
from urlguard.inputs import open_targets, targets_from_arguments

LIMITS = Limits(max_line_bytes=64)
HEADS = (b"", b"id,url\n", b'{"url": 1}\n', b"\xff\xfe", b"url\n", b"\x1f\x8b\x08", b"PAR1")


@given(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from([b'"', b",", b"\n", b"\r", b"a", b"#", b" ", b"\0"]) | st.binary()),
    st.sampled_from([lambda data: data, gzip.compress, zstandard.compress]),
    st.sampled_from([None, "url", "2"]),
)
@example(b"url\n", [b'"', b"\r\n", b'"', b"x" * 70, b"\n"], gzip.compress, None)
def test_nothing_but_a_source_error_escapes(
    head: bytes, parts: list[bytes], pack: object, column: str | None
) -> None:
    assert callable(pack)
    try:
        listing = piped(pack(head + b"".join(parts)), column=column, limits=LIMITS)
    except SourceError:
        return

    lines = [line for line, _ in listing.rows]
    assert sorted(set(lines)) == lines
    assert all(target.encode() for target in listing.targets)


_encoding = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
_line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=90)


@given(st.lists(_line), st.sampled_from(["\n", "\r\n", "\r"]), _encoding)
def test_each_line_that_says_something_is_one_record(
    lines: list[str], end: str, encoding: str
) -> None:
    first = "http://a.example/"  # so that the rest cannot change the layout
    data = end.join([first, *lines]).encode(encoding)

    try:
        listing = piped(data, limits=LIMITS)
    except SourceError:  # more NULs than text
        return

    said = [n for n, line in enumerate([first, *lines], 1) if line.strip()[:1] not in {"", "#"}]
    long = [n for n, line in enumerate(lines, 2) if len(line.encode()) > LIMITS.max_line_bytes]
    assert sorted({*said, *long}) == [line for line, _ in listing.rows]


def test_arguments_become_one_chunk_without_lines() -> None:
    (chunk,) = targets_from_arguments(["a.example", " b "])

    assert (None, ["a.example", "b"], None, ()) == (
        chunk.file,
        chunk.targets,
        chunk.lines,
        chunk.errors,
    )


def test_broken_arguments_keep_their_places() -> None:
    (chunk,) = targets_from_arguments(["a\udcff", "", "é"])

    assert ["a\ufffd", "", "é"] == chunk.targets
    assert [(1, "the cell is empty")] == [(place, e.message) for place, e in chunk.errors]


def test_no_arguments_make_no_chunk() -> None:
    assert [] == list(targets_from_arguments([]))


def test_first_object_tells_json_lines_even_with_a_column() -> None:
    assert ["a"] == piped('{"x": "a"}', column="x").targets


def test_process_reads_a_pipe_without_loading_polars() -> None:
    code = (
        "import sys; from urlguard.inputs import open_targets\n"
        "print([list(c.targets) for c in open_targets('-')], 'polars' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], input=b"a\nb\n", capture_output=True, check=True
    )

    assert "[['a', 'b']] False" == done.stdout.decode().strip()


def test_stream_is_read_no_further_than_asked() -> None:
    stdin = io.BytesIO(b"https://a.example/\n" * 1_000_000)

    next(open_targets("-", stdin=stdin))

    assert stdin.tell() < len(stdin.getvalue()) // 2
    assert gather(open_targets("-", stdin=io.BytesIO(b"a"))).targets == ["a"]
