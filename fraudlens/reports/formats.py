"""The formats of a scan's report, by name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from fraudlens.detector import InBulk
from fraudlens.judged import JudgedChunk
from fraudlens.reports.csv import csv_head, csv_rows
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.table import table_foot, table_head, table_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fraudlens.reports.look import Look
    from fraudlens.reports.tally import Tally
    from fraudlens.verdict import Outcome


class Format(StrEnum):
    """Names of the formats."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def head(form: Format, look: Look) -> bytes:
    """Give what stands before the first outcome."""
    match form:
        case Format.TABLE:
            return table_head(look)
        case Format.JSONL:
            return b""
        case Format.CSV:
            return csv_head()
        case _:
            assert_never(form)


def body(form: Format, outcomes: Sequence[Outcome] | JudgedChunk, look: Look) -> bytes:
    """Write some outcomes; the bodies of two portions follow each other."""
    if isinstance(outcomes, JudgedChunk):
        if form is Format.JSONL and isinstance(outcomes.detector, InBulk):
            from fraudlens.reports.jsonl_columns import jsonl_columns  # noqa: PLC0415  200 ms

            return jsonl_columns(outcomes, outcomes.detector)
        outcomes = list(outcomes)
    match form:
        case Format.TABLE:
            return table_rows(outcomes, look)
        case Format.JSONL:
            return jsonl(outcomes)
        case Format.CSV:
            return csv_rows(outcomes)
        case _:
            assert_never(form)


def foot(form: Format, tally: Tally, look: Look) -> bytes:
    """Give what stands after the last outcome."""
    match form:
        case Format.TABLE:
            return table_foot(tally, look)
        case Format.JSONL | Format.CSV:
            return b""
        case _:
            assert_never(form)
