"""How far a long command is, on standard error, for a person only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fraudlens.cli.output import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def row_progress(*, shown: bool) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of each portion of rows that is done."""
    if not (shown and is_terminal(sys.stderr)):
        yield _ignore
        return
    from rich.console import Console  # noqa: PLC0415  100 ms
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415  so

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} targets"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda rows: bar.advance(task, rows)


@contextmanager
def step_progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step: one line that changes, or a line each in a log."""
    if not shown:
        yield _ignore
    elif is_terminal(sys.stderr):
        from rich.console import Console  # noqa: PLC0415  100 ms
        from rich.text import Text  # noqa: PLC0415  so

        with Console(stderr=True).status("") as status:
            yield lambda step: status.update(Text(step))
    else:
        yield lambda step: print(step, file=sys.stderr, flush=True)  # noqa: T201  for a person


def _ignore(_: object) -> None:
    """Do nothing."""
