"""Addresses that were found in messy text, one a line: for people, scripts and sheets."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from fraudlens.reports.escape import csv_cell, visible
from fraudlens.reports.jsonl import json_text
from fraudlens.reports.where import place_notes, place_text
from fraudlens.verdict import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fraudlens.verdict import Subject

COLUMNS = ("url", "file", "line", "column", "part", "kind", "text", "shown")
"""Keys of a line of JSON and columns of CSV; `url` is what a scan of either looks for."""
_NOWHERE = Where("text")


class FindFormat(StrEnum):
    """Names of the formats."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


def finds_head(form: FindFormat) -> bytes:
    """Give what stands before the first find."""
    return ",".join(COLUMNS).encode() + b"\r\n" if form is FindFormat.CSV else b""


def finds_body(form: FindFormat, finds: Sequence[Subject], lang: str) -> bytes:
    """Write some finds; the bodies of two portions follow each other."""
    match form:
        case FindFormat.TEXT:
            return "".join(_line(find, lang) for find in finds).encode()
        case FindFormat.JSONL:
            return b"".join(json_text(_plain(find)) + b"\n" for find in finds)
        case FindFormat.CSV:
            return _csv(finds)
        case _:
            assert_never(form)


def _plain(find: Subject) -> dict[str, object]:
    where = find.where or _NOWHERE
    values = (
        find.target, find.file, find.line, where.column, where.part, where.kind, where.text,
        where.shown,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _csv(finds: Sequence[Subject]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for find in finds:
        cells = _plain(find).values()
        writer.writerow(["" if cell is None else csv_cell(str(cell)) for cell in cells])
    return text.getvalue().encode()


def _line(find: Subject, lang: str) -> str:
    notes = place_notes(find, lang)
    told = f"  ({notes})" if notes else ""
    return f"{place_text(find)}: {visible(find.target)}{told}\n"
