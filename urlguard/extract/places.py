"""Where a find stands: back through rewritten text to the source, and there to line and column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fraudlens.errors import InputError

Piece: TypeAlias = tuple[str, int, int]
"""A piece of a new text, and the slice of the old one that it stands for."""


@dataclass(frozen=True, slots=True)
class Find:
    """An address, and where it stood."""

    target: str
    """As a browser would be given it: without defanging, hidden characters and full-width forms."""
    text: str
    """As it stood."""
    line: int
    """From 1, in the text of its part."""
    column: int
    """In characters, from 1."""
    part: str | None = None
    """Of a mail, page or picture: `part 2 text/html a href`; `None` for plain text."""
    shown: str | None = None
    """For a link whose words name another host than it leads to: the address in them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A part that could not be read; the others were."""

    part: str
    error: InputError


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text made of another, piece by piece, and the way back."""

    text: str
    begins: Sequence[int]
    """Where in `text` each piece begins, ascending from 0; an empty piece hides one before it."""
    sources: Sequence[int]
    """Where in the other text that piece stood."""
    stops: Sequence[int]
    """Where in the other text it ended."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the slice of the other text that a slice of this one, not empty, was made of."""
        if len(self.begins) == 1:
            return start + self.sources[0], end + self.sources[0]
        first = bisect_right(self.begins, start) - 1
        last = bisect_right(self.begins, end - 1) - 1
        whole = last + 1 < len(self.begins) and self.begins[last + 1] == end
        return (
            self.sources[first] + start - self.begins[first],
            self.stops[last] if whole else self.sources[last] + end - self.begins[last],
        )


def unchanged(text: str) -> Rewritten:
    """Give a text as made of itself."""
    return Rewritten(text, (0,), (0,), (len(text),))


def joined(pieces: Iterable[Piece]) -> Rewritten:
    """Join pieces of a text."""
    texts: list[str] = []
    begins: list[int] = []
    sources: list[int] = []
    stops: list[int] = []
    size = 0
    for text, source, stop in pieces:
        texts.append(text)
        begins.append(size)
        sources.append(source)
        stops.append(stop)
        size += len(text)
    return Rewritten("".join(texts), begins, sources, stops)


def pieces_of(
    text: str, pattern: re.Pattern[str], put: Callable[[str], str], base: int = 0
) -> Iterator[Piece]:
    """Cut a text, which stands at `base`, into what a pattern matches, replaced, and the rest.

    >>> import re
    >>> list(pieces_of("a--b", re.compile("-+"), lambda _: ""))
    [('a', 0, 1), ('', 1, 3), ('b', 3, 4)]
    """
    done = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        yield text[done:start], base + done, base + start
        yield put(match[0]), base + start, base + end
        done = end
    yield text[done:], base + done, base + len(text)


class Lines:
    """Line and column of ascending places in a text, each newline counted once."""

    def __init__(self, text: str, line: int = 1, column: int = 1) -> None:
        """Take a text that begins at a line and column of a larger one."""
        self._text = text
        self._at = 0
        self._line = line
        self._begin = 1 - column
        """Where the current line begins; before the text, if it is cut from a larger one."""

    def of(self, at: int) -> tuple[int, int]:
        """Give line and column of a place, from 1; places must ascend."""
        newlines = self._text.count("\n", self._at, at)
        if newlines:
            self._line += newlines
            self._begin = self._text.rfind("\n", self._at, at) + 1
        self._at = at
        return self._line, at - self._begin + 1
