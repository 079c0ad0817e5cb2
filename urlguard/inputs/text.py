"""Lists with one URL a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.targets import Chunk
from fraudlens.texts import Strings, Texts, encoded, replaced
from urlguard.inputs.chunks import checked, cut
from urlguard.inputs.lines import Fault
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.texts import Bytes, Offsets
    from urlguard.inputs.lines import Piece, Run


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
    """Find the lines in the buffer; only those with more than plain ASCII become strings here."""
    data = np.frombuffer(run.data, np.uint8)
    found = np.empty((4, run.data.count(b"\n") + 1), np.int64)
    begin, end, line, odd = found[:, : _find_lines(data, found[0], found[1], found[2], found[3])]
    texts = Texts(data, begin, end)
    rows = np.flatnonzero(odd)
    strings = [texts.row(row).decode("utf-8", "replace").strip() for row in rows.tolist()]
    keep = odd == 0
    keep[rows] = list(map(is_target, strings))
    places = (np.cumsum(keep) - 1)[rows[keep[rows]]]
    targets, errors = checked([string for string in strings if is_target(string)])
    texts = replaced(Texts(data, begin[keep], end[keep]), places, encoded(targets))
    faults = [(int(places[at]), error) for at, error in errors]
    yield from cut(file, Strings(texts), (line[keep] + run.first).tolist(), faults)


@kernel
def _find_lines(data: Bytes, begin: Offsets, end: Offsets, line: Offsets, odd: Offsets) -> int:
    """Find the lines that may hold a target, stripped, with their numbers from 0; give how many.

    Lines with a NUL or more than ASCII are marked `odd` and left as they are.
    """
    found = number = start = 0
    while start <= len(data):
        stop = start
        odd[found] = 0
        while stop < len(data) and data[stop] != 10:
            odd[found] |= data[stop] > 126 or data[stop] == 0
            stop += 1
        low, high = start, stop
        if not odd[found]:
            while low < high and _is_blank(data[low]):
                low += 1
            while low < high and _is_blank(data[high - 1]):
                high -= 1
        if odd[found] or (low < high and data[low] != 35):
            begin[found], end[found], line[found] = low, high, number
            found += 1
        number += 1
        start = stop + 1
    return found


@kernel
def _is_blank(byte: int) -> bool:
    """Tell what `str.strip` takes from ASCII text."""
    return byte == 32 or 9 <= byte <= 13 or 28 <= byte <= 31
