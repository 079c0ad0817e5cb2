"""One pass over the outcomes: counts of all, and the worst of them to be told in full."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from fraudlens.decide import DECISIONS
from fraudlens.reports.tally import Tally, tally
from fraudlens.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fraudlens.verdict import Failure, ModelRef, Outcome

BINS = 10
"""Of the histogram of scores."""
_PORTION = 1_000
_MOST_MODELS = 20
_ROW_TEXT = 600
"""Characters of a text that a row keeps: the table shows less, and ten thousands wait in memory."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a page holds; what is over it is counted and left out."""

    rows: int = 10_000
    """Of the table: a page of so many with 2,500 sections has 9 MB, and Chromium opens it in two
    seconds on one busy core; twice as many took seven times as long (measured 2026-11-26)."""
    sections: int = 2_000
    """Targets that are told in full: about 3 KB each, and up to 30 KB for an app."""
    failures: int = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    number: int
    """Place among the outcomes, from 1."""
    kind: str
    verdict: str
    """A decision, or `error`."""
    score: float | None
    type: str
    """Likeliest type of fraud, or the code of an error; empty for neither."""
    target: str
    label: str
    """What an app calls itself."""
    why: str
    policy: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a page tells."""

    tally: Tally
    kinds: tuple[str, ...]
    scores: dict[str, list[int]]
    """Counts of scores by decision, in `BINS` equal parts of 0 to 1."""
    models: tuple[ModelRef, ...]
    rows: tuple[Row, ...]
    """The worst, worst first."""
    told: tuple[tuple[int, Verdict], ...]
    """(number, verdict) of those that are told in full, worst first."""
    judged: int
    """Targets with a verdict."""
    failures: tuple[tuple[int, Failure], ...]
    """In the order of the outcomes."""


def gather(outcomes: Iterable[Outcome], bounds: Bounds) -> Gathered:
    """Count all outcomes and keep the worst."""
    pile = _Pile(bounds)
    waiting = iter(outcomes)
    while portion := list(islice(waiting, _PORTION)):
        pile.tally += tally(portion)
        for outcome in portion:
            pile.add(outcome)
    return Gathered(
        pile.tally,
        tuple(sorted(pile.kinds)),
        pile.scores,
        tuple(pile.models),
        pile.rows.ordered(),
        pile.told.ordered(),
        pile.judged,
        tuple(pile.failures),
    )


class _Worst(Generic[T]):
    """The worst of many things, as many as there is room for."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._heap: list[tuple[tuple[int, float, int], T]] = []

    def add(self, rank: tuple[int, float, int], thing: T) -> None:
        """Take a thing in; ranks differ, the highest is the worst."""
        if len(self._heap) < self._room:
            heapq.heappush(self._heap, (rank, thing))
        elif self._heap and rank > self._heap[0][0]:
            heapq.heapreplace(self._heap, (rank, thing))

    def ordered(self) -> tuple[T, ...]:
        """Give the things, worst first."""
        return tuple(thing for _, thing in sorted(self._heap, key=lambda pair: pair[0])[::-1])


@dataclass(slots=True)
class _Pile:
    """What was gathered so far."""

    bounds: Bounds
    tally: Tally = field(default_factory=Tally)
    kinds: set[str] = field(default_factory=set)
    scores: dict[str, list[int]] = field(
        default_factory=lambda: {decision: [0] * BINS for decision in DECISIONS}
    )
    models: dict[ModelRef, None] = field(default_factory=dict)
    failures: list[tuple[int, Failure]] = field(default_factory=list)
    judged: int = 0
    number: int = 0
    rows: _Worst[Row] = field(init=False)
    told: _Worst[tuple[int, Verdict]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = _Worst(self.bounds.rows)
        self.told = _Worst(self.bounds.sections)

    def add(self, outcome: Outcome) -> None:
        """Take an outcome in."""
        self.number += 1
        self.kinds.add(outcome.subject.kind)
        if isinstance(outcome, Verdict):
            self._verdict(outcome)
        else:
            self.rows.add((1, 0.0, -self.number), _failed(self.number, outcome))
            if len(self.failures) < self.bounds.failures:
                self.failures.append((self.number, outcome))

    def _verdict(self, verdict: Verdict) -> None:
        rank = (_concern(verdict), verdict.score, -self.number)
        self.rows.add(rank, _judged(self.number, verdict))
        share = min(max(verdict.score, 0.0), 1.0)
        self.scores[verdict.decision][min(int(share * BINS), BINS - 1)] += 1
        if len(self.models) < _MOST_MODELS:
            self.models[verdict.model] = None
        self.judged += 1
        self.told.add(rank, (self.number, verdict))


_POLICY = Counter(review=2, reject=3)
_FLAGGED = 10


def _concern(verdict: Verdict) -> int:
    """Rank verdicts first, then store rules, then what could not be read, then what is clear."""
    place = DECISIONS.index(verdict.decision)
    if place:
        return _FLAGGED + place
    return _POLICY[verdict.policy.result] if verdict.policy else 0


def _judged(number: int, verdict: Verdict) -> Row:
    told = [finding.text for finding in verdict.findings[:1]]
    told += [reason.text for reason in verdict.reasons[:1]]
    app = verdict.facts if verdict.subject.kind == "apk" else {}
    return Row(
        number,
        verdict.subject.kind,
        verdict.decision,
        verdict.score,
        verdict.fraud_type or "",
        verdict.subject.target[:_ROW_TEXT],
        str(app.get("label") or app.get("package") or "")[:_ROW_TEXT],
        told[0][:_ROW_TEXT] if told else "",
        verdict.policy.result if verdict.policy else "",
    )


def _failed(number: int, failure: Failure) -> Row:
    return Row(
        number,
        failure.subject.kind,
        "error",
        None,
        failure.code,
        failure.subject.target[:_ROW_TEXT],
        "",
        failure.message[:_ROW_TEXT],
        "",
    )
