"""`report`: saved runs in another format."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fraudlens.cli.baselines import sieve
from fraudlens.cli.messages import tell
from fraudlens.cli.options import FailOn, FailOnPolicy
from fraudlens.cli.scan_job import Portion, ScanJob, portion
from fraudlens.cli.scan_run import exit_code, run_info, tell_left_out, terminal_look
from fraudlens.cli.share_options import NOBODY, ReporterRequest, shared_as
from fraudlens.cli.writing import Paper, write_report
from fraudlens.errors import InputError, SourceError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.registry import Format
from fraudlens.reports.saved import read_run
from fraudlens.reports.tlp import LABELS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from fraudlens.verdict import Outcome

_ROWS = 4096
"""Outcomes of a portion."""
_NOTHING = "a run is written by 'fraudlens scan --format jsonl'"


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
    fail_on_policy: FailOnPolicy = FailOnPolicy.NEVER
    baseline: Path | None = None
    """Records of an earlier run."""
    only_new: bool = False
    """Tell only what is new or changed since `baseline`."""
    who: ReporterRequest = NOBODY
    """Who sends abuse reports."""
    tlp: str = LABELS[0]
    """Who may read what is shared."""


def run_report(request: ReportRequest) -> int:
    """Write the report, and give the exit code that a scan with the same outcomes has."""
    info = run_info(request.lang, request.as_of, request.fail_on)
    info = shared_as(info, request.form, request.who, request.tlp)
    only_new = sieve(request.baseline, request.output, wanted=request.only_new)
    look = terminal_look(request.output, request.lang)
    paper = Paper(request.form, look, info, request.output, request.quiet)
    job = ScanJob(request.form, look, only_new)
    with closing(_portions(request.runs, job)) as portions:
        total = write_report(paper, portions)
    tell_left_out(total, paper)
    if not total.targets + total.left_out:
        tell(SourceError("there was no record in what was named", hint=_NOTHING))
    return exit_code(total, request.fail_on, request.fail_on_policy)


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


def _portions(runs: tuple[str, ...], job: ScanJob) -> Generator[Portion]:
    outcomes = (outcome for name in runs for outcome in saved_outcomes(name))
    while some := list(islice(outcomes, _ROWS)):
        yield portion(some, job)
