"""`report`: saved runs in another format."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fraudlens.cli.options import FailOn
from fraudlens.cli.scan_job import Portion
from fraudlens.cli.scan_run import exit_code, run_info, terminal_look
from fraudlens.cli.writing import Paper, write_report
from fraudlens.errors import InputError, SourceError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.formats import body
from fraudlens.reports.registry import Format
from fraudlens.reports.saved import read_run
from fraudlens.reports.tally import tally

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from fraudlens.verdict import Outcome

_ROWS = 4096
"""Outcomes of a portion."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """The options of a report, as given."""

    runs: tuple[str, ...]
    form: Format
    output: Path | None = None
    lang: str = "en"
    fail_on: FailOn = FailOn.FRAUD
    as_of: str | None = None
    quiet: bool = False


def run_report(request: ReportRequest) -> int:
    """Write the report, and give the exit code that a scan with the same outcomes has."""
    look = terminal_look(request.output, request.lang)
    info = run_info(request.lang, request.as_of, request.fail_on)
    paper = Paper(request.form, look, info, request.output, request.quiet)
    with closing(_portions(request, paper)) as portions:
        return exit_code(write_report(paper, portions), request.fail_on)


def saved_outcomes(name: str) -> Iterator[Outcome]:
    """Give the outcomes of a saved run, packed or not; `-` is standard input.

    Raises:
        SourceError: it cannot be read, or is no saved run.
    """
    from urlguard.inputs.source import blocks_of, opened  # noqa: PLC0415  only when one is read

    with opened(name, None) as stream:
        try:
            yield from read_run(blocks_of(stream, DEFAULT_LIMITS)[1], name)
        except InputError as exc:
            raise SourceError(f"{name}: {exc.message}", hint=exc.hint) from exc


def _portions(request: ReportRequest, paper: Paper) -> Generator[Portion]:
    outcomes = (outcome for name in request.runs for outcome in saved_outcomes(name))
    while some := list(islice(outcomes, _ROWS)):
        yield Portion(body(paper.form, some, paper.look), tally(some))
