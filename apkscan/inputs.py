"""Which files and folders are Android apps, by name and by their first bytes."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from fraudlens.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".apk", ".xapk", ".apks", ".apkm"})
BASE_SPLIT = "base.apk"
_ZIP = b"PK\x03\x04"
_NO_SUFFIX = ("", ".zip", ".bin", ".malz", ".jar")
"""Names under which collectors keep apps; only these are opened to look at their first bytes."""


def is_app_name(name: str | Path) -> bool:
    """Tell the name of an app or a bundle."""
    return PurePath(name).suffix.lower() in SUFFIXES


def is_split_folder(path: Path) -> bool:
    """Tell a folder that holds one app in splits, as a device has it."""
    return (path / BASE_SPLIT).is_file()


def apps_in(folder: str | Path) -> Iterator[Path]:
    """Give the apps of a folder and its subfolders, sorted by name; splits count as one app.

    Hidden files and folders are left out, and so are links.

    Raises:
        SourceError: a folder may not be read; raised when all others have been given.
    """
    denied: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=denied.append):
        here = Path(parent)
        if is_split_folder(here):
            folders.clear()
            yield here
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = here / name
            if not name.startswith(".") and not path.is_symlink() and _is_app(path):
                yield path
    if denied:
        raise SourceError(
            f"{denied[0].filename}: the folder cannot be read: {denied[0].strerror}",
            hint="check its name, and your right to list it",
        ) from denied[0]


def _is_app(path: Path) -> bool:
    if is_app_name(path):
        return path.is_file()
    suffix = path.suffix.lower()
    # A digest as a name has no suffix; what looks like one there is part of no known kind.
    return suffix in _NO_SUFFIX and path.is_file() and _begins_as_zip(path)


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError:
        return False
