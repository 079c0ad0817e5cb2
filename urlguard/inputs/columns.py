"""Which column of a table holds the URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("url", "domain", "host", "value", "link", "uri")
"""Looked for in this order, in any case."""

_SHOWN = 20
_SHOWN_CHARACTERS = 40
_MAX_DIGITS = 6


def find(header: Sequence[str], wanted: str | None) -> int | None:
    """Give the position of the column `wanted` (name, or number from 1), else of a known name.

    >>> find(["id", "URL"], None), find(["id", "Link"], "link"), find(["a", "b"], "2")
    (1, 1, 1)
    """
    names = [name.strip().lower() for name in header]
    for name in NAMES if wanted is None else (wanted.strip().lower(),):
        if name in names:
            return names.index(name)
    return None if wanted is None else _numbered(len(names), wanted.strip())


def find_in_first_row(cells: Sequence[str], wanted: str | None) -> int | None:
    """Do as `find` in a row that may be no header: where it has an address, a number is no name.

    >>> find_in_first_row(["2", "1"], "1"), find_in_first_row(["a.example", "1"], "1")
    (1, 0)
    """
    if wanted is not None and any(map(may_be_address, cells)):
        numbered = _numbered(len(cells), wanted.strip())
        return find(cells, wanted) if numbered is None else numbered
    return find(cells, wanted)


def may_be_address(cell: str) -> bool:
    """Tell what may be a URL or host from what is the name of a column."""
    return "." in cell or "/" in cell


def complaint(header: Sequence[str], wanted: str | None) -> str:
    """Say that the column is missing, and which there are."""
    sought = _listed(NAMES) if wanted is None else repr(wanted)
    return f"no column {sought} among {_listed(header)}"


def missing(source: str, header: Sequence[str], wanted: str | None) -> SourceError:
    """Build the error for a table without the column."""
    return SourceError(
        f"{source}: {complaint(header, wanted)}",
        hint="name the column with --column, or give its number from 1",
    )


def _numbered(count: int, wanted: str) -> int | None:
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) <= _MAX_DIGITS):
        return None
    number = int(wanted)
    return number - 1 if 1 <= number <= count else None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:_SHOWN_CHARACTERS]) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
