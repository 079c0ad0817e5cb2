"""Where a report goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLOSED_PIPE = 141
"""As a shell reports a process that SIGPIPE ended: the reader went away, nothing is wrong."""


@contextmanager
def destination(path: Path | None) -> Iterator[Callable[[bytes], None]]:
    """Give a function that writes; `None` and `-` are standard output.

    A file appears under its name only at the end; after Ctrl-C or an error nothing is left.
    What is there and no file (`/dev/null`, a named pipe) is written to, never replaced.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None or str(path) == "-":
        with _standard_output() as write:
            yield write
        return
    if path.exists() and not (path.is_file() or path.is_dir()):
        with _special(path) as write:
            yield write
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as exc:
        raise _cannot_write(path, exc) from exc
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield lambda data: _write(stream.write, data)
        draft.chmod(0o666 & ~_umask())
        _replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def is_terminal(stream: object) -> bool:
    """Tell whether a stream is shown to a person as it comes."""
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


@contextmanager
def _special(path: Path) -> Iterator[Callable[[bytes], None]]:
    try:
        stream = path.open("wb")
    except OSError as exc:
        raise _cannot_write(path, exc) from exc
    with stream:
        yield lambda data: _write(stream.write, data)


@contextmanager
def _standard_output() -> Iterator[Callable[[bytes], None]]:
    stream = sys.stdout.buffer

    def write(data: bytes) -> None:
        if data:
            stream.write(data)
            stream.flush()

    try:
        yield write
    except BrokenPipeError:
        # What is still in the buffer must not raise again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(CLOSED_PIPE) from None


def _write(write: Callable[[bytes], object], data: bytes) -> None:
    write(data)


def _replace(draft: Path, path: Path) -> None:
    try:
        draft.replace(path)
    except OSError as exc:
        raise _cannot_write(path, exc) from exc


def _cannot_write(path: Path, exc: OSError) -> UsageError:
    return UsageError(
        f"{path}: cannot be written: {exc.strerror}", hint="name a file in a folder that is yours"
    )


def _umask() -> int:
    # The only way to read it is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
