"""Apps to their facts: read by processes that may die, or taken from a file of facts, in order."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, SourceError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from fraudlens.scanning.sources import AppFile, FactsOfApps
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure, Subject

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from apkscan.facts_file import FactsFile
    from apkscan.read.pool import AppAnswer, AppReaders
    from fraudlens.scanning.sources import Unit


@dataclass(frozen=True, slots=True)
class AppReading:
    """How apps are read."""

    facts: Path | None = None
    """File that keeps what was read; apps that it has are not read again."""
    limits: Limits = DEFAULT_LIMITS


def app_reading(facts: Path | None, seconds: float | None) -> AppReading:
    """Give the reading of these options."""
    limits = DEFAULT_LIMITS if seconds is None else replace(DEFAULT_LIMITS, max_app_seconds=seconds)
    return AppReading(facts, limits)


def app_targets(
    work: Iterable[Unit],
    reading: AppReading,
    workers: int,
    meanwhile: Iterable[None] = (),
) -> Generator[Chunk | Failure]:
    """Read apps: a chunk with the facts of one, or a failure, for each, in order.

    `meanwhile` is worked on while the first app is read, if one must be.
    """
    from apkscan.facts_file import FactsFile  # noqa: PLC0415  only for apps
    from apkscan.read.pool import AppReaders  # noqa: PLC0415  only for apps

    kept = FactsFile(reading.facts) if reading.facts else None
    try:
        readers = AppReaders(reading.limits, workers=workers, meanwhile=meanwhile)
        with closing(readers):
            yield from read_apps(work, readers, kept)
    finally:
        if kept:
            kept.close()


def read_apps(
    work: Iterable[Unit], readers: AppReaders, kept: FactsFile | None = None
) -> Generator[Chunk | Failure]:
    """Do the same by processes that are there; take all before they are asked again."""
    for unread, run in groupby(_known(work, kept), key=lambda app: isinstance(app, AppFile)):
        if unread:
            names = (app.name for app in run if isinstance(app, AppFile))
            yield from (_answered(answer, kept) for answer in readers.read(names))
        else:
            yield from (app for app in run if not isinstance(app, AppFile))


def _answered(answer: AppAnswer, kept: FactsFile | None) -> Chunk | Failure:
    if answer.facts is None:
        error = answer.error or InputError("nothing of it could be read")
        return Failure(Subject("apk", answer.path), error.code, error.message)
    if kept:
        kept.put(answer.path, answer.facts)
    return _chunk(answer.path, answer.facts)


def _known(work: Iterable[Unit], kept: FactsFile | None) -> Iterator[Chunk | Failure | AppFile]:
    """Give the facts of apps where they are known already, and the files that must be read."""
    for unit in work:
        match unit:
            case AppFile():
                facts = kept.get(unit.name) if kept else None
                yield unit if facts is None else _chunk(unit.name, facts)
            case FactsOfApps():
                yield from _kept_apps(unit.name)
            case _:
                yield unit


def _kept_apps(name: str) -> Iterator[Chunk | Failure]:
    """Give the apps of a file of facts, and a failure where they end before the file should."""
    from apkscan.facts_file import latest_lines  # noqa: PLC0415  only for apps

    try:
        yield from (_chunk(line.target, line.facts) for line in latest_lines(Path(name)))
    except SourceError as error:
        yield Failure(Subject("apk", name), error.code, error.message)


def _chunk(name: str, facts: str) -> Chunk:
    return Chunk(None, [facts], None, names=[name])
