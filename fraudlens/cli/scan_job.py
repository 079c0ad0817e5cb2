"""A piece of work to a piece of the report: here, or in a worker process."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle
from fraudlens.reports.formats import body
from fraudlens.reports.tally import Tally, tally
from fraudlens.scanning.analyzers import ANALYZERS, load_analyzer
from fraudlens.scanning.judging import judged, judged_urls
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from fraudlens.baseline import OnlyNew
    from fraudlens.judged import JudgedChunk
    from fraudlens.reports.look import Look
    from fraudlens.reports.registry import Format
    from fraudlens.scanning.judging import Judged
    from fraudlens.scanning.lookups import Lookups
    from fraudlens.scanning.scorers import Scorers
    from fraudlens.scanning.sources import Unit
    from fraudlens.verdict import Outcome


@dataclass(frozen=True, slots=True)
class ScanJob:
    """How outcomes are written."""

    form: Format
    look: Look
    only_new: OnlyNew | None = None
    """Leaves out what a baseline knows. It remembers, so one process must see all outcomes."""
    lookups: Lookups | None = None
    """Judges addresses anew with what is known of their registration; remembers, too."""


@dataclass(frozen=True, slots=True)
class UrlJob:
    """All that a worker process must know to judge addresses; it is pickled."""

    analyzer: str
    """`module:class`."""
    model: Path
    options: ScoreOptions
    job: ScanJob


@dataclass(frozen=True, slots=True)
class Portion:
    """A piece of the report, and the counts of what it tells."""

    data: bytes
    tally: Tally


def url_portions(
    work: Iterable[Unit], scorers: Scorers, job: ScanJob, workers: int
) -> Generator[Portion]:
    """Judge chunks of addresses, in order; the model is loaded when the first one comes."""
    if workers == 1:
        for found in judged_urls(work, scorers):
            if job.lookups is None or isinstance(found, Failure):
                yield written(found, job)
            else:
                yield portion(job.lookups.revise(found, scorers.get("url")), job)
        return
    from fraudlens.workers import map_ordered  # noqa: PLC0415  multiprocessing, for these only

    scorer = scorers.get("url")
    url_job = UrlJob(ANALYZERS["url"], scorer.bundle.path, scorer.options, job)
    with closing(map_ordered(partial(build, url_job), work, workers=workers)) as portions:
        yield from portions


def written(found: Judged, job: ScanJob) -> Portion:
    """Write what came out."""
    return portion([found] if isinstance(found, Failure) else found, job)


def build(job: UrlJob) -> Callable[[Unit], Portion]:
    """Give what turns a unit into a portion in a worker; loads the model once."""
    detector = load_analyzer(job.analyzer)
    scorer = Scorer(detector, load_bundle(job.model, detector.features), job.options)

    def work(unit: Unit) -> Portion:
        return written(judged(unit, lambda: scorer), job.job)

    return work


def portion(outcomes: Sequence[Outcome] | JudgedChunk, job: ScanJob) -> Portion:
    """Write outcomes, without those that a baseline knows."""
    if job.only_new is None:
        return Portion(body(job.form, outcomes, job.look), tally(outcomes))
    news = job.only_new.keep(outcomes)
    counted = replace(tally(news), left_out=len(outcomes) - len(news))
    return Portion(body(job.form, news, job.look), counted)
