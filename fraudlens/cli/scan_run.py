"""A scan from options to exit code: the one place where its parts meet."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle, locate
from fraudlens.cli.analyzers import ANALYZERS, load_analyzer
from fraudlens.cli.messages import tell
from fraudlens.cli.options import FailOn
from fraudlens.cli.output import destination, is_terminal
from fraudlens.cli.progress import row_progress
from fraudlens.cli.scan_job import Portion, ScanJob, build, portion_maker
from fraudlens.cli.sources import Reading, units
from fraudlens.errors import SourceError, UsageError
from fraudlens.ownlists import ListText, OwnLists, read_lists
from fraudlens.reports.formats import Format, foot, head
from fraudlens.reports.look import Look
from fraudlens.reports.tally import Tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.verdict import Decision
from fraudlens.workers import map_ordered

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from fraudlens.bundle import Bundle
    from fraudlens.cli.sources import Unit
    from fraudlens.detector import Detector


_COLLECT_EVERY = 500_000
"""New containers between two searches for cycles; a chunk of 16,384 targets makes about 80,000."""


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """The options of scoring, as given."""

    model: Path | None = None
    reasons: int = 3
    base_rate: float | None = None
    lang: str = "en"
    allow: Path | None = None
    block: Path | None = None


_NOTHING = "give one address a line; blank lines and lines that start with # are skipped"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """The options of a scan, as given."""

    targets: tuple[str, ...]
    score: ScoreRequest
    form: str = "table"
    output: Path | None = None
    fail_on: FailOn = FailOn.FRAUD
    workers: int = 1
    quiet: bool = False
    column: str | None = None
    apps: bool = False


def run_scan(request: ScanRequest) -> int:
    """Scan, write the report, and give the exit code."""
    scorer = make_scorer("url", request.score)
    form = Format(request.form)
    look = make_look(request.output, scorer.bundle, request.score)
    job = ScanJob(ANALYZERS["url"], scorer.bundle.path, scorer.options, form, look)
    work = units(request.targets, Reading(request.column, request.apps, tell))
    total = Tally()
    to_terminal = request.output is None and is_terminal(sys.stdout)
    with (
        _rare_collection(),
        destination(request.output) as write,
        row_progress(shown=not (request.quiet or to_terminal)) as advance,
        closing(_portions(scorer, job, work, request.workers)) as portions,
    ):
        write(head(form, look))
        for portion in portions:
            write(portion.data)
            total += portion.tally
            advance(portion.tally.targets)
        write(foot(form, total, look))
    if not total.targets:
        tell(SourceError("there was no target in what was named", hint=_NOTHING))
    return exit_code(total, request.fail_on)


def make_scorer(kind: str, request: ScoreRequest) -> Scorer:
    """Load analyzer, model and own lists.

    Raises:
        FraudlensError: an option makes no sense, or there is no usable model.
    """
    if request.base_rate is not None and not 0 < request.base_rate < 1:
        raise UsageError(
            f"--base-rate: {request.base_rate:g} is no share above 0 and below 1",
            hint="give the share of fraud that you expect, such as 0.01",
        )
    detector = load_analyzer(ANALYZERS[kind])
    lists = _own_lists(detector, request)
    bundle = load_bundle(request.model or locate(kind), detector.features)
    options = ScoreOptions(request.reasons, request.lang, request.base_rate, lists)
    return Scorer(detector, bundle, options)


def make_look(output: Path | None, bundle: Bundle, request: ScoreRequest) -> Look:
    """Find out how the reader's terminal is; a file and a pipe get no colour."""
    return Look(
        width=shutil.get_terminal_size().columns,
        colour=output is None
        and is_terminal(sys.stdout)
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb",
        lang=request.lang,
        thresholds=bundle.manifest.thresholds,
        base_rate=request.base_rate or bundle.manifest.calibration.base_rate,
    )


def exit_code(total: Tally, fail_on: FailOn) -> int:
    """Give 1 if something is at or above `fail_on`, else 3 if something was not read, else 0."""
    if fail_on is not FailOn.NEVER and total.at_or_above(Decision(fail_on.value)):
        return 1
    return 3 if total.failed else 0


def _portions(
    scorer: Scorer, job: ScanJob, work: Iterable[Unit], workers: int
) -> Generator[Portion]:
    if workers == 1:
        yield from map(portion_maker(scorer, job), work)
    else:
        with closing(map_ordered(partial(build, job), work, workers=workers)) as portions:
            yield from portions


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for cycles rarely: outcomes form none, and the search took a fifth of a scan's time."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECT_EVERY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _own_lists(detector: Detector, request: ScoreRequest) -> OwnLists:
    return read_lists(
        detector,
        allow=_list_text("--allow", request.allow),
        block=_list_text("--block", request.block),
    )


def _list_text(option: str, path: Path | None) -> ListText | None:
    if path is None:
        return None
    try:
        return ListText(str(path), path.read_text("utf-8-sig"))
    except OSError as exc:
        raise UsageError(f"{option}: {path}: {exc.strerror}", hint="check the name") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{option}: {path}: is no UTF-8 text", hint="save it as UTF-8") from exc
