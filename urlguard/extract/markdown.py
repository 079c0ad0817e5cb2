"""Addresses in Markdown: as in running text, and links are held against their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urlguard.extract.labels import shown_address
from urlguard.extract.places import Find, Lines
from urlguard.extract.text import hits

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = ("](", "](<", "]( ")
_MOST_WORDS = 600


def markdown_finds(text: str, line: int = 1, column: int = 1) -> Iterator[Find]:
    """Find addresses in a text that begins at a line and column.

    >>> [f.shown for f in markdown_finds("[www.bank.com](http://evil.example/)")]
    [None, 'www.bank.com']
    """
    lines = Lines(text, line, column)
    for hit in hits(text):
        found = text[hit.start : hit.end]
        words = _words(text, hit.start)
        shown = None if words is None else shown_address(hit.target, words)
        part = None if words is None else "link"
        yield Find(hit.target, found, *lines.of(hit.start), part, shown)


def _words(text: str, start: int) -> str | None:
    """Give the words of the link whose target begins at a place."""
    if not text[max(0, start - 3) : start].endswith(_LINK):
        return None
    close = text.rfind("]", 0, start)
    begin = text.rfind("[", max(0, close - _MOST_WORDS), close)
    return None if begin < 0 else text[begin + 1 : close]
