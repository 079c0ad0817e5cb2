"""Bounds that are checked before any work is done on an input."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may cost; one type for all analyzers."""

    max_line_bytes: int = 1 << 20
    """A longer line of a list is one failure record and is skipped without being held in memory."""

    max_url_bytes: int = 8192
    """Browsers cut addresses at 2 MB, servers near 8 KB; no honest link in our data is longer."""

    max_ratio: int = 1000
    """Bytes out for one byte in, for compressed lists; zstd text rarely passes 50."""


DEFAULT_LIMITS = Limits()
