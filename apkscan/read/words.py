"""Fraud words in the texts of an app: all of them in one pass over a buffer.

A word can only begin where its first bytes stand. Arrays find such places at once, by a table over
a hash of the bytes there; only those few are compared with words. This costs 6 ms for a MB of code
constants, where an alternation of 2,600 words would cost seconds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from apkscan.facts import WordHit
from apkscan.knowledge.app_words import load_app_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from apkscan.knowledge.app_words import AppWord
    from apkscan.read.haystack import Haystack

_BITS = 20
_START_BITS = 16
"""Of tables that stay in the processor's cache: most places are dropped after a look at them."""
_LATIN_BYTES = (3, 4, 5, 6, 7, 8, 9, 10)
"""Lengths of words in Latin letters that are looked up whole, the last of all longer ones, too:
with fewer bytes much of all code looks like a word, for `return` begins as a phrase does."""
_BLOCK = 1 << 19
"""Bytes that are looked at together: arrays over all of a large app take ten times its size."""
_MARGIN = _LATIN_BYTES[-1] + 2
"""Bytes behind a block that tell a word which begins at its end."""
_OTHER_BYTES = 6
"""That every other word has: two Chinese characters, three Cyrillic letters."""
_FOLD = bytes(
    ord(" ") if chr(byte) in "-_" else ord(chr(byte).lower()) if byte < 0x80 else byte  # noqa: PLR2004
    for byte in range(0x100)
)
_LETTERS = np.zeros(0x100, np.bool_)
_LETTERS[list(b"abcdefghijklmnopqrstuvwxyz0123456789")] = True
_IS_LETTER = _LETTERS.tobytes()
"""To translate a text by, which is quicker than to look its bytes up in an array."""
_LEADS = 0xC3, 0xF0
"""First bytes of characters outside ASCII, the last not included."""
_CYRILLIC = (0xD0, 0xD1)
_LISTED = b"|"
"""Stands before each name in the pattern of all top-level domains that androidx has: `|loan|`."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling of a word as bytes."""

    raw: bytes
    word: AppWord


@dataclass(frozen=True, slots=True)
class _Index:
    """Spellings by what they begin with, and tables of the hashes of that."""

    forms: Mapping[bytes, tuple[_Form, ...]]
    latin: tuple[tuple[NDArray[np.bool_], NDArray[np.bool_]], ...]
    """For each of `_LATIN_BYTES`: how words of so many bytes or more start, and these words."""
    other: NDArray[np.bool_]


class WordCounter:
    """Words of an app, with the place where each was met first."""

    def __init__(self) -> None:
        """Start without words."""
        self._counts: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str, str], str] = {}

    def search(self, hay: Haystack) -> None:
        """Count all words in `hay`."""
        forms, text = _index().forms, hay.data.translate(_FOLD)
        for at, width in _places(text, _index()):
            for form in forms.get(text[at : at + width], ()):
                if _is_there(text, at, form):
                    self._add(form.word, hay, at)

    def hits(self) -> tuple[WordHit, ...]:
        """Give the words by kind and text."""
        return tuple(
            WordHit(kind, word, self._places[kind, word], count)
            for (kind, word), count in sorted(self._counts.items())
        )

    def _add(self, word: AppWord, hay: Haystack, at: int) -> None:
        key = (word.kind, word.text)
        if key not in self._counts:
            self._places[key] = hay.place(at)
        self._counts[key] = self._counts.get(key, 0) + 1


def _places(text: bytes, index: _Index) -> Iterator[tuple[int, int]]:
    """Give where a word may begin, and how many bytes tell it; before a word stands something."""
    for first in range(0, len(text), _BLOCK):
        part = text[first : first + _BLOCK + _MARGIN] + bytes(_MARGIN)
        for at, width in _latin_places(part, index):
            yield first + at, width
        if not part.isascii():
            for at in _other_places(part, index.other):
                yield first + at, _OTHER_BYTES


def _latin_places(part: bytes, index: _Index) -> Iterator[tuple[int, int]]:
    """Give where a Latin word may begin, after no letter or digit."""
    is_letter = np.frombuffer(part[: _BLOCK + 1].translate(_IS_LETTER), np.bool_)
    begin = np.flatnonzero(is_letter[1:] > is_letter[:-1]) + 1
    raw = np.frombuffer(part, np.uint8)
    value = np.zeros(len(begin), np.uint32)
    known = 0
    for width, (starts, words) in zip(_LATIN_BYTES, index.latin, strict=True):
        for number in range(known, width):
            _mix(value, raw[begin + number])
        known = width
        may = starts[_folded(value, _START_BITS)]
        begin, value = begin[may], value[may]
        hit = words[_folded(value)]
        if width < _LATIN_BYTES[-1]:  # of a longer word these bytes are but the start
            hit &= ~_LETTERS[raw[begin + width]]
        for at in begin[hit].tolist():
            yield at, width


def _other_places(part: bytes, table: NDArray[np.bool_]) -> list[int]:
    """Give where a character outside ASCII stands, and a word may begin."""
    raw = np.frombuffer(part, np.uint8)
    near = raw[1 : _BLOCK + 1]
    first, last = _LEADS
    begin = np.flatnonzero((near >= first) & (near < last)) + 1
    value = np.zeros(len(begin), np.uint32)
    for number in range(_OTHER_BYTES):
        _mix(value, raw[begin + number])
    found: list[int] = begin[table[_folded(value)]].tolist()
    return found


def _mix(value: NDArray[np.uint32], byte: NDArray[np.uint8]) -> None:
    """Put one more byte into each hash, in place. Source: FNV-1a (from memory)."""
    value ^= byte
    value *= np.uint32(0x01000193)


def _folded(value: NDArray[np.uint32], bits: int = _BITS) -> NDArray[np.uint32]:
    return value >> np.uint32(32 - bits)


def _is_there(text: bytes, at: int, form: _Form) -> bool:
    """Compare the whole word, and look at its neighbours."""
    end = at + len(form.raw)
    if not text.startswith(form.raw, at) or text[at - 1 : at] == _LISTED:
        return False
    if form.raw[0] in _CYRILLIC and at >= 2 and text[at - 2] in _CYRILLIC:  # noqa: PLR2004
        return False
    if form.word.open_ended or end >= len(text):
        return True
    if form.raw[0] in _CYRILLIC:
        return text[end] not in _CYRILLIC
    return not (_LETTERS[text[end]] and _LETTERS[form.raw[-1]])


@lru_cache(maxsize=1)
def _index() -> _Index:
    forms: defaultdict[bytes, list[_Form]] = defaultdict(list)
    for word in load_app_words():
        for raw in _spellings(word.text):
            width = min(len(raw), _LATIN_BYTES[-1]) if _LETTERS[raw[0]] else _OTHER_BYTES
            forms[raw[:width]].append(_Form(raw, word))
    latin = [start for start in forms if _LETTERS[start[0]]]
    return _Index(
        {start: tuple(found) for start, found in forms.items()},
        tuple(
            (
                _table([one[:width] for one in latin if len(one) >= width], _START_BITS),
                _table([one for one in latin if len(one) == width]),
            )
            for width in _LATIN_BYTES
        ),
        _table([start for start in forms if not _LETTERS[start[0]]]),
    )


def _spellings(text: str) -> Iterator[bytes]:
    """Give the word as it stands in a folded text, which has capitals outside ASCII left."""
    yield from {form.encode().translate(_FOLD) for form in (text, text.capitalize(), text.upper())}


def _table(starts: Sequence[bytes], bits: int = _BITS) -> NDArray[np.bool_]:
    """Mark the hashes of `starts`, all of one length."""
    raw = np.frombuffer(b"".join(starts), np.uint8).reshape(len(starts), -1)
    value = np.zeros(len(starts), np.uint32)
    for column in raw.T:
        _mix(value, column)
    table = np.zeros(1 << bits, np.bool_)
    table[_folded(value, bits)] = True
    return table
