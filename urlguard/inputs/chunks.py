"""Checked rows on their way out: cut to size, each error at its place."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput
from fraudlens.targets import CHUNK_ROWS, Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fraudlens.errors import InputError

EXCERPT_CHARACTERS = 80
"""Enough to recognise a line by, short enough for one row of a terminal."""

EXCERPT_BYTES = 4 * EXCERPT_CHARACTERS
"""No character of UTF-8 takes more than four."""


def cut(
    file: str | None,
    targets: Sequence[str],
    lines: Sequence[int] | None,
    errors: Sequence[tuple[int, InputError]] = (),
) -> Iterator[Chunk]:
    """Give rows as chunks of equal size, at most `CHUNK_ROWS` each; none for no rows.

    Equal, because a chunk of three rows costs a detector as much as one of thousands.
    """
    if not targets:
        return
    parts = -(-len(targets) // CHUNK_ROWS)
    size = -(-len(targets) // parts)
    done = 0
    for start in range(0, len(targets), size):
        stop = start + size
        given, done = done, bisect_left(errors, stop, key=itemgetter(0))
        yield Chunk(
            file,
            targets[start:stop],
            None if lines is None else lines[start:stop],
            tuple((place - start, error) for place, error in errors[given:done]),
        )


def checked(values: Sequence[str | None]) -> tuple[list[str], list[tuple[int, InputError]]]:
    """Strip cells, and name those that hold no target: absent, blank, or with a NUL inside."""
    targets = [value.strip() if value else "" for value in values]
    if all(targets) and "\0" not in "".join(targets):
        return targets, []
    errors = [(place, fault) for place, target in enumerate(targets) if (fault := _fault(target))]
    for place, _ in errors:
        targets[place] = excerpt(targets[place])
    return targets, errors


def excerpt(text: str | bytes) -> str:
    """Give the first `EXCERPT_CHARACTERS` of a line, to stand for a target that was not read."""
    if isinstance(text, bytes):
        text = text[:EXCERPT_BYTES].decode("utf-8", "replace")
    return text[:EXCERPT_CHARACTERS]


def without_surrogates(text: str) -> str:
    r"""Put U+FFFD for lone surrogates, which stand for broken bytes in arguments.

    >>> without_surrogates("a\ud800b") == "a\ufffdb"
    True
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _fault(target: str) -> InputError | None:
    if not target:
        return MalformedInput("the cell is empty")
    if "\0" in target:
        return MalformedInput("a NUL byte stands in the line")
    return None
