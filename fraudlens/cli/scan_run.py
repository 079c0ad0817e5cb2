"""A scan from options to exit code: the one place where its parts meet."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from fraudlens.cli.app_job import app_portions
from fraudlens.cli.baselines import sieve
from fraudlens.cli.lookup_options import LookupRequest
from fraudlens.cli.lookup_run import lookups_of, tell_states
from fraudlens.cli.messages import tell
from fraudlens.cli.moment import made_at
from fraudlens.cli.options import FailOn, FailOnPolicy
from fraudlens.cli.output import is_terminal
from fraudlens.cli.policies import policy_met
from fraudlens.cli.scan_job import Portion, ScanJob, url_portions
from fraudlens.cli.scorers import ScoreRequest, setup_of
from fraudlens.cli.share_options import NOBODY, ReporterRequest, shared_as
from fraudlens.cli.writing import Paper, write_report
from fraudlens.errors import FraudlensError, SourceError
from fraudlens.reports.change_words import left_out
from fraudlens.reports.look import Look, legend_of
from fraudlens.reports.registry import Format
from fraudlens.reports.run import RunInfo
from fraudlens.reports.tlp import LABELS
from fraudlens.scanning.apps import AppReading
from fraudlens.scanning.scorers import Scorers, check_depends
from fraudlens.scanning.sources import AppFile, FactsOfApps, Reading, app_units, units
from fraudlens.verdict import Decision
from fraudlens.version import __version__

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from fraudlens.reports.tally import Tally
    from fraudlens.scanning.sources import Unit
    from fraudlens.scoring import Scorer


_NO_FIND = "names without http:// count only under a known suffix; see docs/extract.md"
_NOTHING = "give one address a line; blank lines and lines that start with # are skipped"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """The options of a scan, as given."""

    targets: tuple[str, ...]
    score: ScoreRequest
    kinds: tuple[str, ...] = ("url", "apk")
    """Kinds of targets that are looked for, the main one first."""
    form: Format = Format.TABLE
    output: Path | None = None
    fail_on: FailOn = FailOn.FRAUD
    workers: int | None = None
    """`None`: one process for addresses, a reading process a core for apps."""
    quiet: bool = False
    column: str | None = None
    text: bool = False
    """Whether files are messy texts, not lists."""
    apps: AppReading = field(default_factory=AppReading)
    baseline: Path | None = None
    """Records of an earlier run."""
    lookup: LookupRequest = field(default_factory=LookupRequest)
    """For addresses only."""
    only_new: bool = False
    """Tell only what is new or changed since `baseline`."""
    who: ReporterRequest = NOBODY
    """Who sends abuse reports."""
    tlp: str = LABELS[0]
    """Who may read what is shared."""


def run_scan(request: ScanRequest) -> int:
    """Scan, write the report, and give the exit code."""
    main = request.kinds[0]
    info = run_info(request.score.lang, request.score.policy.as_of, request.fail_on)
    info = shared_as(info, request.form, request.who, request.tlp)
    only_new = sieve(request.baseline, request.output, wanted=request.only_new)
    scorers = Scorers(setup_of(request.score), main)
    lookups = lookups_of(request.lookup, lambda: _registered(scorers), quiet=request.quiet)
    if main != "apk":  # that of apps is loaded while the first ones are read
        scorers.get(main)
    look = terminal_look(request.output, request.score.lang)
    paper = Paper(request.form, look, info, request.output, request.quiet)
    job = ScanJob(request.form, look, only_new, lookups)
    with closing(_portions(request, scorers, job)) as portions:
        total = write_report(paper, portions)
    if lookups is not None and not request.quiet:
        tell_states(lookups)
    tell_left_out(total, paper)
    if not total.targets + total.left_out:
        hint = _NO_FIND if request.text else _NOTHING
        tell(SourceError("there was no target in what was named", hint=hint))
    return exit_code(total, request.fail_on, request.score.policy.fail_on)


def terminal_look(output: Path | None, lang: str) -> Look:
    """Find out how the reader's terminal is; a file and a pipe get no colour."""
    return Look(
        width=shutil.get_terminal_size().columns,
        colour=output is None
        and is_terminal(sys.stdout)
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb",
        lang=lang,
    )


def make_look(lang: str, scorer: Scorer) -> Look:
    """Give the look of a terminal that is told what the scores mean."""
    legend = legend_of(scorer.detector.kind, scorer.model)
    return terminal_look(None, lang).explained((legend,) if legend else ())


def run_info(lang: str, as_of: str | None, fail_on: FailOn) -> RunInfo:
    """Find out what reports say of a run.

    Raises:
        UsageError: `as_of` is no moment.
    """
    least = None if fail_on is FailOn.NEVER else Decision(fail_on.value)
    return RunInfo(__version__, made_at(as_of), lang, least)


def exit_code(total: Tally, fail_on: FailOn, policy: FailOnPolicy = FailOnPolicy.NEVER) -> int:
    """Give 1 if something is at or above a bound, else 3 if something was not read, else 0."""
    if fail_on is not FailOn.NEVER and total.at_or_above(Decision(fail_on.value)):
        return 1
    if policy_met(total.policies, policy):
        return 1
    return 3 if total.failed else 0


def tell_left_out(total: Tally, paper: Paper) -> None:
    """Say how much a baseline knew; the table says it itself."""
    if total.left_out and paper.form is not Format.TABLE and not paper.quiet:
        tell(FraudlensError(left_out(total.left_out, paper.look.lang)))


def _registered(scorers: Scorers) -> Scorer:
    """Give the model over that of addresses, which may be another than it was trained with."""
    from urlguard.registered.detector import RegisteredDetector  # noqa: PLC0415  only if asked

    found = scorers.get("registration")
    digest = scorers.get("url").bundle.ref.sha256
    if found.detector.depends.get("url") != digest:
        check_depends(RegisteredDetector(depends={"url": digest}), found.bundle, tell)
    return found


def _work(request: ScanRequest) -> Iterator[Unit]:
    if request.kinds == ("apk",):
        return app_units(request.targets, tell)
    return units(
        request.targets, Reading(request.column, "apk" in request.kinds, tell, request.text)
    )


def _portions(request: ScanRequest, scorers: Scorers, job: ScanJob) -> Generator[Portion]:
    only_apps = request.kinds == ("apk",)  # failures between apps do not end the reading processes

    def is_app(unit: Unit) -> bool:
        return only_apps or isinstance(unit, AppFile | FactsOfApps)

    for apps, run in groupby(_work(request), key=is_app):
        with closing(_run_of(run, request, scorers, job, apps=apps)) as portions:
            yield from portions


def _run_of(
    run: Iterable[Unit], request: ScanRequest, scorers: Scorers, job: ScanJob, *, apps: bool
) -> Generator[Portion]:
    """Give the portions of work of one sort that stands together."""
    if apps:
        workers = request.workers or os.cpu_count() or 1
        return app_portions(run, scorers, job, request.apps, workers)
    # What is new, and who was asked already, can only be told where all is seen.
    workers = 1 if job.only_new or job.lookups else request.workers or 1
    return url_portions(run, scorers, job, workers)
