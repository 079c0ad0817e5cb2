"""Read and judge apps one after another: `python -m tools.bench.app_warm SPEC`, one line an app.

SPEC is a file with JSON: `apps` (paths), `model` (folder of a bundle or null), `warm_ups` (apps
that are read first and not counted). What is timed is what a scan does with each app, in this one
process: facts, columns, score, the score of its links, findings, reasons, verdict.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from apkscan.facts_json import facts_to_json
from apkscan.read.app import read_app
from fraudlens.cli.scorers import ScoreRequest, make_scorer
from fraudlens.errors import InputError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from fraudlens.scoring import Scorer
    from fraudlens.training.evaluate import Table


def main(spec: Path) -> None:
    """Print a line of JSON for each app."""
    given = json.loads(spec.read_text("utf-8"))
    scorer = make_scorer("apk", ScoreRequest(Path(given["model"]) if given["model"] else None))
    apps = [Path(name) for name in given["apps"]]
    for path in apps[: given["warm_ups"]]:
        measure(path, scorer)
    for path in apps:
        print(json.dumps(measure(path, scorer)), flush=True)


def measure(path: Path, scorer: Scorer) -> Table:
    """Give sizes, times in seconds and verdict of one app."""
    size = len(path.read_bytes())  # from here on the system has it in memory
    times = [_now()]
    try:
        facts = facts_to_json(read_app(path, DEFAULT_LIMITS))
        times.append(_now())
        (outcome,) = scorer.score_chunk(Chunk(None, [facts], None, names=[str(path)]))
        verdict = outcome.code if isinstance(outcome, Failure) else outcome.decision.value
    except InputError as error:
        verdict = error.code
    times.append(_now())
    spans = dict(zip(("seconds", "cpu_seconds"), _between(times[0], times[-1]), strict=True))
    reading = _between(times[0], times[1])[1]
    return {"bytes": size, "verdict": verdict, "read_cpu_seconds": reading, **spans}


def _now() -> tuple[float, float]:
    return perf_counter(), process_time()


def _between(start: tuple[float, float], end: tuple[float, float]) -> list[float]:
    return [after - before for before, after in zip(start, end, strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
