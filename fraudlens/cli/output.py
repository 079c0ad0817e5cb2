"""Where a report goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from fraudlens.errors import UsageError
from fraudlens.presence import exists, is_file, is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLOSED_PIPE = 141
"""As a shell reports a process that SIGPIPE ended: the reader went away, nothing is wrong."""

_STANDARD_OUTPUT = "standard output"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""The disk is full, the file is as large as it may be, the user has used up what is theirs."""


@contextmanager
def destination(path: Path | None) -> Iterator[Callable[[bytes], None]]:
    """Give a function that writes; `None` and `-` are standard output.

    A file appears under its name only at the end; after Ctrl-C or an error nothing is left.
    What is there and no file (`/dev/null`, a named pipe) is written to, never replaced.

    Raises:
        UsageError: the file cannot be written, or not to its end.
    """
    if path is None or str(path) == "-":
        with _standard_output() as write:
            yield write
        return
    if exists(path) and not (is_file(path) or is_folder(path)):
        with _told(path):
            stream = path.open("wb")
        with _whole(stream, path) as write:
            yield write
        return
    with _told(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    draft = Path(name)
    try:
        with _whole(os.fdopen(handle, "wb"), path) as write:
            yield write
        draft.chmod(0o666 & ~_umask())
        with _told(path):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def no_room(error: OSError) -> UsageError | None:
    """Give what to tell if `error` says that there is no room for what was written.

    Nothing of it is then left that could raise again when Python ends.
    """
    if error.errno not in _NO_ROOM:
        return None
    if sys.stdout is not None:
        _forget_standard_output()
    return _cannot_write(error.filename or "a file or standard output", error)


def is_terminal(stream: object) -> bool:
    """Tell whether a stream is shown to a person as it comes."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


@contextmanager
def _standard_output() -> Iterator[Callable[[bytes], None]]:
    if sys.stdout is None:
        raise UsageError(
            f"{_STANDARD_OUTPUT}: cannot be written: it is closed",
            hint="name a file with --output, or open standard output",
        )
    stream = sys.stdout.buffer

    def write(data: bytes) -> None:
        if not data:
            return
        try:
            with _told(_STANDARD_OUTPUT):
                stream.write(data)
                stream.flush()
        except (UsageError, typer.Exit):
            _forget_standard_output()
            raise

    yield write


@contextmanager
def _whole(stream: BinaryIO, path: Path) -> Iterator[Callable[[bytes], None]]:
    """Give a function that writes to a stream, which is closed at the end; that writes, too."""

    def write(data: bytes) -> None:
        with _told(path):
            stream.write(data)

    try:
        yield write
    except BaseException:
        with suppress(OSError):  # what cannot be written now is told already, or unwanted
            stream.close()
        raise
    with _told(path):
        stream.close()


@contextmanager
def _told(place: Path | str) -> Iterator[None]:
    """Turn what the system says against writing into an error that is told.

    A pipe whose reader went away is no error, but the end.
    """
    try:
        yield
    except BrokenPipeError:
        raise typer.Exit(CLOSED_PIPE) from None
    except OSError as exc:
        raise _cannot_write(place, exc) from exc


def _cannot_write(place: Path | str, exc: OSError) -> UsageError:
    hint = (
        "make room, or name a file elsewhere"
        if exc.errno in _NO_ROOM
        else "name a file in a folder that is yours"
    )
    return UsageError(f"{place}: cannot be written: {exc.strerror}", hint=hint)


def _forget_standard_output() -> None:
    """Let what is still in the buffer not raise again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _umask() -> int:
    # The only way to read it is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
