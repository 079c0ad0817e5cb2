"""Where a bundle may be saved: nothing that is no model is ever replaced."""

from __future__ import annotations

import os
from pathlib import Path

from fraudlens.errors import DataError
from fraudlens.folders import check_writable
from fraudlens.manifest import MANIFEST
from fraudlens.presence import exists, is_folder

_LEFT_BY_OTHERS = frozenset({".DS_Store", ".gitkeep"})
"""What may lie in a folder that is empty to a person."""
_OURS = frozenset({MANIFEST, "CARD.md", "model.txt", "types.txt", "weights.npz"})
"""What a bundle may hold: a folder with anything else in it is never replaced."""


def check_place(path: Path) -> None:
    """Make sure that a bundle can be saved at `path`, best before hours of work.

    Raises:
        DataError: something else stands there, or nothing can be written there.
    """
    try:
        _refuse_foreign(path)
        check_writable(real_place(path).parent)
    except OSError as exc:
        raise unwritable(path, exc) from exc


def real_place(path: Path) -> Path:
    """Follow links, so that what they lead to is replaced and not the link."""
    return Path(os.path.realpath(path))


def unwritable(path: Path, exc: OSError) -> DataError:
    """Give the error for a place that the system refuses."""
    return DataError(
        f"{path}: cannot be written: {exc.strerror}", hint="name a folder that is yours"
    )


def _refuse_foreign(path: Path) -> None:
    """Refuse a place where something stands that must not be replaced."""
    if not exists(path):
        return
    names = {entry.name for entry in path.iterdir()} - _LEFT_BY_OTHERS if is_folder(path) else {""}
    if names and MANIFEST not in names:
        raise DataError(f"{path}: exists and is no model", hint="name a new folder")
    if strange := sorted(names - _OURS):
        raise DataError(
            f'{path}: holds "{strange[0]}", which is no part of a model and would be lost',
            hint="move it away, or name a new folder",
        )
    if real_place(path).is_mount() or path.samefile(Path()):
        raise DataError(
            f"{path}: is a mount point or the folder that you are in, and cannot be replaced",
            hint="name a folder in it",
        )
