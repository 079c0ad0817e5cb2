"""Strings that differ from another in one or two letters, without comparing it with all.

A string is cut into one piece more than edits are allowed, so that one piece at least of a near
string is whole, and stands nearly where it stood (the partition scheme of Pass-Join, Li et al.,
VLDB 2011). Only strings that share a piece are compared.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST = 6
"""Letters from which on one edit leaves a name recognisable, and is no other word."""
LONG = 11
"""Letters from which on two edits do."""
LONGEST = 60
_CROWD = 400
"""Strings that share a piece; a piece of more says nothing, and looking at them all takes long."""


def edits_allowed(length: int) -> int:
    """Give how many edits a string of that length may differ in and still be near.

    >>> edits_allowed(5), edits_allowed(8), edits_allowed(20)
    (0, 1, 2)
    """
    if not SHORTEST <= length <= LONGEST:
        return 0
    return 1 if length < LONG else 2


class NearIndex:
    """Finds the near ones among many strings."""

    def __init__(self, strings: Iterable[str]) -> None:
        """Index strings; equal ones are kept once, short and very long ones not at all."""
        pieces: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
        for text in dict.fromkeys(strings):
            size = len(text)
            for number, (start, length) in enumerate(_cuts(size)):
                pieces[size, number, text[start : start + length]].append(text)
        self._pieces = dict(pieces)

    def near(self, text: str) -> dict[str, int]:
        """Give the strings that differ in as few letters as their length allows, with how many."""
        found: dict[str, int] = {}
        seen: set[str] = set()
        for candidate in self._candidates(text):
            if candidate not in seen:
                seen.add(candidate)
                most = edits_allowed(len(candidate))
                edits = distance(text, candidate, most)
                if edits <= most:
                    found[candidate] = edits
        return found

    def _candidates(self, text: str) -> Iterator[str]:
        size = len(text)
        for other in range(max(SHORTEST, size - 2), min(LONGEST, size + 2) + 1):
            most = edits_allowed(other)
            if abs(other - size) > most:
                continue
            for number, (start, length) in enumerate(_cuts(other)):
                for at in range(max(0, start - most), min(size - length, start + most) + 1):
                    crowd = self._pieces.get((other, number, text[at : at + length]))
                    if crowd and len(crowd) <= _CROWD:
                        yield from crowd


@lru_cache(maxsize=128)
def _cuts(size: int) -> tuple[tuple[int, int], ...]:
    """Give start and length of the pieces of a string of that size; none if none is near it."""
    allowed = edits_allowed(size)
    if not allowed:
        return ()
    bounds = [size * part // (allowed + 1) for part in range(allowed + 2)]
    return tuple((a, b - a) for a, b in pairwise(bounds))


def distance(one: str, other: str, most: int) -> int:
    """Give how many letters must be added, dropped or changed, or `most` + 1 for more.

    Made for a `most` of 1 or 2: it grows threefold with each.

    >>> distance("paypal", "paypai", 2), distance("paypal", "pal", 1)
    (1, 2)
    """
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if not one or not other:
        return min(len(one) + len(other), most + 1)
    if not most or abs(len(one) - len(other)) > most:
        return most + 1
    fewer = most - 1
    return 1 + min(
        distance(one[1:], other[1:], fewer),
        distance(one[1:], other, fewer),
        distance(one, other[1:], fewer),
    )
