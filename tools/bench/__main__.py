"""Measure ours beside public peers: `python -m tools.bench [speed|accuracy|apps|lookups]`.

Tables go to standard output as Markdown, progress to standard error. Accuracy needs the labelled
data, which is no part of the project: `$FRAUDLENS_DATA` or `../shared/data`; without it that half
is left out, with the reason. `apps` measures all parts of apps (`app-speed`, `app-parity`,
`app-peers`), on those of `$FRAUDLENS_APPS` or `../corpus/files`, else on small ones that tests
build. `lookups` is measured only when asked for: a server on loopback, killed and resumed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import FraudlensError
from tools.bench.accuracy import Comparison, compare
from tools.bench.app_command import APP_PARTS, add_app_options, measure_apps
from tools.bench.lookups import (
    LookupRace,
    add_lookup_options,
    lookup_text,
    lookups_broken,
    measure_lookups,
)
from tools.bench.peer import Absent, Peer, install
from tools.bench.speed import MANY, Race, race
from tools.bench.tables import accuracy_tables, speed_tables, text_of
from tools.bench.timing import TOP, CommandFailed
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fraudlens.training.evaluate import Table

_FILES = (
    "urls/malicious.parquet",
    "urls/benign.parquet",
    "urls/labelled_phishstorm_2014.csv.gz",
)


_URL_PARTS = ("speed", "accuracy", "all")


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Measure and print; 0, or 1 if a measured bound is broken, or 2 if a measurement failed."""
    options = _parser().parse_args(arguments)
    peer = _peer(options) if options.what in _URL_PARTS else Absent("only apps are measured")
    figures: dict[str, Table] = {}
    failed = False
    try:
        # Speed comes first: it is cheap, and shows soon that all is in place.
        if options.what in {"speed", "all"}:
            figures["speed"] = _speed(options, peer)
        if options.what in {"accuracy", "all"}:
            figures["accuracy"] = _accuracy(options, peer, environ)
        if options.what in {*APP_PARTS, "apps", "all"}:
            figures["apps"] = measure_apps(options, environ, _say)
        if options.what == "lookups":
            figures["lookups"] = _lookups(options)
    except FraudlensError as error:
        failed = True
        _say(f"{error.message}\n  hint: {error.hint}" if error.hint else error.message)
    except (CommandFailed, subprocess.CalledProcessError) as error:
        failed = True
        _say(str(error))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 2 if failed else int(any(map(_broken, figures.values())))


def _speed(options: argparse.Namespace, peer: Peer | Absent) -> Table:
    what = Race(
        rows=options.rows,
        runs=options.runs,
        seed=options.seed,
        model=options.model,
        many=MANY if options.ten_million else 0,
    )
    found = race(what, peer, options.cache, _say)
    print(text_of(speed_tables(found)), flush=True)
    return found


def _accuracy(
    options: argparse.Namespace, peer: Peer | Absent, environ: Mapping[str, str]
) -> Table:
    folder = options.data or Path(environ.get("FRAUDLENS_DATA") or TOP.parent / "shared" / "data")
    data = tuple(folder / name for name in _FILES)
    if missing := [path.name for path in data if not path.is_file()]:
        reason = f"no labelled data ({', '.join(missing)}): set FRAUDLENS_DATA to its folder"
        print(f"Accuracy was not measured: {reason}.")
        return {"absent": reason}
    what = Comparison(data, options.config, options.model, options.peer_rows, options.cache)
    found = compare(UrlDetector(), what, peer, _say)
    print(text_of(accuracy_tables(found)))
    return found


def _lookups(options: argparse.Namespace) -> Table:
    what = LookupRace(options.lookups, options.concurrency, options.server_delay)
    found = measure_lookups(what, _say)
    print(lookup_text(found))
    return {**found, "broken": lookups_broken(found, what)}


def _peer(options: argparse.Namespace) -> Peer | Absent:
    if options.no_peer:
        return Absent("The peer was left out, as asked")
    found = install(options.cache, options.peer_workers, _say)
    if isinstance(found, Absent):
        _say(f"{found.reason}; only ours is measured")
    return found


def _broken(figures: Table) -> bool:
    many = figures.get("many")
    too_large = isinstance(many, dict) and many["peak_bytes"] >= many["most_bytes"]
    return too_large or figures.get("broken") is True


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tools.bench", description=__doc__)
    add = parser.add_argument
    parts = (*_URL_PARTS, *APP_PARTS, "apps", "lookups")
    add("what", nargs="?", choices=parts, default="all")
    add("--json", type=Path, help="also write all figures to this file")
    add("--model", type=Path, help="folder of a bundle instead of the shipped model")
    add("--cache", type=Path, default=TOP / "runs" / "bench", help="where peers are installed")
    add("--no-peer", action="store_true", help="measure only ours")
    cores = os.cpu_count() or 1
    add("--peer-workers", type=int, default=cores, help="processes that score accuracy rows")
    accuracy = parser.add_argument_group("accuracy")
    add = accuracy.add_argument
    add("--data", type=Path, help="folder of the labelled data")
    config = TOP / "datasets" / "training" / "url.toml"
    add("--config", type=Path, default=config, help="training configuration that gives the split")
    add("--peer-rows", type=int, default=20_000, help="rows of each form, class, role; 0: all")
    speed = parser.add_argument_group("speed")
    add = speed.add_argument
    add("--rows", type=int, default=1_000_000, help="lines of the made-up file")
    add("--runs", type=int, default=5, help="timed runs, after a warm-up")
    add("--seed", type=int, default=0, help="of the made-up URLs")
    add("--ten-million", action="store_true", help="check the memory of a scan of so many lines")
    add_app_options(parser)
    add_lookup_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
