"""Work to outcomes, in order: addresses chunk by chunk, apps as they are read."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.judged import JudgedChunk
from fraudlens.scanning.apps import AppReading, app_targets
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from fraudlens.scanning.scorers import Scorers
    from fraudlens.scanning.sources import Unit
    from fraudlens.scoring import Scorer

Judged: TypeAlias = JudgedChunk | Failure

_BARE_APP = "{}"
"""Facts that make the tables load that judging any app needs."""
_ODD_APP = '{"finds":[{"kind":"url","value":"http://warm.alt/","place":""}]}'
"""Facts that make every table load, the model of addresses too: half of the apps hold none, but
who still waits for the first answer has the time. Nobody can own the name: `alt` is reserved
(RFC 9476)."""


def judged(unit: Unit, scorer: Callable[[], Scorer]) -> Judged:
    """Judge a chunk; the scorer is only asked for then, since a failure needs no model."""
    match unit:
        case Chunk():
            return scorer().judge_chunk(unit)
        case Failure():
            return unit
        case _:
            raise TypeError(f"{type(unit).__name__} is no outcome")


def judged_urls(work: Iterable[Unit], scorers: Scorers) -> Generator[Judged]:
    """Judge chunks of addresses; the model is loaded when the first one comes."""
    for unit in work:
        yield judged(unit, lambda: scorers.get("url"))


def judged_apps(
    work: Iterable[Unit], scorers: Scorers, reading: AppReading, workers: int
) -> Generator[Judged]:
    """Read and judge apps; the model is loaded while the first one is read."""
    with closing(app_targets(work, reading, workers, _warm(scorers))) as targets:
        for unit in targets:
            yield judged(unit, lambda: scorers.get("apk"))


def _warm(scorers: Scorers) -> Generator[None]:
    """Load what judging needs, what every app needs first; it may be left off after each step."""
    scorer = scorers.get("apk")
    yield
    for facts in (_BARE_APP, _ODD_APP):
        scorer.judge_chunk(Chunk(None, [facts], None))
        yield
