"""What is begun before a command is even parsed: a reading process, where apps seem to be named.

It is a guess by the words alone. A wrong one costs a process that is ended unused, or the tenths
of a second that a right one saves.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from apkscan.inputs import is_app_name
from apkscan.read.launch import ONE_THREAD, start_command, started_ahead
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.presence import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMANDS = (("scan",), ("apk", "scan"), ("apk", "explain"), ("apk", "features"))
_NEVER = frozenset({"-h", "--help", "--facts"})
"""Where nothing is read, or what was read before stands in a file."""


@contextmanager
def reader_ahead(words: Sequence[str]) -> Iterator[None]:
    """Start a reading process if these words seem to ask for one; it ends with the command."""
    if not seems_to_read_apps(words):
        yield
        return
    with _one_thread(), started_ahead(start_command(DEFAULT_LIMITS.max_app_memory_bytes)):
        yield


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let numpy start no threads when it is imported, unless the user said how many."""
    unset = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update({name: ONE_THREAD[name] for name in unset})
    try:
        yield
    finally:
        for name in unset:
            os.environ.pop(name, None)


def seems_to_read_apps(words: Sequence[str]) -> bool:
    """Tell whether a command would read apps: it is one that can, and an app or folder is named.

    >>> seems_to_read_apps(["apk", "scan", "a.apk"]), seems_to_read_apps(["url", "scan", "a.apk"])
    (True, False)
    """
    command = next((c for c in _COMMANDS if tuple(words[: len(c)]) == c), None)
    if command is None or not _NEVER.isdisjoint(words):
        return False
    named = words[len(command) :]
    return any(map(is_app_name, named)) or ("apk" in command and any(map(is_folder, named)))
