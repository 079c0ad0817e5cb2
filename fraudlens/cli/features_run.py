"""`features`: the matrix of a stream of targets as JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from fraudlens.cli.messages import tell
from fraudlens.cli.output import destination
from fraudlens.cli.progress import row_progress
from fraudlens.cli.scan_run import ScoreRequest, make_scorer
from fraudlens.cli.sources import Reading, units
from fraudlens.reasons import value_or_none
from fraudlens.scoring import read_chunk
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.cli.sources import Unit
    from fraudlens.scoring import Scorer


def run_features(
    targets: tuple[str, ...],
    *,
    model: Path | None,
    output: Path | None,
    column: str | None,
    quiet: bool,
) -> int:
    """Print the features of each target, and give the exit code: 3 if one was not read."""
    scorer = make_scorer("url", ScoreRequest(model=model))
    failed = False
    with destination(output) as write, row_progress(shown=not quiet) as advance:
        for unit in units(targets, Reading(column, apps=False, tell=tell)):
            rows = _rows(scorer, unit)
            write(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))
            failed = failed or any("error" in row for row in rows)
            advance(len(rows))
    return 3 if failed else 0


def _rows(scorer: Scorer, unit: Unit) -> list[dict[str, object]]:
    if isinstance(unit, Failure):
        return [{"error": {"code": unit.code, "message": unit.message}}]
    read = read_chunk(scorer.detector, unit)
    matrix = scorer.detector.matrix(read.facts, scorer.bundle.weights)
    names = scorer.detector.features.names
    rows: list[dict[str, object]] = [{} for _ in unit.targets]
    for position, values in zip(read.rows.tolist(), matrix, strict=True):
        rows[position] = dict(zip(names, map(value_or_none, values), strict=True))
    for position, error in read.failures:
        rows[position] = {"error": {"code": error.code, "message": error.message}}
    return rows
