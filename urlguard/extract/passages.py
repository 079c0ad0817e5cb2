"""A stream of text in pieces of some megabytes, cut where no address is."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from urlguard.inputs.encoding import as_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_PASSAGE = 4 << 20
"""Characters that are held while no line ends; a longer line is cut at a blank, if it has one."""
_NEAR = 1 << 16


def passages(blocks: Iterable[bytes], encoding: str, mark: int) -> Iterator[tuple[str, int, int]]:
    """Give pieces of the text, each with the line and column where it begins.

    Bytes that are no text become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    held: list[str] = []
    size, line, column = 0, 1, 1
    for block in as_utf8(blocks, encoding, mark):
        text = decoder.decode(block)
        held.append(text)
        size += len(text)
        if "\n" not in text and size <= MAX_PASSAGE:
            continue
        whole = "".join(held)
        end = _end(whole)
        yield whole[:end], line, column
        line, column = _after(whole, end, line, column)
        held, size = [whole[end:]], len(whole) - end
    rest = "".join(held) + decoder.decode(b"", final=True)
    if rest:
        yield rest, line, column


def _end(text: str) -> int:
    """Give where to cut: behind the last line, else at the last blank, else at the end."""
    newline = text.rfind("\n")
    if newline >= 0:
        return newline + 1
    blank = text.rfind(" ", len(text) - _NEAR)
    return blank if blank > 0 else len(text)


def _after(text: str, end: int, line: int, column: int) -> tuple[int, int]:
    newlines = text.count("\n", 0, end)
    if newlines:
        return line + newlines, end - text.rfind("\n", 0, end)
    return line, column + end
