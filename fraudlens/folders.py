"""The files of a folder that matter, in one order on every machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def walk(
    folder: str | Path,
    wanted: Callable[[Path], bool],
    is_one: Callable[[Path], bool] = lambda _: False,
) -> Iterator[Path]:
    """Give the wanted files of a folder and its subfolders, sorted by name.

    A folder that `is_one` is given as it is, and nothing inside it. Hidden files and folders are
    left out, and so are links to folders and links that lead out.

    Raises:
        SourceError: a folder may not be read; raised when all others have been given.
    """
    denied: list[OSError] = []
    root = os.path.realpath(folder)
    for parent, folders, files in os.walk(folder, onerror=denied.append):
        here = Path(parent)
        if is_one(here):
            folders.clear()
            yield here
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (here / name for name in sorted(files) if not name.startswith(".")):
            if _is_inside(path, root) and wanted(path) and path.is_file():
                yield path
    if denied:
        raise SourceError(
            f"{denied[0].filename}: the folder cannot be read: {denied[0].strerror}",
            hint="check its name, and your right to list it",
        ) from denied[0]


def check_writable(folder: Path) -> None:
    """Make sure that files can be put into a folder, or that it can be made; leave no trace.

    Raises:
        OSError: they cannot.
    """
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    with tempfile.TemporaryDirectory(prefix=".", dir=there):
        pass


def _is_inside(path: Path, root: str) -> bool:
    return not path.is_symlink() or Path(root) in path.resolve().parents
