"""A piece of work to a piece of the report: here, or in a worker process."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle
from fraudlens.cli.analyzers import ANALYZERS, load_analyzer
from fraudlens.reports.formats import body
from fraudlens.reports.tally import Tally, tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure
from fraudlens.workers import map_ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from fraudlens.baseline import OnlyNew
    from fraudlens.cli.scorers import Scorers
    from fraudlens.cli.sources import Unit
    from fraudlens.judged import JudgedChunk
    from fraudlens.reports.look import Look
    from fraudlens.reports.registry import Format
    from fraudlens.verdict import Outcome


@dataclass(frozen=True, slots=True)
class ScanJob:
    """How outcomes are written."""

    form: Format
    look: Look
    only_new: OnlyNew | None = None
    """Leaves out what a baseline knows. It remembers, so one process must see all outcomes."""


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
        yield from (portion_of(unit, scorers, job) for unit in work)
        return
    scorer = scorers.get("url")
    url_job = UrlJob(ANALYZERS["url"], scorer.bundle.path, scorer.options, job)
    with closing(map_ordered(partial(build, url_job), work, workers=workers)) as portions:
        yield from portions


def portion_of(unit: Unit, scorers: Scorers, job: ScanJob) -> Portion:
    """Judge a chunk of addresses; a failure needs no model."""
    if not isinstance(unit, Chunk):
        return failed(unit, job)
    return judged(scorers.get("url"), unit, job)


def judged(scorer: Scorer, chunk: Chunk, job: ScanJob) -> Portion:
    """Judge a chunk and write what came out."""
    return _portion(scorer.judge_chunk(chunk), job)


def failed(unit: Unit, job: ScanJob) -> Portion:
    """Write an outcome that is known without a model."""
    if not isinstance(unit, Failure):
        raise TypeError(f"{type(unit).__name__} is no outcome")
    return _portion([unit], job)


def build(job: UrlJob) -> Callable[[Unit], Portion]:
    """Give what turns a unit into a portion in a worker; loads the model once."""
    detector = load_analyzer(job.analyzer)
    scorer = Scorer(detector, load_bundle(job.model, detector.features), job.options)

    def work(unit: Unit) -> Portion:
        return judged(scorer, unit, job.job) if isinstance(unit, Chunk) else failed(unit, job.job)

    return work


def _portion(outcomes: Sequence[Outcome] | JudgedChunk, job: ScanJob) -> Portion:
    if job.only_new is None:
        return Portion(body(job.form, outcomes, job.look), tally(outcomes))
    news = job.only_new.keep(outcomes)
    counted = replace(tally(news), left_out=len(outcomes) - len(news))
    return Portion(body(job.form, news, job.look), counted)
