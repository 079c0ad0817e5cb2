"""Delimited tables (CSV, TSV) as streams; one broken quote costs one record, not the file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.errors import InputError, MalformedInput
from urlguard.inputs.chunks import checked, cut, excerpt
from urlguard.inputs.lines import Fault, Run
from urlguard.inputs.text import fault_chunk

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator, Sequence

    from fraudlens.targets import Chunk
    from urlguard.inputs.layout import Table
    from urlguard.inputs.lines import Piece

_END = "\x1e"
"""A record put behind each run: an error that is met there says that the run ends in a field."""

_HINT = "close the quote, or double a quote that is part of the text"


@dataclass(frozen=True, slots=True)
class _Broken:
    excerpt: str
    error: InputError


_Row: TypeAlias = "list[str] | _Broken"


@dataclass(frozen=True, slots=True)
class _Parsed:
    rows: Sequence[_Row]
    lines: Sequence[int]
    """Where each row begins."""
    open_lines: int = 0
    """Lines at the end of the run whose record goes on in the next."""


def table_chunks(
    file: str, pieces: Iterable[Piece], table: Table, max_line_bytes: int
) -> Iterator[Chunk]:
    """Give one target a record, from the column that `table` names; `lines` tell where it begins.

    Blank records are none, nor are comments: lines that start with `#` and lack the column, or have
    it first. A record of more than `max_line_bytes` with a quote left open is an error, and the
    lines below its first are read without regard to quotes.
    """
    held: Run | None = None
    for piece in _below_header(pieces, table.header_line):
        if isinstance(piece, Fault):
            yield from _chunks(file, _closed(held, table), table)
            yield fault_chunk(file, piece)
            held = None
            continue
        run = Run(held.first, held.data + b"\n" + piece.data) if held else piece
        parsed = _parse(run, table.delimiter)
        yield from _chunks(file, parsed, table)
        held = _last_lines(run, parsed.open_lines)
        if held and len(held.data) > max_line_bytes:
            yield from _chunks(file, _closed(held, table), table)
            held = None
    yield from _chunks(file, _closed(held, table), table)


def _below_header(pieces: Iterable[Piece], header_line: int) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Run) and piece.first <= header_line:
            count = header_line + 1 - piece.first
            lines = piece.data.split(b"\n", count)
            if len(lines) > count:
                yield Run(header_line + 1, lines[count])
        else:
            yield piece


def _parse(run: Run, delimiter: str) -> _Parsed:
    text = run.text
    try:
        rows = list(_reader(text, delimiter))[:-1]
    except csv.Error:
        return _recovered(text.split("\n"), run.first, delimiter)
    count = text.count("\n") + 1
    if len(rows) == count:
        return _Parsed(rows, range(run.first, run.first + count))
    starts = accumulate(map(_line_count, rows), initial=run.first)
    return _Parsed(rows, list(starts)[:-1])


def _recovered(lines: Sequence[str], first: int, delimiter: str) -> _Parsed:
    """Read record by record, to find those that the csv module stumbles at."""
    reader = _reader("\n".join(lines), delimiter)
    rows: list[_Row] = []
    numbers: list[int] = []
    start = 0
    while start < len(lines):
        try:
            row: list[_Row] = [next(reader)]
        except csv.Error as exc:
            if reader.line_num > len(lines):
                return _Parsed(rows, numbers, len(lines) - start)
            row = _reread(lines[start : reader.line_num], exc, delimiter)
        numbers += range(first + start, first + start + len(row))
        rows += row
        start = reader.line_num
    return _Parsed(rows, numbers)


def _reread(lines: Sequence[str], exc: csv.Error, delimiter: str) -> list[_Row]:
    """Read a stray quote leniently where it cannot have swallowed another record."""
    if len(lines) == 1:
        try:
            return list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
        except csv.Error:  # a field past the module's bound
            pass
    error = MalformedInput(f"the record is no CSV: {exc}", hint=_HINT)
    return _unquoted(lines, error, delimiter)


def _last_lines(run: Run, count: int) -> Run | None:
    if count == 0:
        return None
    lines = run.data.split(b"\n")
    return Run(run.first + len(lines) - count, b"\n".join(lines[-count:]))


def _closed(held: Run | None, table: Table) -> _Parsed:
    """Give what a record that never closes its quote has swallowed."""
    if held is None:
        return _Parsed((), ())
    error = MalformedInput("the record opens a quote and does not close it", hint=_HINT)
    rows = _unquoted(held.text.split("\n"), error, table.delimiter)
    return _Parsed(rows, range(held.first, held.first + len(rows)))


def _unquoted(lines: Sequence[str], error: InputError, delimiter: str) -> list[_Row]:
    """Give the first line as broken and each other as a record without quoting."""
    cells = [[cell.strip(' "') for cell in line.split(delimiter)] for line in lines[1:]]
    return [_Broken(excerpt(lines[0]), error), *cells]


def _chunks(file: str, parsed: _Parsed, table: Table) -> Iterator[Chunk]:
    cells = _cells(parsed.rows, table.column)
    if cells is None:
        yield from _careful_chunks(file, parsed, table)
    else:
        targets, errors = checked(cells)
        yield from cut(file, targets, parsed.lines, errors)


def _cells(rows: Sequence[_Row], column: int) -> list[str] | None:
    """Give the column where each row has it and none is blank or a comment: nearly always."""
    try:
        cells = [row[column] for row in rows]  # type: ignore[index]  # a broken row has no items
    except (IndexError, TypeError):
        return None
    if not all(map(str.strip, cells)):
        return None
    return None if column == 0 and any(cell[:1] == "#" for cell in cells) else cells


def _careful_chunks(file: str, parsed: _Parsed, table: Table) -> Iterator[Chunk]:
    targets: list[str] = []
    lines: list[int] = []
    errors: dict[int, InputError] = {}
    for line, row in zip(parsed.lines, parsed.rows, strict=True):
        match row:
            case _Broken():
                errors[len(targets)] = row.error
                value = row.excerpt
            case _ if _is_no_record(row, table.column):
                continue
            case _ if len(row) <= table.column:
                errors[len(targets)] = _too_short(row, table)
                value = excerpt(table.delimiter.join(row))
            case _:
                value = row[table.column]
        targets.append(value)
        lines.append(line)
    targets, found = checked(targets)
    yield from cut(file, targets, lines, sorted({**dict(found), **errors}.items()))


def _is_no_record(row: Sequence[str], column: int) -> bool:
    if not any(map(str.strip, row)):  # spreadsheets end their tables with rows of commas
        return True
    return row[0].startswith("#") and not 0 < column < len(row)


def _too_short(row: Sequence[str], table: Table) -> InputError:
    return MalformedInput(
        f"the record ends at column {len(row)}, before the column {table.column + 1} to be read"
    )


def _line_count(row: Sequence[str]) -> int:
    return 1 + sum(cell.count("\n") for cell in row)


def _reader(text: str, delimiter: str) -> Reader:
    """Read strictly: read leniently, a stray quote makes one record of many, without a word."""
    lines = io.StringIO(f"{text}\n{_END}", newline="\n")
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
