"""The outcomes of a chunk in columns: objects are made only for reports that ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.verdict import (
    Basis,
    Failure,
    Finding,
    Outcome,
    PolicyResult,
    Reason,
    Subject,
    Verdict,
)

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
    """What only verdicts carry that are not clear, or that a rule or an own list speaks of."""

    fraud_type: str | None = None
    fraud_types: Mapping[str, float] | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    basis: Basis = Basis.MODEL
    policy: PolicyResult | None = None


NO_EXTRAS = Extras()


@dataclass(frozen=True, slots=True, eq=False)
class TypeShares:
    """Types of fraud of some rows, likeliest first."""

    rows: NDArray[np.int64]
    """The rows, ascending. Shape (n,)."""
    names: tuple[str, ...]
    order: NDArray[np.int64]
    """Places in `names`. Shape (n, types); no columns where the model tells no types apart."""
    shares: FloatArray
    """Share of each, as it is shown. Shape (n, types)."""
    counts: NDArray[np.int64]
    """How many of them are worth naming. Shape (n,)."""

    def of(self, number: int) -> dict[str, float]:
        """Give the types of the row at a place in `rows`."""
        count = self.counts[number]
        places, shares = self.order[number, :count].tolist(), self.shares[number, :count].tolist()
        return {self.names[place]: share for place, share in zip(places, shares, strict=True)}


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
    types: TypeShares
    """Of the verdicts that are not clear."""
    extras: Mapping[int, Extras]
    """By row, all of what a verdict carries beside, where it is more than `types`."""
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
            subject = self._subject(place, self.chunk.targets[place])
            yield place, Failure(subject, error.code, error.message)

    def all_extras(self) -> dict[int, Extras]:
        """Give what each verdict carries that carries any, by row."""
        typed = enumerate(self.types.rows.tolist())
        plain = ((row, self.types.of(at)) for at, row in typed if row not in self.extras)
        found = {row: Extras(next(iter(types), None), types) for row, types in plain}
        return {**found, **self.extras}

    def describe(self, row: int) -> dict[str, object]:
        """Give the facts of a row that was judged."""
        return self.detector.describe(self.facts, row)

    def _verdicts(self) -> Iterator[Verdict]:
        targets, extras = list(self.chunk.targets), self.all_extras()
        for row, (place, score, rank) in enumerate(
            zip(self.rows.tolist(), self.scores.tolist(), self.ranks.tolist(), strict=True)
        ):
            extra = extras.get(row, NO_EXTRAS)
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
                extra.basis,
                extra.policy,
            )

    def _subject(self, place: int, target: str) -> Subject:
        lines, names = self.chunk.lines, self.chunk.names
        line = None if lines is None else lines[place]
        name = target if names is None else names[place]
        where = None if self.chunk.places is None else self.chunk.places[place]
        return Subject(self.detector.kind, name, self.chunk.file, line, where)
