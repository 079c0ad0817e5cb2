"""How far a long command is, on standard error, for a person only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fraudlens.cli.output import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress


@contextmanager
def row_progress(*, shown: bool) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each portion of rows that is done."""
    if not (shown and is_terminal(sys.stderr)):
        yield _ignore
        return
    with _line("{task.completed:,} targets") as bar:
        task = bar.add_task("", total=None)
        yield lambda rows: bar.advance(task, rows)


@contextmanager
def step_progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step: one line that changes, or a line each in a log."""
    if not shown:
        yield _ignore
    elif is_terminal(sys.stderr):
        with _line("{task.description}") as bar:
            task = bar.add_task("", total=None)
            yield lambda step: bar.update(task, description=step, refresh=True)
    else:
        yield lambda step: print(step, file=sys.stderr, flush=True)  # noqa: T201  for a person


def _line(text: str) -> Progress:
    """Give one line that moves, shows `text` and the time since its start, and is gone at the end.

    What a command prints meanwhile goes above it on a terminal; a file or pipe gets it untouched.
    """
    from rich import progress  # noqa: PLC0415  100 ms
    from rich.console import Console  # noqa: PLC0415  as above

    return progress.Progress(
        progress.SpinnerColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn(text, markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=is_terminal(sys.stdout),
    )


def _ignore(_: object) -> None:
    """Do nothing."""
