"""Which files and folders are Android apps, by name and by their first bytes."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path, PurePath

from fraudlens.presence import is_file

SUFFIXES = frozenset({".apk", ".xapk", ".apks", ".apkm"})
BASE_SPLIT = "base.apk"
SPLIT_NAMES = ("config.", "split_")
"""How tools begin the names of APKs that are part of an app."""
_MOST_PARTS = 1000
"""Files of a folder of splits; real ones have a dozen."""
_ZIP = b"PK\x03\x04"
_NO_SUFFIX = ("", ".zip", ".bin", ".malz", ".jar", ".aab")
"""Names under which collectors keep apps; only these are opened to look at their first bytes. A
bundle of a developer is no app yet, and one that was handed in among apps is told as that."""


def is_app_name(name: str | Path) -> bool:
    """Tell the name of an app or a bundle."""
    return PurePath(name).suffix.lower() in SUFFIXES


def is_split_folder(path: Path) -> bool:
    """Tell a folder that holds one app in splits, as a device has it, and nothing else.

    Beside `base.apk` and splits there may be hidden files alone: all that stands in such a folder
    is one app, so whatever else stood there would get no record of its own.
    """
    if not is_file(path / BASE_SPLIT):
        return False
    try:
        with os.scandir(path) as entries:
            parts = list(islice(entries, _MOST_PARTS + 1))
            return len(parts) <= _MOST_PARTS and all(map(_is_part, parts))
    except OSError:
        return False


def is_app(path: Path) -> bool:
    """Tell a file that holds an app, by its name or, without a telling one, its first bytes."""
    if is_app_name(path):
        return is_file(path)
    suffix = path.suffix.lower()
    # A digest as a name has no suffix; what looks like one there is part of no known kind.
    return suffix in _NO_SUFFIX and is_file(path) and _begins_as_zip(path)


def _is_part(entry: os.DirEntry[str]) -> bool:
    """Tell a plain file that is named as a part of an app, or one that no folder is read for."""
    name = entry.name
    is_split = name.startswith(SPLIT_NAMES) and name.endswith(".apk")
    plain = entry.is_file(follow_symlinks=False)
    return name.startswith(".") or (plain and (is_split or name == BASE_SPLIT))


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError:
        return False
