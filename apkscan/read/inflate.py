"""Deflate, bounded in what it gives, whatever was declared; broken data gives what it can."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum

_STEP_BYTES = 4096
"""Packed bytes of a step when broken data is read again, for what stands before the break."""


class Ending(StrEnum):
    """How a deflated stream ended."""

    WHOLE = "whole"
    BOUND = "bound"
    """More would have come."""
    SHORT = "short"
    """The input ended first."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Inflated:
    """What came out of a deflated stream."""

    data: bytes
    ending: Ending


def inflate(packed: bytes, most: int) -> Inflated:
    r"""Give at most `most` bytes (1 or more) of the raw deflate stream that begins `packed`.

    >>> inflate(b"KL\x02\x00", 2)
    Inflated(data=b'ab', ending=<Ending.WHOLE: 'whole'>)
    """
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(packed, most)
        if len(data) == most and not stream.eof and stream.decompress(stream.unconsumed_tail, 1):
            return Inflated(data, Ending.BOUND)
    except zlib.error:
        return _salvaged(packed, most)
    return Inflated(data, Ending.WHOLE if stream.eof else Ending.SHORT)


def _salvaged(packed: bytes, most: int) -> Inflated:
    """Go in small steps, for zlib keeps back what an erring call had made."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    left = most
    try:
        for start in range(0, len(packed), _STEP_BYTES):
            block = packed[start : start + _STEP_BYTES]
            while block and left:
                parts.append(stream.decompress(block, left))
                left -= len(parts[-1])
                block = stream.unconsumed_tail
    except zlib.error:
        pass  # the break that the first pass met
    return Inflated(b"".join(parts), Ending.BROKEN)
