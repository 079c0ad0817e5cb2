"""`diff` from options to exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fraudlens.baseline import Baseline, Move, changes
from fraudlens.cli.baselines import states_of
from fraudlens.cli.options import FailOn
from fraudlens.cli.output import destination
from fraudlens.cli.scan_run import terminal_look
from fraudlens.decide import DECISIONS
from fraudlens.reports.changes import change_foot, change_head, change_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fraudlens.baseline import Change
    from fraudlens.reports.change_names import ChangeFormat

_ROWS = 4096
"""Changes that are written at once."""


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """The options of a comparison, as given."""

    old: Path
    new: Path
    tolerance: float
    form: ChangeFormat
    output: Path | None = None
    fail_on: FailOn = FailOn.FRAUD
    lang: str = "en"


def run_diff(request: DiffRequest) -> int:
    """Compare, write, and give 1 if something new or changed is at or above `fail_on`.

    Raises:
        SourceError: a run cannot be read.
    """
    look = terminal_look(request.output, request.lang)
    old, new, again = (states_of(path) for path in (request.old, request.new, request.old))
    found = changes(old, new, again, Baseline(request.tolerance))
    counts: Counter[Move] = Counter()
    failed = False
    with destination(request.output) as write:
        begin = change_head(request.form, look)  # with the first rows: a run may yet turn out bad
        for some in _portions(found):
            write(begin + change_rows(request.form, some, look))
            begin = b""
            counts.update(change.move for change in some)
            failed = failed or any(_fails(change, request.fail_on) for change in some)
        write(begin + change_foot(request.form, counts, look))
    return 1 if failed else 0


def _portions(found: Iterable[Change]) -> Iterator[list[Change]]:
    source = iter(found)
    while some := list(islice(source, _ROWS)):
        yield some


def _fails(change: Change, fail_on: FailOn) -> bool:
    if fail_on is FailOn.NEVER or change.move not in (Move.NEW, Move.CHANGED):
        return False
    levels = [level.value for level in DECISIONS]
    return change.state.decision in levels[levels.index(fail_on.value) :]
