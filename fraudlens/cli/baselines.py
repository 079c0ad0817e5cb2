"""Saved runs as files: opened, read within bounds, and made the sieve of a later scan."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fraudlens.baseline import Baseline, OnlyNew
from fraudlens.errors import SourceError, UsageError
from fraudlens.saved_states import MOST_BYTES, saved_states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fraudlens.states import State


def sieve(baseline: Path | None, output: Path | None, *, wanted: bool) -> OnlyNew | None:
    """Read the baseline of a scan; `None` if only what is new is not `wanted`.

    Raises:
        UsageError: one of the two options is without the other, or the report would replace it.
        SourceError: the file cannot be read, or is no saved run.
    """
    if baseline is None and not wanted:
        return None
    if baseline is None or not wanted:
        raise UsageError(
            "--baseline and --only-new go together",
            hint="give both: --baseline OLD.jsonl --only-new",
        )
    if output is not None and _is_same(baseline, output):
        raise UsageError(
            f"--output: {output}: is the baseline itself",
            hint="only what is new would be left of it; name another file",
        )
    known = Baseline()
    for state in states_of(baseline):
        known.add(state)
    return OnlyNew(known)


def states_of(path: Path) -> Iterator[State]:
    """Give the states of the run that a file holds.

    Raises:
        SourceError: while iterating; it cannot be read, or is no saved run.
    """
    try:
        with path.open("rb") as stream:
            # A line is read to one byte above the bound and no further.
            yield from saved_states(iter(lambda: stream.readline(MOST_BYTES + 1), b""), str(path))
    except OSError as exc:
        raise SourceError(
            f"{path}: {exc.strerror}", hint="name a file that 'scan --format jsonl' wrote"
        ) from exc


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100  follows no link
