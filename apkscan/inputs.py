"""Which files and folders are Android apps, by name and by their first bytes."""

from __future__ import annotations

from pathlib import Path, PurePath

from fraudlens.presence import is_file

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
    return is_file(path / BASE_SPLIT)


def is_app(path: Path) -> bool:
    """Tell a file that holds an app, by its name or, without a telling one, its first bytes."""
    if is_app_name(path):
        return is_file(path)
    suffix = path.suffix.lower()
    # A digest as a name has no suffix; what looks like one there is part of no known kind.
    return suffix in _NO_SUFFIX and is_file(path) and _begins_as_zip(path)


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError:
        return False
