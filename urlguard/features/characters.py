"""Counts over a span of bytes, shared by the blocks that describe shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from urlguard.batch import Bytes


class Span(NamedTuple):
    """What a span of bytes is made of; runs and counts in characters."""

    length: int
    letters: int
    digits: int
    hyphens: int
    dots: int
    vowels: int
    upper: int
    hex_digits: int
    digit_run: int
    consonant_run: int
    same_run: int
    switches: int
    """Times that a letter follows a digit or a digit a letter."""
    distinct: int
    entropy: float
    """Shannon entropy of the bytes, bits per character."""


@kernel
def measure(text: Bytes, begin: int, end: int, counts: NDArray[np.int32]) -> Span:
    """Count a span in one pass; `counts` is scratch, int32 (256,), all zero before and after."""
    letters = digits = hyphens = dots = vowels = upper = hexes = 0
    digit_run = consonant_run = same_run = switches = 0
    digit_now = consonant_now = same_now = 0
    last_kind = 0
    last = -1
    for i in range(begin, end):
        raw = text[i]
        byte = raw | 32 if 65 <= raw <= 90 else raw
        counts[byte] += 1
        kind = 0
        vowel = False
        if 97 <= byte <= 122:
            kind = 1
            letters += 1
            upper += raw != byte
            vowel = byte in (97, 101, 105, 111, 117, 121)
            vowels += vowel
            hexes += byte <= 102
        elif 48 <= byte <= 57:
            kind = 2
            digits += 1
            hexes += 1
        hyphens += byte == 45
        dots += byte == 46
        digit_now = digit_now + 1 if kind == 2 else 0
        consonant_now = consonant_now + 1 if kind == 1 and not vowel else 0
        same_now = same_now + 1 if byte == last else 1
        digit_run = max(digit_run, digit_now)
        consonant_run = max(consonant_run, consonant_now)
        same_run = max(same_run, same_now)
        switches += kind + last_kind == 3 and kind * last_kind == 2
        last_kind = kind
        last = byte
    distinct, entropy = _entropy(text, begin, end, counts)
    return Span(
        end - begin, letters, digits, hyphens, dots, vowels, upper, hexes,
        digit_run, consonant_run, same_run, switches, distinct, entropy,
    )  # fmt: skip


@kernel
def _entropy(text: Bytes, begin: int, end: int, counts: NDArray[np.int32]) -> tuple[int, float]:
    """Give distinct characters and entropy, and clear the counts."""
    distinct = 0
    total = 0.0
    for i in range(begin, end):
        raw = text[i]
        byte = raw | 32 if 65 <= raw <= 90 else raw
        count = counts[byte]
        if count:
            distinct += 1
            total -= count * np.log2(count / (end - begin))
            counts[byte] = 0
    return distinct, total / max(1, end - begin)


@kernel
def share(part: float, whole: float) -> float:
    """Give part over whole; 0 of nothing is 0."""
    return part / whole if whole else 0.0
