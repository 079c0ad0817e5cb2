"""An app as it came: an APK, a bundle of APKs (`.xapk`, `.apks`, `.apkm`), or a folder of splits.

What it is, its content tells, not its name. Bundles are read in memory, one level deep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.inputs import BASE_SPLIT, SPLIT_NAMES
from apkscan.read.archive import open_archive
from apkscan.read.bundle_kinds import describe_other, find_parts
from apkscan.read.files import cannot_open, open_file
from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.presence import is_folder
from fraudlens.reports.escape import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from apkscan.read.archive import ApkArchive
    from apkscan.read.zip_records import Buffer
    from fraudlens.limits import Limits

_MANIFEST = "AndroidManifest.xml"
_SUFFIX = ".apk"
_MAGIC = b"PK"
_MAX_PLACE = 200


@dataclass(frozen=True, slots=True)
class AppFile:
    """The APKs of one app, in memory."""

    base: ApkArchive
    splits: tuple[tuple[str, Buffer], ...]
    """(name, content) of the further APKs, sorted by name."""
    container: str
    """`apk`, `xapk`, `apks`, `apkm`, `zip` (one APK in a ZIP file), `folder`."""
    sha256: str
    """Of the file; of a folder, of the lines `<sha256>  <name>` of its APKs, sorted by name."""
    bytes: int
    """Of the file, or of the APKs of the folder."""
    unseen: tuple[Note, ...] = ()
    """APKs that were left out, and why."""


def open_app(path: Path, limits: Limits) -> AppFile:
    """Open the app at `path`.

    Raises:
        MalformedInput: it cannot be opened, or is no app; the message says what it is.
        LimitExceeded: it is over a bound.
    """
    if is_folder(path):
        return _open_folder(path, limits)
    data = open_file(path, limits)
    archive = open_archive(data, limits)
    digest = hashlib.sha256(data).hexdigest()
    if archive.find(_MANIFEST) is not None:
        return AppFile(archive, (), "apk", digest, len(data))
    parts = find_parts(archive)
    if parts is None:
        raise MalformedInput(
            f"'{path.name}' is {describe_other(archive)}", hint="an app has an AndroidManifest.xml"
        )
    inner = replace(
        limits, max_entry_bytes=limits.max_app_bytes, max_expanded_bytes=limits.max_app_bytes
    )
    wrapped = open_archive(data, inner)
    base = _opened(_read_part(wrapped, parts.base), limits)
    if base is None:
        codes = {note.code for note in wrapped.unseen}
        why = "is encrypted" if "encrypted-entry" in codes else "is no APK that can be read"
        raise MalformedInput(f"'{parts.base}' in '{path.name}' {why}")
    splits, unseen = _read_splits(wrapped, parts.splits, limits)
    left_out = tuple(
        Note("apk-left-out", name[:_MAX_PLACE], f"APKs in other folders: {len(parts.left_out)}")
        for name in parts.left_out[:1]
    )
    return AppFile(base, splits, parts.kind, digest, len(data), (*unseen, *left_out))


def _open_folder(path: Path, limits: Limits) -> AppFile:
    most = limits.max_nested_files
    paths = list(islice(_apk_files(path), most + 1))
    files, unseen = _read_files(paths[:most], limits)
    unseen += [Note("limit-nested-files", _place(entry)) for entry in paths[most:]]
    base = _base_of([name for name, _ in files], path.name)
    digests = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files)
    return AppFile(
        base=open_archive(dict(files)[base], limits),
        splits=tuple((name, data) for name, data in files if name != base),
        container="folder",
        sha256=hashlib.sha256(digests.encode()).hexdigest(),
        bytes=sum(len(data) for _, data in files),
        unseen=tuple(unseen),
    )


def _read_files(
    paths: Iterable[Path], limits: Limits
) -> tuple[list[tuple[str, Buffer]], list[Note]]:
    """Open the APKs of a folder; what is only called so is named instead."""
    opened = [(entry, open_file(entry, limits, follow=False)) for entry in paths]
    _bound(sum(len(data) for _, data in opened), limits)
    files: list[tuple[str, Buffer]] = []
    unseen: list[Note] = []
    for entry, data in opened:
        if _opened(data, limits):
            files.append((without_surrogates(entry.name), data))
        elif entry.suffix == _SUFFIX:
            unseen.append(Note("unreadable-split", _place(entry)))
    return files, unseen


def _place(entry: Path) -> str:
    return without_surrogates(entry.name)[:_MAX_PLACE]


def _base_of(names: list[str], folder: str) -> str:
    whole = [name for name in names if not name.startswith(SPLIT_NAMES)]
    if BASE_SPLIT in whole:
        return BASE_SPLIT
    if len(whole) != 1:
        what = f"{len(whole)} apps: scan them one by one" if whole else "no app"
        raise MalformedInput(f"the folder '{folder}' holds {what}")
    return whole[0]


def _apk_files(path: Path) -> Iterator[Path]:
    """Give plain files that are named as an APK or begin as ZIP files do, sorted by name."""
    try:
        entries = sorted(path.iterdir())
    except OSError as exc:
        raise cannot_open(path, exc) from exc
    for entry in entries:
        if entry.is_symlink() or not entry.is_file():
            continue
        if _begins_as_zip(entry) or (entry.suffix == _SUFFIX and entry.stat().st_size):
            yield entry


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError as exc:
        raise cannot_open(path, exc) from exc


def _read_splits(
    archive: ApkArchive, names: Iterable[str], limits: Limits
) -> tuple[tuple[tuple[str, Buffer], ...], tuple[Note, ...]]:
    """Read the further APKs; those that cannot be read, or are too many, are named instead."""
    splits: list[tuple[str, Buffer]] = []
    left_out: list[Note] = []
    for name in names:
        if len(splits) >= limits.max_nested_files - 1:
            left_out.append(Note("limit-nested-files", name[:_MAX_PLACE]))
            break
        content = _read_part(archive, name)
        if _opened(content, limits):
            splits.append((name, content))
        else:
            left_out.append(Note("unreadable-split", name[:_MAX_PLACE]))
    return tuple(splits), tuple(left_out)


def _read_part(archive: ApkArchive, name: str) -> Buffer:
    entry = archive.find(name)
    return b"" if entry is None else archive.read(entry)


def _opened(data: Buffer, limits: Limits) -> ApkArchive | None:
    """Open an app; `None` if it is none."""
    try:
        archive = open_archive(data, limits)
    except InputError:
        return None
    return archive if archive.find(_MANIFEST) is not None else None


def _bound(total: int, limits: Limits) -> None:
    if total > limits.max_app_bytes:
        raise LimitExceeded(
            f"the APKs of the folder have {total} bytes, more than {limits.max_app_bytes}",
            hint="raise max_app_bytes if you trust them",
        )
