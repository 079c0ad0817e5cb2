"""How a list is laid out, judged by its name and its beginning before a row is read."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.errors import SourceError
from urlguard.inputs import columns
from urlguard.inputs.text import is_target

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_BYTES = 1 << 16
"""How much of a file is looked at; a header that is longer is none."""

ONE_COLUMN = "\x1f"
"""Delimiter of a table that has one column: the URLs in it may hold any of the usual ones."""

_DELIMITERS = ",\t;|"
_SEPARATOR_HINT = re.compile(r"\"?sep=[,\t;|]\"?", re.IGNORECASE)


class Plain(Enum):
    """Layouts that need no more said of them."""

    TEXT = "text"
    JSON_LINES = "json-lines"


@dataclass(frozen=True, slots=True)
class Table:
    """Delimited values, with the column to read."""

    delimiter: str
    column: int
    """Position in a record, from 0."""
    header_line: int
    """Rows begin below this line; 0 for a table without a header."""


Layout: TypeAlias = Plain | Table

_BY_SUFFIX = {
    ".csv": Table,
    ".tsv": Table,
    ".jsonl": Plain.JSON_LINES,
    ".ndjson": Plain.JSON_LINES,
}


def layout(source: str, suffix: str, head: str, column: str | None) -> Layout:
    """Tell the layout of a list from its suffix (lower case), its beginning and `--column`.

    Names that say nothing (`.txt`, standard input) are text, unless the first line is a JSON
    object, or a header that holds the column or one of `columns.NAMES`.

    Raises:
        SourceError: it is a table without the column, or one JSON document.
    """
    lines = head.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    hint = _separator_hint(lines)
    lines[:hint] = [""] * hint
    place, first = _first_content(lines)
    _refuse_json_array(source, first)
    said = _BY_SUFFIX.get(suffix)
    if said is Plain.JSON_LINES or (said is not Table and first.startswith("{")):
        return Plain.JSON_LINES
    if not first:
        return Plain.TEXT
    certain = said is Table or column is not None
    if not certain and any(mark in first for mark in "./"):
        return Plain.TEXT  # a header has no address in it
    found = _table(first, place, column) or _commented_table(lines, place, column)
    if found is None and certain and (column is not None or len(_widest(first)) > 1):
        raise columns.missing(source, _widest(first), column)
    if found and hint > found.header_line:
        found = replace(found, header_line=hint)
    return found or Plain.TEXT


def _separator_hint(lines: Sequence[str]) -> int:
    """Give the lines of a hint at the delimiter, as spreadsheets have it first: `sep=;`."""
    return 1 if _SEPARATOR_HINT.fullmatch(lines[0]) else 0


def _first_content(lines: Sequence[str]) -> tuple[int, str]:
    for number, line in enumerate(map(str.strip, lines), 1):
        if is_target(line):
            return number, line
    return len(lines), ""


def _refuse_json_array(source: str, first: str) -> None:
    squeezed = first.replace(" ", "")
    if squeezed == "[" or squeezed.startswith(('["', "[{")):
        raise SourceError(
            f"{source}: not a list of URLs: looks like a JSON array",
            hint="write one value a line, as jq -c '.[]' does",
        )


def _table(header: str, line: int, wanted: str | None) -> Table | None:
    best: tuple[int, Table] | None = None
    for delimiter in (*_DELIMITERS, ONE_COLUMN):
        cells = _cells(header, delimiter)
        at = columns.find_in_first_row(cells, wanted)
        if at is not None and (best is None or len(cells) > best[0]):
            header_line = 0 if _is_row(cells, at) else line
            best = len(cells), Table(delimiter if len(cells) > 1 else ONE_COLUMN, at, header_line)
    return best[1] if best else None


def _commented_table(lines: Sequence[str], line: int, wanted: str | None) -> Table | None:
    """Find the header in the last comment above the rows, where public feeds put it."""
    above = lines[line - 2].strip() if line > 1 else ""
    return _table(above.lstrip("# "), line - 1, wanted) if above.startswith("#") else None


def _widest(header: str) -> list[str]:
    return max((_cells(header, delimiter) for delimiter in _DELIMITERS), key=len)


def _cells(line: str, delimiter: str) -> list[str]:
    # Never an error: `HEAD_BYTES` is below the longest field that the module takes, 131,072.
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])


def _is_row(cells: Sequence[str], at: int) -> bool:
    """Tell the first row of a list from a header; names of other columns may have a dot."""
    return columns.may_be_address(cells[at]) or any("://" in cell for cell in cells)
