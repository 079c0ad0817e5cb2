"""How a reading process is started, and one that is started before anybody knows of an app.

It imports as much as who waits for it, so a command that will read apps starts one first of all.
This module imports next to nothing for that.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = {path!r}; "
    "from apkscan.read.serving import main; main()"
)
"""Who started it ends it; Ctrl-C in a terminal would only make it print a traceback."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Environment in which numpy starts no threads, which no app needs: each spins for its start, and
so costs the other process 75 ms of CPU on two cores (measured 2026-11-26)."""
_ahead: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
"""Processes that nobody took yet, by their command."""


def start_command(memory_bytes: int) -> tuple[str, ...]:
    """Give the command of a reading process, which sees the same modules as this one."""
    return sys.executable, "-c", _START.format(path=sys.path), str(memory_bytes)


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Give a reading process: the one that was started ahead by the same command, or a new one."""
    ahead = _ahead.pop(tuple(command), None)
    if ahead is not None and ahead.poll() is None:
        return ahead
    if ahead is not None:
        end(ahead)
    return _start(command)


@contextmanager
def started_ahead(command: Sequence[str]) -> Iterator[None]:
    """Start a reading process now; if nobody has taken it in the end, it is ended."""
    key = tuple(command)
    with suppress(OSError):  # who needs one will start it, and tell what is wrong
        _ahead[key] = _start(command)
    try:
        yield
    finally:
        if process := _ahead.pop(key, None):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and let nothing of it stay."""
    process.kill()
    for stream in filter(None, (process.stdin, process.stdout)):
        with suppress(BrokenPipeError):  # a job that the process never took is still in the buffer
            stream.close()
    process.wait()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  this interpreter with this project's own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**ONE_THREAD, **os.environ},
    )
