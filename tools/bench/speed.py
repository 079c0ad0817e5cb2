"""Speed and memory of whole scans of a made-up file, and of the peer on its head."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tools.bench.made_urls import write_urls
from tools.bench.peer import NAME, Absent, Peer, score_command
from tools.bench.timing import Plan, Timing, time_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from fraudlens.training.evaluate import Table

FRAUDLENS = (
    sys.executable,
    "-c",
    "from fraudlens.cli.app import main; main()",
)
"""The command `fraudlens` of this environment, whether or not it is installed."""
_UNREAD = (0, 3)
"""Exit codes of a scan: some of the made-up lines are no URL."""
MANY = 10_000_000
MANY_BYTES = 1 << 30
"""Most memory that a scan of `MANY` lines may take."""


@dataclass(frozen=True, slots=True)
class Race:
    """What to time."""

    rows: int = 1_000_000
    peer_rows: int = 2_000
    runs: int = 5
    seed: int = 0
    model: Path | None = None
    """Folder of a bundle; without it the shipped one."""
    many: int = 0
    """Lines of one more scan, for its memory only; 0 skips it."""


@dataclass(frozen=True, slots=True)
class _Track:
    """A made-up file and who is timed on it."""

    race: Race
    folder: Path
    say: Callable[[str], None]

    def scan(self, urls: Path, workers: int, output: Path | None) -> tuple[str, ...]:
        """Give the command that is timed."""
        model = ("--model", str(self.race.model.resolve())) if self.race.model else ()
        to = ("--output", str(output)) if output else ()
        options = ("--format", "jsonl", "--reasons", "0", "--fail-on", "never", "--quiet")
        count = ("--workers", str(workers))
        return (*FRAUDLENS, "url", "scan", str(urls), *options, *count, *model, *to)


def race(what: Race, peer: Peer | Absent, cache: Path, say: Callable[[str], None]) -> Table:
    """Time ours and the peer: plain JSON.

    Raises:
        CommandFailed: a run failed.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        track = _Track(what, Path(folder), say)
        urls = track.folder / "urls.txt"
        say(f"making {what.rows} URLs")
        size = write_urls(urls, what.rows, what.seed)
        return {
            "bytes": size,
            "runs": what.runs,
            "load": [round(load, 2) for load in os.getloadavg()],
            "lines": [
                *(_ours(track, urls, workers) for workers in (1, 2)),
                *(_peer(track, urls, peer) if isinstance(peer, Peer) else ()),
            ],
            "peer": {"absent": peer.reason} if isinstance(peer, Absent) else peer.version,
            "help": _timed(track, "help", (*FRAUDLENS, "--help"), Plan(runs=what.runs)),
            "many": _many(track) if what.many else None,
        }


def _timed(track: _Track, name: str, command: tuple[str, ...], plan: Plan) -> Table:
    track.say(f"timing: {name}")
    return _figures(time_command(command, plan))


def _figures(timing: Timing) -> Table:
    return {
        "seconds": timing.median,
        "fastest": min(timing.seconds),
        "slowest": max(timing.seconds),
        "cpu_seconds": median(timing.cpu_seconds),
        "peak_bytes": timing.peak_bytes,
        "cores": timing.cores,
    }


def _ours(track: _Track, urls: Path, workers: int) -> Table:
    name = f"fraudlens url scan, {workers} worker{'s' * (workers > 1)}"
    command = track.scan(urls, workers, track.folder / "out.jsonl")
    plan = Plan(track.race.runs, cores=workers, codes=_UNREAD)
    timed = _timed(track, name, command, plan)
    rows = track.race.rows
    size = urls.stat().st_size
    return {"name": name, "rows": rows, "bytes": size, "start_seconds": 0.0, **timed}


def _peer(track: _Track, urls: Path, peer: Peer) -> tuple[Table, ...]:
    """Time the peer's command line, and its library without reasons, both on one core.

    Its start is timed on one row and taken off, since it judges few rows here: that favours it.
    """
    with urls.open(encoding="utf-8") as file:
        head = [line.rstrip("\n") for line in islice(file, track.race.peer_rows)]
    lone = Peer(peer.python, peer.version, peer.cache, workers=1)
    lines = []
    for name, suffix, command in (
        (f"{NAME} command line, with its reasons", "csv", _peer_command),
        (f"{NAME} library, without reasons", "jsonl", score_command),
    ):
        timed = []
        for rows in (head[:1], head):
            source = track.folder / f"peer-{len(rows)}.{suffix}"
            written = ["url", *rows] if suffix == "csv" else [json.dumps(row) for row in rows]
            source.write_text("".join(f"{line}\n" for line in written), "utf-8")
            full = tuple(command(lone, source, track.folder / "peer.out"))
            timed.append(_timed(track, f"{name}, {len(rows)}", full, Plan(track.race.runs)))
        size = sum(len(row.encode()) + 1 for row in head)
        start = timed[0]["seconds"]
        sizes: Table = {"rows": len(head), "bytes": size, "start_seconds": start}
        lines.append({"name": name, **sizes, **timed[1]})
    return tuple(lines)


def _peer_command(peer: Peer, source: Path, target: Path) -> list[str]:
    options = ["--url-column", "url", "--workers", "1", "--quiet"]
    return [str(peer.python), "-I", "-m", NAME, str(source), "-o", str(target), *options]


def _many(track: _Track) -> Table:
    urls, rows = track.folder / "many.txt", track.race.many
    track.say(f"making {rows} URLs")
    size = write_urls(urls, rows, track.race.seed)
    plan = Plan(runs=1, warm_ups=0, codes=_UNREAD)
    timed = _timed(track, f"{rows} lines", track.scan(urls, 1, None), plan)
    return {"rows": rows, "bytes": size, "most_bytes": MANY_BYTES, **timed}
