"""Names of targets as a stream of work: chunks of targets, and failures in their place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from apkscan.inputs import is_app, is_app_name, is_split_folder
from fraudlens.errors import SourceError
from fraudlens.folders import walk
from fraudlens.presence import exists, is_file, is_folder
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


_FACTS_SUFFIXES = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class AppFile:
    """An Android app on the disk, which only a reading process opens."""

    name: str
    """As the user named it, or below the folder that the user named."""


@dataclass(frozen=True, slots=True)
class FactsOfApps:
    """A file of facts that an earlier scan wrote."""

    name: str


Unit: TypeAlias = Chunk | Failure | AppFile | FactsOfApps
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
    text: bool = False
    """Whether files are messy texts that addresses are taken out of, and no lists."""


def units(names: Sequence[str], reading: Reading) -> Iterator[Unit]:
    """Give the work in the order of the names; URLs that stand together share a chunk."""
    from urlguard.inputs import looks_like_file, targets_from_arguments  # noqa: PLC0415  numba

    for of_file, run in groupby(names, key=lambda name: reading.text or looks_like_file(name)):
        if not of_file:
            yield from targets_from_arguments(list(run))
            continue
        for name in run:
            kind = "apk" if reading.apps and is_app_name(name) else "url"
            yield from _told(name, _file_units(name, reading), kind, reading.tell)


def app_units(names: Iterable[str], tell: Callable[[SourceError], None]) -> Iterator[Unit]:
    """Give apps only: files whatever their names, the apps of folders, and files of facts."""
    for name in names:
        yield from _told(name, _app_units(name), "apk", tell)


def _told(
    name: str, found: Iterator[Unit], kind: str, tell: Callable[[SourceError], None]
) -> Iterator[Unit]:
    try:
        yield from found
    except SourceError as error:
        tell(error)
        yield Failure(Subject(kind, name), error.code, error.message)


def _app_units(name: str) -> Iterator[Unit]:
    path = Path(name)
    if name.lower().endswith(_FACTS_SUFFIXES) and is_file(path):
        yield FactsOfApps(name)
    elif not exists(path):
        raise SourceError(f"{name}: no such file", hint="check the name and the folder you are in")
    elif not is_folder(path) or is_split_folder(path):
        yield AppFile(name)
    else:
        yield from _some(
            (AppFile(str(app)) for app in walk(path, is_app, is_split_folder)),
            SourceError(
                f"{name}: the folder holds no Android app",
                hint="apps end in .apk, .xapk, .apks or .apkm; name a file to have it read anyway",
            ),
        )


def _file_units(name: str, reading: Reading) -> Iterator[Unit]:
    from urlguard.inputs import open_targets  # noqa: PLC0415  numba, which apps may do without

    path = Path(name)
    if reading.apps and (is_split_folder(path) or is_app(path)):
        yield AppFile(name)
    elif name != "-" and is_folder(path):
        yield from _folder_units(name, reading)
    elif reading.text:
        from urlguard.extract import open_finds  # noqa: PLC0415  only for messy text

        yield from open_finds(name)
    else:
        yield from open_targets(name, column=reading.column)


def _folder_units(name: str, reading: Reading) -> Iterator[Unit]:
    is_wanted, hint = _wanted(reading)
    files = (
        walk(name, lambda path: is_wanted(path) or is_app(path), is_split_folder)
        if reading.apps
        else walk(name, is_wanted)
    )
    sort = "text" if reading.text else "list of URLs"
    yield from _some(
        (unit for path in files for unit in units([str(path)], reading)),
        SourceError(
            f"{name}: the folder holds no {sort}" + (" and no app" if reading.apps else ""),
            hint=hint,
        ),
    )


def _wanted(reading: Reading) -> tuple[Callable[[Path], bool], str]:
    """Give what tells the files of a folder, and what to say of their names."""
    if reading.text:
        from urlguard.extract import is_document  # noqa: PLC0415  only for messy text

        return is_document, "texts end in .txt, .eml, .html, .md, .json, .xml, .png, .jpg, .webp"
    from urlguard.inputs import is_list  # noqa: PLC0415  numba

    return is_list, "lists end in .txt, .csv, .tsv, .jsonl or .parquet, also with .gz or .zst"


def _some(found: Iterator[Unit], otherwise: SourceError) -> Iterator[Unit]:
    """Give what is found.

    Raises:
        SourceError: that is nothing.
    """
    empty = True
    for unit in found:
        empty = False
        yield unit
    if empty:
        raise otherwise
