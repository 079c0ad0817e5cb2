"""What a worker of a scan does: a piece of work to a piece of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle
from fraudlens.cli.analyzers import load_analyzer
from fraudlens.reports.formats import Format, body
from fraudlens.reports.tally import Tally, tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fraudlens.cli.sources import Unit
    from fraudlens.reports.look import Look


@dataclass(frozen=True, slots=True)
class ScanJob:
    """All that a worker process must know; it is pickled."""

    analyzer: str
    """`module:class`."""
    model: Path
    options: ScoreOptions
    form: Format
    look: Look


@dataclass(frozen=True, slots=True)
class Portion:
    """A piece of the report, and the counts of what it tells."""

    data: bytes
    tally: Tally


def make_scorer(job: ScanJob) -> Scorer:
    """Load analyzer and model of a job."""
    detector = load_analyzer(job.analyzer)
    return Scorer(detector, load_bundle(job.model, detector.features), job.options)


def build(job: ScanJob) -> Callable[[Unit], Portion]:
    """Give what turns a unit into a portion; loads the model once."""
    return portion_maker(make_scorer(job), job)


def portion_maker(scorer: Scorer, job: ScanJob) -> Callable[[Unit], Portion]:
    """Give the same for a scorer that is loaded."""

    def work(unit: Unit) -> Portion:
        outcomes = [unit] if isinstance(unit, Failure) else scorer.judge_chunk(unit)
        return Portion(body(job.form, outcomes, job.look), tally(outcomes))

    return work
