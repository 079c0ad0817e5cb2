"""Ours and the peers on the same apps: what each says, and what it costs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.app_peers import Place, Tool, ours, tools
from tools.bench.app_speed import judge_warm
from tools.bench.peer import Absent
from tools.bench.timing import Once, run_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fraudlens.training.evaluate import Table
    from tools.bench.app_sample import App, Apps
    from tools.bench.app_speed import AppRace

_SAID = 200
"""Characters kept of what a tool said last."""


def app_race(
    apps: Apps,
    what: AppRace,
    peers: Sequence[tuple[str, Tool | Absent]],
    cache: Path,
    say: Callable[[str], None],
) -> Table:
    """Run every tool on every app of the draw: plain JSON that names no app.

    Raises:
        CommandFailed: ours did not get through the apps.
    """
    drawn = apps.both(what.peers)
    load = [round(part, 2) for part in os.getloadavg()]
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        warm = judge_warm(drawn, what, Path(folder))
        found = [{"name": "fraudlens", **_ran(ours(what), drawn, what, Path(folder), say)}]
        for name, tool in peers:
            if isinstance(tool, Absent):
                found.append({"name": name, "absent": tool.reason})
            else:
                found.append({"name": name, **_ran(tool, drawn, what, Path(folder), say)})
    return {
        "origin": apps.origin,
        "choice": apps.choice,
        "load": load,
        "cap_s": what.cap_s,
        "fraud": [app.fraud for app in drawn],
        "warm": list(warm.lines),
        "warm_peak_bytes": warm.peak_bytes,
        "tools": found,
    }


def install_peers(
    cache: Path, rules: Path | None, say: Callable[[str], None]
) -> tuple[tuple[str, Tool | Absent], ...]:
    """Install all peers, and say which are left out."""
    found = tools(cache, rules, say)
    for _, tool in found:
        if isinstance(tool, Absent):
            say(tool.reason)
    return found


def _ran(
    tool: Tool, apps: Sequence[App], what: AppRace, folder: Path, say: Callable[[str], None]
) -> Table:
    say(f"{tool.name} reads {len(apps)} apps")
    return {"called": tool.name, "runs": [_run(tool, app, what, folder) for app in apps]}


def _run(tool: Tool, app: App, what: AppRace, folder: Path) -> Table:
    """Give time, memory and verdict; `status` is `answered`, `ended` or `crashed`."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        place = Place(app.path.resolve(), Path(own).resolve())
        how = Once(cap_s=what.cap_s, output=place.output, environ=tool.environ(place))
        run = run_once(tool.command(place), how)
        status, verdict, said = "ended" if run.ended else "crashed", None, run.said
        if not run.ended and run.code in tool.codes:
            try:
                verdict = tool.verdict(place)
                status = "answered"
            except (OSError, ValueError, KeyError) as error:
                said = f"{type(error).__name__}: {error}"
    return {
        "status": status,
        "verdict": verdict,
        "seconds": run.seconds,
        "cpu_seconds": run.cpu_seconds,
        "peak_bytes": run.peak_bytes,
        "said": "" if status == "answered" else said[:_SAID],
    }
