"""Many texts as one buffer, so that a pattern runs over all of them at once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = b"\0"


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes to search, mostly UTF-8, with the place they come from."""

    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Haystack:
    """Texts end to end; zeros stand between them and around them."""

    data: bytes
    starts: tuple[int, ...]
    places: tuple[str, ...]

    def place(self, at: int) -> str:
        """Give the place of the text that has the byte `at` of the buffer."""
        return self.places[max(0, bisect_right(self.starts, at) - 1)]

    def left(self, at: int, alphabet: bytes, most: int) -> bytes:
        """Give what stands right before `at` and is made of `alphabet`, at most `most` bytes."""
        before = self.data[max(0, at - most) : at]
        return before[len(before.rstrip(alphabet)) :]


def stack(texts: Sequence[Text]) -> Haystack:
    """Put texts end to end."""
    starts, parts = [], [_GAP]
    at = len(_GAP)
    for text in texts:
        starts.append(at)
        parts += (text.data, _GAP)
        at += len(text.data) + len(_GAP)
    return Haystack(b"".join(parts), tuple(starts), tuple(text.place for text in texts))
