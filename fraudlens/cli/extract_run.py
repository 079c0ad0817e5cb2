"""`url extract`: messy texts to the addresses in them, without judging any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.cli.messages import tell
from fraudlens.cli.output import destination
from fraudlens.errors import SourceError
from fraudlens.reports.finds import FindFormat, finds_body, finds_head
from fraudlens.scanning.sources import Reading, units
from fraudlens.targets import Chunk
from fraudlens.verdict import Subject

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """The options, as given."""

    files: tuple[str, ...]
    form: str = "text"
    output: Path | None = None
    lang: str = "en"


def run_extract(request: ExtractRequest) -> int:
    """Print each address with its place, and give the exit code: 3 if something was not read."""
    form = FindFormat(request.form)
    failed: list[SourceError] = []

    def told(error: SourceError) -> None:
        failed.append(error)
        tell(error)

    with destination(request.output) as write:
        write(finds_head(form))
        for unit in units(request.files, Reading(None, apps=False, tell=told, text=True)):
            if isinstance(unit, Chunk):
                for _, error in unit.errors:
                    told(SourceError(f"{unit.file}: {error.message}", hint=error.hint))
                write(finds_body(form, _finds(unit), request.lang))
    return 3 if failed else 0


def _finds(chunk: Chunk) -> list[Subject]:
    broken = {place for place, _ in chunk.errors}
    rows = zip(chunk.targets, chunk.lines or (), chunk.places or (), strict=True)
    return [
        Subject("url", target, chunk.file, line, where)
        for place, (target, line, where) in enumerate(rows)
        if place not in broken
    ]
