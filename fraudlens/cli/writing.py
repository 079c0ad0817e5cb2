"""Portions of a run to the bytes of a report, for scans and for saved runs alike."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from fraudlens.cli.output import destination, is_terminal
from fraudlens.cli.progress import row_progress
from fraudlens.errors import UsageError
from fraudlens.reports.formats import foot, head, render
from fraudlens.reports.registry import FORMATS, Format
from fraudlens.reports.saved import read_run
from fraudlens.reports.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from fraudlens.cli.scan_job import Portion
    from fraudlens.reports.look import Look
    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report is, for whom, and where it goes."""

    form: Format
    look: Look
    run: RunInfo
    output: Path | None
    quiet: bool = False


def write_report(paper: Paper, portions: Iterable[Portion]) -> Tally:
    """Write the report that the portions make, and give the counts of what it tells.

    Raises:
        UsageError: the file cannot be written, or the format is nothing for a terminal.
    """
    to_terminal = paper.output is None and is_terminal(sys.stdout)
    if to_terminal and FORMATS[paper.form].binary:
        raise UsageError(
            f"{paper.form} is no text that a terminal could show",
            hint="name a file with --output, or send it through a pipe",
        )
    shown = not (paper.quiet or to_terminal)
    with destination(paper.output) as write, row_progress(shown=shown) as advance:
        counted = _Counted(portions, advance)
        if FORMATS[paper.form].whole is None:
            _write_portions(paper, counted, write)
        else:
            _write_whole(paper, counted, write)
        return counted.total


class _Counted:
    """Portions as they pass: what they add up to is known at the end."""

    def __init__(self, portions: Iterable[Portion], advance: Callable[[int], None]) -> None:
        self._portions = portions
        self._advance = advance
        self.total = Tally()

    def __iter__(self) -> Iterator[bytes]:
        for portion in self._portions:
            yield portion.data
            self.total += portion.tally
            self._advance(portion.tally.targets + portion.tally.left_out)


def _write_portions(paper: Paper, portions: _Counted, write: Callable[[bytes], None]) -> None:
    begin = head(paper.form, paper.look)  # with the first piece: an option may still turn out wrong
    for data in portions:
        write(begin + data)
        begin = b""
    write(begin + foot(paper.form, portions.total, paper.look))


def _write_whole(paper: Paper, portions: _Counted, write: Callable[[bytes], None]) -> None:
    if FORMATS[paper.form].once:
        for data in render(paper.form, read_run(portions, "the run"), paper.run):
            write(data)
        return
    # Beside the report, where there is room for what its reader wants to keep; it has no name.
    beside = paper.output.parent if paper.output and str(paper.output) != "-" else None
    with tempfile.TemporaryFile(dir=beside) as file:
        for data in portions:
            file.write(data)
        for data in render(paper.form, _Kept(file), paper.run):
            write(data)


class _Kept:
    """A run in a file, which may be gone through again and again."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __iter__(self) -> Iterator[Outcome]:
        return read_run(self._blocks(), "the run")

    def _blocks(self) -> Iterator[bytes]:
        at = 0  # a place of its own, so that two readers do not disturb each other
        while True:
            self._file.seek(at)
            block = self._file.read(_BLOCK)
            if not block:
                return
            at += len(block)
            yield block
