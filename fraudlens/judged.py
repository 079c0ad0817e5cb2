"""The outcomes of a chunk in columns: objects are made only for reports that ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.verdict import Failure, Finding, Outcome, Reason, Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Facts
    from fraudlens.errors import InputError
    from fraudlens.targets import Chunk
    from fraudlens.verdict import ModelRef


@dataclass(frozen=True, slots=True)
class Extras:
    """What only verdicts that are not clear carry, or that an own list decided."""

    fraud_type: str | None = None
    fraud_types: Mapping[str, float] | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_EXTRAS = Extras()


@dataclass(frozen=True, slots=True, eq=False)
class JudgedChunk(Iterable[Outcome]):
    """A chunk after scoring; iterating gives one outcome a target, in order."""

    chunk: Chunk
    detector: Detector
    model: ModelRef
    facts: Facts
    """Of the rows that were judged."""
    rows: NDArray[np.int64]
    """Place in the chunk of each of these rows, ascending."""
    scores: FloatArray
    ranks: NDArray[np.int8]
    """Places in `DECISIONS`."""
    extras: Mapping[int, Extras]
    """By row, of the verdicts that carry any."""
    failures: tuple[tuple[int, InputError], ...]
    """Place in the chunk and error of the other targets, ascending."""

    def __len__(self) -> int:
        """Give the number of outcomes."""
        return len(self.rows) + len(self.failures)

    def __iter__(self) -> Iterator[Outcome]:
        """Give the outcomes in order."""
        failures = self.failed()
        waiting = next(failures, None)
        for place, verdict in zip(self.rows.tolist(), self._verdicts(), strict=True):
            while waiting is not None and waiting[0] < place:
                yield waiting[1]
                waiting = next(failures, None)
            yield verdict
        if waiting is not None:
            yield waiting[1]
        yield from (failure for _, failure in failures)

    def failed(self) -> Iterator[tuple[int, Failure]]:
        """Give place in the chunk and outcome of each target that was not judged, in order."""
        for place, error in self.failures:
            yield (
                place,
                Failure(self._subject(place, self.chunk.targets[place]), error.code, error.message),
            )

    def describe(self, row: int) -> dict[str, object]:
        """Give the facts of a row that was judged."""
        return self.detector.describe(self.facts, row)

    def _verdicts(self) -> Iterator[Verdict]:
        targets = list(self.chunk.targets)
        for row, (place, score, rank) in enumerate(
            zip(self.rows.tolist(), self.scores.tolist(), self.ranks.tolist(), strict=True)
        ):
            extra = self.extras.get(row, NO_EXTRAS)
            yield Verdict(
                self._subject(place, targets[place]),
                DECISIONS[rank],
                score,
                self.model,
                extra.fraud_type,
                extra.fraud_types or {},
                extra.reasons,
                extra.findings,
                self.describe(row),
            )

    def _subject(self, place: int, target: str) -> Subject:
        lines = self.chunk.lines
        line = None if lines is None else lines[place]
        return Subject(self.detector.kind, target, self.chunk.file, line)
