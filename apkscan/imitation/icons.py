"""Icons that look alike, found by their hashes without comparing all pairs.

Two hashes of 64 bits that differ in up to eight bits differ in up to two bits in at least one of
their four quarters; each quarter is looked up with all its neighbours up to two bits away.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BITS = 8
"""4.6 % of rescaled icons move further, and 0.2 % of different icons are as near (2026-11-26)."""
_QUARTERS = (0, 16, 32, 48)
_MASK = 0xFFFF
_CROWD = 400
_DIGITS = 16
_PLAIN = 6
"""Bits set, and bits not set, of a picture that shows something: a disc alone has fewer."""
_NEIGHBOURS = tuple(
    sum(1 << bit for bit in bits)
    for bits in chain.from_iterable(combinations(range(16), flips) for flips in (0, 1, 2))
)
"""All numbers of 16 bits of which at most two are set; 137."""


class IconIndex:
    """Finds the near ones among many hashes."""

    def __init__(self, hashes: Iterable[int]) -> None:
        """Index hashes of 64 bits; equal ones are kept once."""
        kept = tuple(dict.fromkeys(hashes))
        self._quarters = tuple(_by_quarter(kept, shift) for shift in _QUARTERS)

    def near(self, value: int) -> dict[int, int]:
        """Give the hashes that differ in up to eight bits, with how many."""
        found: dict[int, int] = {}
        for shift, quarter in zip(_QUARTERS, self._quarters, strict=True):
            part = value >> shift & _MASK
            for neighbour in quarter.keys() & {part ^ flips for flips in _NEIGHBOURS}:
                for other in quarter[neighbour][:_CROWD]:
                    bits = (value ^ other).bit_count()
                    if bits <= MOST_BITS:
                        found[other] = bits
        return found


def _by_quarter(hashes: Iterable[int], shift: int) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for value in hashes:
        found[value >> shift & _MASK].append(value)
    return dict(found)


def icon_number(digits: str) -> int | None:
    """Give a hash of 16 hex digits as a number; nothing for none, or for that of a blank picture.

    >>> icon_number("be68f8a4a1948092"), icon_number(""), icon_number("0000000000000000")
    (13720489650753405074, None, None)
    """
    try:
        value = int(digits, 16)
    except ValueError:
        return None
    shows = _PLAIN <= value.bit_count() <= 4 * _DIGITS - _PLAIN
    return value if len(digits) == _DIGITS and shows else None
