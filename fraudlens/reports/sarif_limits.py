"""The bounds of a SARIF report: the worst is kept, and what is cut is told.

Source: GitHub Docs, "SARIF support for code scanning" (results, rules and tags a run, size of the
compressed file), https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
(read 2026-11-26).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")
_PENDING = 1 << 17
"""Bytes that a compressor may still hold back; zlib's own buffers are half as large."""


@dataclass(frozen=True, slots=True)
class SarifLimits:
    """What a reader of SARIF takes; the defaults are GitHub's."""

    results: int = 25_000
    """More in a run and the upload is refused; of these it shows the 5,000 gravest."""
    tags: int = 10
    """Of a rule; from 21 on the upload is refused, and more than ten are not shown."""
    characters: int = 1_000
    """Of a message; descriptions of rules may have 1,024."""
    target_characters: int = 2_000
    """Of a target as it was given; nobody reads on, and addresses can be far longer."""
    compressed_bytes: int = 10_000_000
    """Of the file after gzip; a larger upload is refused."""
    notifications: int = 1_000
    """Targets that could not be read and are named; the others are counted."""


GITHUB = SarifLimits()


class Worst(Generic[_T]):
    """Keeps the gravest of a stream in bounded memory."""

    def __init__(self, most: int) -> None:
        """Keep at most `most`."""
        self._most = most
        self._heap: list[tuple[tuple[float, ...], int, _T]] = []
        self.seen = 0

    def add(self, grave: tuple[float, ...], item: _T) -> None:
        """Take an item; the greater `grave`, the sooner it stays, and the earlier among equals."""
        self.seen += 1
        entry = (grave, -self.seen, item)
        if len(self._heap) < self._most:
            heappush(self._heap, entry)
        elif self._heap:
            heappushpop(self._heap, entry)

    def kept(self) -> list[_T]:
        """Give what was kept, the gravest first."""
        return [item for _, _, item in sorted(self._heap, key=lambda e: e[:2], reverse=True)]


def fitting(parts: Sequence[bytes], most: int) -> int:
    """Tell how many of the first parts stay below `most` bytes when they are compressed together.

    >>> fitting([b"a", b"b"], 1_000_000)
    2
    >>> fitting([b"a", b"b"], 0)
    0
    """
    if sum(map(len, parts)) + _PENDING <= most:  # however badly they compress
        return len(parts)
    squeeze = zlib.compressobj()
    size = _PENDING
    for number, part in enumerate(parts):
        size += len(squeeze.compress(part))
        if size > most:
            return number
    return len(parts)


def compressed(data: bytes) -> int:
    """Give the size of data after compression."""
    return len(zlib.compress(data))
