"""The work of `fraudlens cache`: where the file is, what time it is, and what to say."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fraudlens.cli.messages import counted
from fraudlens.cli.output import destination
from fraudlens.errors import SourceError
from fraudlens.presence import exists
from fraudlens.reports.escape import visible
from urlguard.registration.cache import CacheStats, RegistrationCache
from urlguard.registration.cache_lines import ImportReport, bounded_lines, export, import_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FILE = "registration.sqlite"
_STDIN = Path("-")


def cache_path(path: Path | None) -> Path:
    """Give the file that was named, else the one in the user's cache folder."""
    if path is not None:
        return path
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "")
    # The XDG Base Directory Specification, version 0.8: a path that is not absolute is ignored.
    base = folder if folder.is_absolute() else Path.home() / ".cache"
    return base / "fraudlens" / _FILE


def stats_lines(path: Path | None, *, as_json: bool) -> Iterator[str]:
    """Give what the cache holds, in lines.

    Raises:
        FraudlensError: the cache cannot be read.
    """
    place = cache_path(path)
    if not exists(place):
        found = CacheStats({}, 0, 0, None, None, 0)
    else:
        with RegistrationCache(place) as cache:
            found = cache.stats(datetime.now(UTC))
    yield from [_stats_json(place, found)] if as_json else _stats_text(place, found)


def export_cache(path: Path | None, output: Path | None) -> None:
    """Write all facts as JSON Lines.

    Raises:
        FraudlensError: the cache cannot be read, or the file cannot be written.
    """
    with RegistrationCache(_existing(path)) as cache, destination(output) as write:
        count = export(cache.everything(), write)
    _say(f"{counted(count, 'domain')} written")


def import_files(path: Path | None, files: Sequence[Path]) -> int:
    """Take facts from files, and tell how many lines could not be read.

    Raises:
        FraudlensError: a file cannot be read, or the cache cannot be written.
    """
    now = datetime.now(UTC)
    bad = 0
    with RegistrationCache(cache_path(path)) as cache:
        for file in files:
            report = _import(cache, file, now)
            bad += report.bad
            _tell(file, report)
    return bad


def prune_cache(path: Path | None) -> str:
    """Take out stale facts, and say how many.

    Raises:
        FraudlensError: the cache cannot be written.
    """
    with RegistrationCache(_existing(path)) as cache:
        gone = cache.prune(datetime.now(UTC))
        left = cache.stats(datetime.now(UTC)).fresh
    return f"{counted(gone, 'domain')} taken out, {left} left"


def _existing(path: Path | None) -> Path:
    place = cache_path(path)
    if not exists(place):
        raise SourceError(
            f"{place}: there is no cache yet",
            hint="look-ups and 'fraudlens cache import' make it; or name one with --cache",
        )
    return place


def _import(cache: RegistrationCache, file: Path, now: datetime) -> ImportReport:
    if file == _STDIN:
        return import_lines(cache, bounded_lines(sys.stdin.buffer), now, name="stdin")
    try:
        with file.open("rb") as stream:
            return import_lines(cache, bounded_lines(stream), now, name=file.name)
    except OSError as exc:
        raise SourceError(f"{file}: cannot be read: {exc.strerror}", hint="check the name") from exc


def _tell(file: Path, report: ImportReport) -> None:
    for line in report.told:
        _say(f"{file}:{line.number}: {line.why}")
    more = report.bad - len(report.told)
    if more:
        _say(f"{file}: {more} more lines could not be read")
    _say(
        f"{file}: {counted(report.taken, 'domain')} taken, {report.older} older than what is known"
    )


def _say(text: str) -> None:
    typer.echo(visible(text), err=True)


def _stats_json(place: Path, found: CacheStats) -> str:
    return json.dumps(
        {
            "file": str(place),
            "domains": found.fresh + found.stale,
            "states": found.states,
            "fresh": found.fresh,
            "stale": found.stale,
            "oldest": found.oldest.isoformat() if found.oldest else None,
            "newest": found.newest.isoformat() if found.newest else None,
            "bytes": found.bytes,
        }
    )


def _stats_text(place: Path, found: CacheStats) -> Iterator[str]:
    yield f"file     {visible(str(place))}"
    yield f"size     {found.bytes} bytes"
    yield f"domains  {found.fresh + found.stale}, of them {found.fresh} fresh, {found.stale} stale"
    for state, count in found.states.items():
        yield f"  {state:<12}  {count}"
    if found.oldest and found.newest:
        yield f"learned  {found.oldest:%Y-%m-%d} to {found.newest:%Y-%m-%d}"
