"""`features`: the matrix of a stream of targets as JSON Lines."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from fraudlens.cli.messages import tell
from fraudlens.cli.output import destination
from fraudlens.cli.progress import row_progress
from fraudlens.cli.scorers import ScoreRequest, make_scorer
from fraudlens.reasons import value_or_none
from fraudlens.scanning.apps import AppReading, app_targets
from fraudlens.scanning.scorers import make_detector
from fraudlens.scanning.sources import Reading, app_units, units
from fraudlens.scoring import read_chunk
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from fraudlens.detector import Detector, Weights


@dataclass(frozen=True, slots=True)
class FeaturesRequest:
    """The options, as given."""

    targets: tuple[str, ...]
    kind: str = "url"
    model: Path | None = None
    output: Path | None = None
    column: str | None = None
    quiet: bool = False
    workers: int | None = None
    apps: AppReading = field(default_factory=AppReading)


def run_features(request: FeaturesRequest) -> int:
    """Print the features of each target, and give the exit code: 3 if one was not read."""
    detector, weights = _columns(request)
    failed = False
    with (
        destination(request.output) as write,
        row_progress(shown=not request.quiet) as advance,
        closing(_work(request)) as work,
    ):
        for unit in work:
            rows = _rows(detector, weights, unit)
            write(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))
            failed = failed or any("error" in row for row in rows)
            advance(len(rows))
    return 3 if failed else 0


def _columns(request: FeaturesRequest) -> tuple[Detector, Weights]:
    """Give the analyzer, and the learned tables that its columns need."""
    detector = make_detector(request.kind)
    if any(feature.learned for feature in detector.features.features):
        scorer = make_scorer(request.kind, ScoreRequest(model=request.model))
        return scorer.detector, scorer.bundle.weights
    return detector, {}


def _work(request: FeaturesRequest) -> Generator[Chunk | Failure]:
    if request.kind == "apk":
        workers = request.workers or os.cpu_count() or 1
        yield from app_targets(app_units(request.targets, tell), request.apps, workers)
        return
    found = units(request.targets, Reading(request.column, apps=False, tell=tell))
    yield from (unit for unit in found if isinstance(unit, Chunk | Failure))


def _rows(detector: Detector, weights: Weights, unit: Chunk | Failure) -> list[dict[str, object]]:
    if not isinstance(unit, Chunk):
        return [{"error": {"code": unit.code, "message": unit.message}}]
    read = read_chunk(detector, unit)
    matrix = detector.matrix(read.facts, weights)
    names = detector.features.names
    rows: list[dict[str, object]] = [{} for _ in unit.targets]
    for position, values in zip(read.rows.tolist(), matrix, strict=True):
        rows[position] = dict(zip(names, map(value_or_none, values), strict=True))
    for position, error in read.failures:
        rows[position] = {"error": {"code": error.code, "message": error.message}}
    return rows
