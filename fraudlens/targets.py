"""Targets on their way from a file to the scan: short runs, in input order, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fraudlens.errors import InputError
    from fraudlens.verdict import Where

CHUNK_ROWS = 16_384
"""Rows of a chunk: enough to hide the cost of a call, few enough for memory to stay flat."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive targets of one file or of the command line."""

    file: str | None
    """As the user named it; `None` for targets on the command line, `-` for standard input."""
    targets: Sequence[str]
    """Text as given; what stands at a place in `errors` is a short excerpt for the record."""
    lines: Sequence[int] | None
    """Line where each target begins (text, CSV, JSON Lines) or row (Parquet), from 1."""
    errors: tuple[tuple[int, InputError], ...] = ()
    """Position and error of each target that could not even be handed to a detector, ascending."""
    names: Sequence[str] | None = None
    """What the user calls each target, where that is not its text: the path of an app."""
    places: Sequence[Where] | None = None
    """Where in a messy text each target stood."""
