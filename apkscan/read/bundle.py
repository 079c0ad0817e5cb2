"""An app as it came: an APK, a bundle of APKs (`.xapk`, `.apks`, `.apkm`), or a folder of splits.

What it is, its content tells, not its name. Bundles are read in memory, one level deep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.read.archive import open_archive
from apkscan.read.bundle_kinds import describe_other, find_parts
from apkscan.read.files import open_file
from fraudlens.errors import InputError, LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from apkscan.read.archive import ApkArchive
    from apkscan.read.zip_records import Buffer
    from fraudlens.limits import Limits

_MANIFEST = "AndroidManifest.xml"
_SPLIT_PREFIXES = ("split_", "config.")
_BASE = "base.apk"
_MAGIC = b"PK"
_MAX_PLACE = 200


@dataclass(frozen=True, slots=True)
class AppFile:
    """The APKs of one app, in memory."""

    base: Buffer
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
    if path.is_dir():
        return _open_folder(path, limits)
    data = open_file(path, limits)
    archive = open_archive(data, limits)
    digest = hashlib.sha256(data).hexdigest()
    if archive.find(_MANIFEST) is not None:
        return AppFile(data, (), "apk", digest, len(data))
    parts = find_parts(archive)
    if parts is None:
        raise MalformedInput(
            f"'{path.name}' is {describe_other(archive)}", hint="an app has an AndroidManifest.xml"
        )
    inner = replace(
        limits, max_entry_bytes=limits.max_app_bytes, max_expanded_bytes=limits.max_app_bytes
    )
    wrapped = open_archive(data, inner)
    base = _read_part(wrapped, parts.base)
    if not _is_app(base, limits):
        raise MalformedInput(f"'{parts.base}' in '{path.name}' is no APK that can be read")
    splits, unseen = _read_splits(wrapped, parts.splits, limits)
    return AppFile(base, splits, parts.kind, digest, len(data), unseen)


def is_split_folder(path: Path) -> bool:
    """Tell whether a folder holds one app in parts: `base.apk` beside splits, and no other APK."""
    names = {entry.name for entry in path.iterdir() if entry.suffix == ".apk"}
    return _BASE in names and all(name.startswith(_SPLIT_PREFIXES) for name in names - {_BASE})


def _open_folder(path: Path, limits: Limits) -> AppFile:
    files = [
        (entry.name, open_file(entry, limits, follow=False))
        for entry in islice(_apk_files(path), limits.max_nested_files)
    ]
    files = [(name, data) for name, data in files if _is_app(data, limits)]
    whole = [name for name, _ in files if not name.startswith(_SPLIT_PREFIXES)]
    if _BASE in whole:
        whole = [_BASE]
    if len(whole) != 1:
        what = "no app" if not whole else f"{len(whole)} apps: scan them one by one"
        raise MalformedInput(f"the folder '{path.name}' holds {what}")
    total = sum(len(data) for _, data in files)
    _bound(total, limits)
    digests = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files)
    return AppFile(
        base=next(data for name, data in files if name == whole[0]),
        splits=tuple((name, data) for name, data in files if name != whole[0]),
        container="folder",
        sha256=hashlib.sha256(digests.encode()).hexdigest(),
        bytes=total,
    )


def _apk_files(path: Path) -> Iterator[Path]:
    """Give plain files that begin as ZIP files do, sorted by name."""
    for entry in sorted(path.iterdir()):
        if not entry.is_symlink() and entry.is_file():
            with entry.open("rb") as file:
                if file.read(len(_MAGIC)) == _MAGIC:
                    yield entry


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
        if _is_app(content, limits):
            splits.append((name, content))
        else:
            left_out.append(Note("unreadable-split", name[:_MAX_PLACE]))
    return tuple(splits), tuple(left_out)


def _read_part(archive: ApkArchive, name: str) -> Buffer:
    entry = archive.find(name)
    return b"" if entry is None else archive.read(entry)


def _is_app(data: Buffer, limits: Limits) -> bool:
    try:
        return open_archive(data, limits).find(_MANIFEST) is not None
    except InputError:
        return False


def _bound(total: int, limits: Limits) -> None:
    if total > limits.max_app_bytes:
        raise LimitExceeded(
            f"the APKs of the folder have {total} bytes, more than {limits.max_app_bytes}",
            hint="raise max_app_bytes if you trust them",
        )
