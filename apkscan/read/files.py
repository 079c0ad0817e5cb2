"""Files of the user, opened to be read in place: never written, never followed elsewhere."""

from __future__ import annotations

import mmap
import os
import stat
from typing import TYPE_CHECKING

from fraudlens.errors import LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.limits import Limits

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_file(path: Path, limits: Limits, *, follow: bool = True) -> mmap.mmap:
    """Map a file into memory, to be read only; it is closed when nothing holds it any more.

    Without `follow`, a symbolic link is refused.

    Raises:
        MalformedInput: it is missing, empty, no plain file, or may not be read.
        LimitExceeded: it is over its bound.
    """
    flags = os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_BINARY") | _flag("O_CLOEXEC")
    try:
        handle = os.open(path, flags if follow else flags | _flag("O_NOFOLLOW"))
    except (OSError, ValueError) as exc:
        raise cannot_open(path, exc) from exc
    try:
        return _mapped(handle, path, limits)
    finally:
        os.close(handle)


def cannot_open(path: Path, exc: OSError | ValueError) -> MalformedInput:
    """Give the error for a file or folder that the system does not open; the caller raises it."""
    why = exc.strerror if isinstance(exc, OSError) else "no system takes such a name"
    return MalformedInput(f"'{path.name}' cannot be opened: {why}")


def _mapped(handle: int, path: Path, limits: Limits) -> mmap.mmap:
    status = os.fstat(handle)
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise MalformedInput(f"'{path.name}' is {name}, not a file")
    if status.st_size == 0:
        raise MalformedInput(f"'{path.name}' is empty")
    if status.st_size > limits.max_app_bytes:
        raise LimitExceeded(
            f"'{path.name}' has {status.st_size} bytes, more than {limits.max_app_bytes}",
            hint="no store takes such an app; raise max_app_bytes if you trust it",
        )
    return mmap.mmap(handle, 0, access=mmap.ACCESS_READ)


def _flag(name: str) -> int:
    """Give a flag that only some systems have, and need."""
    return int(getattr(os, name, 0))
