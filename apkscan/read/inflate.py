"""Deflate, bounded in what it gives, whatever was declared; broken data gives what it can.

Whole streams are read by ISA-L, which is quicker; zlib, which Android has, judges all that is odd.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from isal import isal_zlib

_REFUSED = cast("type[Exception]", isal_zlib.error)  # its stub has an instance
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


def inflate_whole(packed: bytes, most: int) -> bytes | None:
    r"""Give what the raw deflate stream at the start of `packed` holds, all of it or nothing.

    ISA-L takes some streams that zlib refuses: compare a checksum.

    >>> inflate_whole(b"KL\x02\x00", 2), inflate_whole(b"KL\x02\x00", 1), inflate_whole(b"K", 9)
    (b'ab', None, None)
    """
    stream = isal_zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data: bytes = stream.decompress(packed, most)
    except _REFUSED:
        return None
    return data if stream.eof else None


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
