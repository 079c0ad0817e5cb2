"""Names on the command line as a stream of work: chunks of targets, and failures in their place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.errors import SourceError
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure, Subject
from urlguard.inputs import (
    is_app,
    looks_like_file,
    open_targets,
    targets_from_arguments,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Unit: TypeAlias = Chunk | Failure
"""A piece of work for the scorer, or an outcome that is known without one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How names are turned into targets."""

    column: str | None
    """Column of the URLs in a table, by name or number."""
    apps: bool
    """Whether Android apps are targets too."""
    tell: Callable[[SourceError], None]
    """Hears of each file that cannot be opened; its place is held by a failure."""


def units(names: Sequence[str], reading: Reading) -> Iterator[Unit]:
    """Give the work in the order of the names; URLs that stand together share a chunk."""
    for is_file, run in groupby(names, key=looks_like_file):
        if not is_file:
            yield from targets_from_arguments(list(run))
            continue
        for name in run:
            try:
                yield from _file_units(name, reading)
            except SourceError as error:
                reading.tell(error)
                yield Failure(Subject("url", name), error.code, error.message)


def _file_units(name: str, reading: Reading) -> Iterator[Unit]:
    if reading.apps and is_app(name):
        yield Failure(
            Subject("apk", name),
            "unsupported",
            "Android apps cannot be judged yet: their analyzer comes with a later version",
        )
    elif name != "-" and Path(name).is_dir():
        yield from _folder_units(name, reading)
    else:
        yield from open_targets(name, column=reading.column)


def _folder_units(name: str, reading: Reading) -> Iterator[Unit]:
    empty = True
    for path in walk(name, apps=reading.apps):
        empty = False
        yield from units([str(path)], reading)
    if empty:
        raise SourceError(
            f"{name}: the folder holds no list of URLs",
            hint="lists end in .txt, .csv, .tsv, .jsonl or .parquet, also with .gz or .zst",
        )
