"""Lists with one URL a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.targets import Chunk
from urlguard.inputs.chunks import checked, cut
from urlguard.inputs.lines import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from urlguard.inputs.lines import Piece, Run

_ODD = tuple(bytes([code]) for code in b"\0\t\v\f\x1c\x1d\x1e\x1f ")
"""What `str.strip` takes from ASCII text, and NUL; a search for one byte is a `memchr`."""


def text_chunks(file: str, pieces: Iterable[Piece]) -> Iterator[Chunk]:
    """Give one target a line, stripped; blank lines and lines that start with `#` are none."""
    for piece in pieces:
        if isinstance(piece, Fault):
            yield fault_chunk(file, piece)
        else:
            yield from _run_chunks(file, piece)


def fault_chunk(file: str, fault: Fault) -> Chunk:
    """Give a chunk of one row that is an error."""
    return Chunk(file, (fault.excerpt,), (fault.line,), ((0, fault.error),))


def is_target(line: str) -> bool:
    """Tell a stripped line that holds something from a blank one or a comment."""
    return bool(line) and line[0] != "#"


def _run_chunks(file: str, run: Run) -> Iterator[Chunk]:
    targets = _plain_lines(run.data)
    if targets is not None:
        yield from cut(file, targets, range(run.first, run.first + len(targets)))
        return
    stripped = [line.strip() for line in run.text.split("\n")]
    lines = [number for number, line in enumerate(stripped, run.first) if is_target(line)]
    targets, errors = checked([line for line in stripped if is_target(line)])
    yield from cut(file, targets, lines, errors)


def _plain_lines(data: bytes) -> list[str] | None:
    """Give the lines if each is a target as it stands: the road that nearly all lists take."""
    if not data.isascii() or any(byte in data for byte in _ODD):
        return None
    if b"#" in data and (data.startswith(b"#") or b"\n#" in data):
        return None
    lines = data.decode("ascii").split("\n")
    return lines if all(lines) else None
