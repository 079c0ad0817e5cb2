"""Outcomes to reports, by the name of the format.

Most formats tell of a run as a whole: `render`. Those for long scans are written portion by
portion, `head`, `body`, ..., `foot`. Between scan and `render` a run is JSON Lines, so a report
on a saved run is made by the same code, of the same bytes, as one on a scan.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.detector import InBulk
from fraudlens.judged import JudgedChunk
from fraudlens.reports.csv import csv_head, csv_rows
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.registry import FORMATS, Format
from fraudlens.reports.table import table_foot, table_head, table_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fraudlens.reports.look import Look
    from fraudlens.reports.run import RunInfo
    from fraudlens.reports.tally import Tally
    from fraudlens.verdict import Outcome

    Renderer: TypeAlias = Callable[[Iterable[Outcome], RunInfo], Iterator[bytes]]
    """Writes a whole run; pure, and lazy where the format allows it."""


def head(form: Format, look: Look) -> bytes:
    """Give what stands before the first outcome."""
    match form:
        case Format.TABLE:
            return table_head(look)
        case Format.CSV:
            return csv_head()
        case _:
            return b""


def body(form: Format, outcomes: Sequence[Outcome] | JudgedChunk, look: Look) -> bytes:
    """Write some outcomes, as JSON Lines for a format of whole runs.

    The bodies of two portions follow each other.
    """
    if isinstance(outcomes, JudgedChunk):
        if form not in _BY_ROW and isinstance(outcomes.detector, InBulk):
            from fraudlens.reports.jsonl_columns import jsonl_columns  # noqa: PLC0415  200 ms

            return jsonl_columns(outcomes, outcomes.detector)
        outcomes = list(outcomes)
    match form:
        case Format.TABLE:
            return table_rows(outcomes, look)
        case Format.CSV:
            return csv_rows(outcomes)
        case _:
            return jsonl(outcomes)


def foot(form: Format, tally: Tally, look: Look) -> bytes:
    """Give what stands after the last outcome."""
    return table_foot(tally, look) if form is Format.TABLE else b""


def render(form: Format, outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a whole run in a format of whole runs.

    `outcomes` is iterated over once where the format's entry says so, else perhaps more often.

    Raises:
        TypeError: the format is written portion by portion.
    """
    where = FORMATS[form].whole
    if where is None:
        raise TypeError(f"{form} is written portion by portion")
    module, _, name = where.partition(":")
    renderer: Renderer = getattr(import_module(module), name)
    return renderer(outcomes, run)


_BY_ROW = (Format.TABLE, Format.CSV)
"""Formats that are written portion by portion and are not JSON Lines."""
