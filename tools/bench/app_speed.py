"""What an app costs us, one after another and as a whole command, and what `AnalyzeAPK` takes."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from tools.bench.speed import FRAUDLENS
from tools.bench.timing import CommandFailed, Once, Plan, run_once, time_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fraudlens.training.evaluate import Table
    from fraudlens.training.tables import Figures
    from tools.bench.app_sample import App, Apps

READ = frozenset({"clear", "suspicious", "fraud"})
"""Verdicts of apps that could be read."""
_CODES = (0, 3)
"""Exit codes of a scan: some apps may be none that any Android would take."""
_WARM_UPS = 10


@dataclass(frozen=True, slots=True)
class AppRace:
    """How much to measure."""

    apps: int = 300
    """Apps judged one after another, and in one command."""
    reference: int = 20
    """Apps that `AnalyzeAPK` reads."""
    peers: int = 40
    """Apps that the peers read, half of them fraud."""
    runs: int = 5
    """Timed runs of a whole command, after a warm-up."""
    cap_s: int = 60
    """CPU seconds that another tool may take for one app."""
    model: Path | None = None
    """Folder of a bundle; without it the shipped one."""

    def scan(self, apps: Sequence[Path], *options: str) -> tuple[str, ...]:
        """Give the command that judges apps."""
        model = ("--model", str(self.model.resolve())) if self.model else ()
        rest = ("--fail-on", "never", "--quiet", *model, *options)
        return (*FRAUDLENS, "apk", "scan", *(str(app.resolve()) for app in apps), *rest)


@dataclass(frozen=True, slots=True)
class Warm:
    """Apps judged one after another by one process on one core."""

    lines: tuple[Figures, ...]
    """Of each app: `bytes`, `seconds`, `cpu_seconds`, `read_cpu_seconds`, `verdict`."""
    peak_bytes: int


def app_speed(apps: Apps, what: AppRace, cache: Path, say: Callable[[str], None]) -> Table:
    """Time ours and `AnalyzeAPK`: plain JSON.

    Raises:
        CommandFailed: a run of ours failed.
    """
    cache.mkdir(parents=True, exist_ok=True)
    load = [round(part, 2) for part in os.getloadavg()]
    drawn = apps.every[: what.apps]
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        say(f"judging {len(drawn)} apps, one after another")
        warm = judge_warm(drawn, what, Path(folder))
        cold, middle = _cold(drawn, warm, what, say)
        return {
            "origin": apps.origin,
            "load": load,
            "runs": what.runs,
            "warm": _warm_figures(warm),
            "cold": cold,
            "cold_bytes": middle,
            "many": _many(drawn, what, Path(folder), say),
            "reference": _reference(apps, what, Path(folder), say),
        }


def judge_warm(apps: Sequence[App], what: AppRace, folder: Path) -> Warm:
    """Judge apps in one process on one core.

    Raises:
        CommandFailed: it did not get through.
    """
    spec, output = folder / "warm.json", folder / "warm.out"
    model = str(what.model.resolve()) if what.model else None
    names = [str(app.path.resolve()) for app in apps]
    spec.write_text(json.dumps({"apps": names, "model": model, "warm_ups": _WARM_UPS}), "utf-8")
    command = [sys.executable, "-m", "tools.bench.app_warm", str(spec.resolve())]
    run = run_once(command, Once(output=output))
    if run.code:
        raise CommandFailed(f"exit code {run.code}: {run.said}")
    lines = tuple(json.loads(line) for line in output.read_text("utf-8").splitlines())
    return Warm(lines, run.peak_bytes)


def spread(values: Sequence[float]) -> Table:
    """Give median, 90th and 95th percentile and maximum; a percentile is one of the values."""
    if not values:
        return {"median": None, "p90": None, "p95": None, "most": None}
    high, higher = np.percentile(values, (90, 95), method="higher").tolist()
    return {"median": median(values), "p90": high, "p95": higher, "most": max(values)}


def _warm_figures(warm: Warm) -> Table:
    read = [line for line in warm.lines if line["verdict"] in READ]
    return {
        "apps": len(warm.lines),
        "refused": len(warm.lines) - len(read),
        "bytes": sum(line["bytes"] for line in warm.lines),
        "seconds": spread([line["seconds"] for line in read]),
        "cpu_seconds": spread([line["cpu_seconds"] for line in read]),
        "read_cpu_seconds": spread([line["read_cpu_seconds"] for line in read]),
        "total_seconds": sum(line["seconds"] for line in warm.lines),
        "total_cpu_seconds": sum(line["cpu_seconds"] for line in warm.lines),
        "peak_bytes": warm.peak_bytes,
    }


def _cold(
    apps: Sequence[App], warm: Warm, what: AppRace, say: Callable[[str], None]
) -> tuple[list[Figures], int]:
    """Time the command on the app of middle size, on one core and on all."""
    read = [
        (line["bytes"], app.path)
        for app, line in zip(apps, warm.lines, strict=True)
        if line["verdict"] in READ
    ]
    if not read:
        raise CommandFailed("none of the apps could be read")
    size, path = sorted(read)[len(read) // 2]
    found: list[Figures] = []
    for cores in dict.fromkeys((1, os.cpu_count() or 1)):
        say(f"timing the command on one app, {cores} core(s)")
        timing = time_command(what.scan([path]), Plan(what.runs, cores=cores))
        found.append(
            {
                "cores": timing.cores,
                "seconds": timing.median,
                "fastest": min(timing.seconds),
                "slowest": max(timing.seconds),
                "cpu_seconds": median(timing.cpu_seconds),
                "peak_bytes": timing.peak_bytes,
            }
        )
    return found, size


def _many(apps: Sequence[App], what: AppRace, folder: Path, say: Callable[[str], None]) -> Table:
    """Time one command on all apps and all cores."""
    cores = os.cpu_count() or 1
    say(f"judging {len(apps)} apps with {cores} core(s)")
    options = ("--format", "jsonl", "--output", str((folder / "many.jsonl").resolve()))
    command = what.scan([app.path for app in apps], *options)
    timing = time_command(command, Plan(1, warm_ups=0, cores=cores, codes=_CODES))
    return {
        "apps": len(apps),
        "cores": timing.cores,
        "seconds": timing.median,
        "cpu_seconds": timing.cpu_seconds[0],
        "peak_bytes": timing.peak_bytes,
    }


def _reference(apps: Apps, what: AppRace, folder: Path, say: Callable[[str], None]) -> Table:
    """Time `AnalyzeAPK` beside ours on the same apps, honest and fraud in turn."""
    drawn = apps.both(what.reference)
    ours = judge_warm(drawn, what, folder).lines if drawn else ()
    pairs, ended, crashed, peak = [], 0, 0, 0
    for number, (app, mine) in enumerate(zip(drawn, ours, strict=True), 1):
        say(f"AnalyzeAPK, app {number} of {len(drawn)}")
        output = folder / "reference.out"
        command = [sys.executable, "-m", "tools.bench.app_reference", str(app.path.resolve())]
        run = run_once(command, Once(cap_s=what.cap_s, output=output))
        peak = max(peak, run.peak_bytes)
        if run.ended:
            ended += 1
            theirs: Figures = {"seconds": run.seconds, "cpu_seconds": run.cpu_seconds}
        elif run.code:
            crashed += 1
            continue
        else:
            theirs = json.loads(output.read_text("utf-8"))
        if mine["verdict"] in READ:
            pairs.append((mine, theirs))
    figures: Table = {"apps": len(drawn), "compared": len(pairs), "ended": ended}
    figures |= {"crashed": crashed, "peak_bytes": peak}
    for name, side in (("ours", 0), ("theirs", 1)):
        for key in ("seconds", "cpu_seconds"):
            figures[f"{name}_{key}"] = spread([pair[side][key] for pair in pairs])
    return figures
