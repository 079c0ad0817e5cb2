"""What is new against an earlier run: new, changed, gone, or only a wobble.

A change is another verdict, a score that moved by more than the tolerance, another file of an
app, another error. A verdict that changed is no change but a *wobble* where all of this holds:
the score moved by at most a tenth of the tolerance, both runs have the same thresholds, the
verdicts are neighbours, and each is what its score says, so that only a threshold lies between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import nan
from struct import Struct
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.states import ERROR, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.states import State
    from fraudlens.verdict import Outcome

TOLERANCE = 0.05
_WOBBLE = 0.1
"""Share of the tolerance by which a score may cross a threshold and mean nothing."""
_ROUNDING = 1e-9
"""0.75 - 0.70 is not above 0.05."""
_RANKS = (*DECISIONS, ERROR)
_ENTRY = Struct("<8sBdB8s")
_MOST_SPELLINGS = 64
"""Spellings that are kept of one target; each is looked at when another one comes."""
_MOST_CUTS = 16
"""Pairs of thresholds that are told apart; a run has those of its models, one or two."""


class Move(StrEnum):
    """What became of a target between two runs."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    WOBBLE = "wobble"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run said of a target."""

    decision: str
    score: float | None
    cuts: tuple[float, float] | None
    mark: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A target, and what became of it."""

    move: Move
    state: State
    """Of the later run; of the earlier one for what is gone."""
    before: Known | None = None
    why: tuple[str, ...] = ()
    """Of `verdict`, `score`, `file`, `error`: what is another."""


class Baseline:
    """What an earlier run said, by target: hashes and numbers, no texts.

    What the later run says is kept beside, so a target that comes twice is told once.
    """

    def __init__(self, tolerance: float = TOLERANCE) -> None:
        """Know nothing yet; `tolerance` is in units of the score, from 0 to 1."""
        self._tolerance = tolerance
        self._known: dict[bytes, bytes] = {}
        self._met: set[bytes] = set()
        self._cuts: list[tuple[float, float] | None] = [None]

    def add(self, state: State) -> None:
        """Note what the earlier run says; of two records in the same spelling, the later one."""
        entries = self._known.get(state.identity, b"")
        self._known[state.identity] = _with(entries, self._entry(state))

    def meet(self, state: State) -> Change:
        """Say what is new of a record of the later run."""
        self._met.add(state.identity)
        entries = self._known.get(state.identity, b"")
        parts = _parts(entries, state.spelling)
        found = [compare(self._read(part), state, self._tolerance) for part in parts]
        quiet = (change for change in found if not is_news(change))
        change = min(quiet, key=lambda one: one.move is Move.WOBBLE, default=None)
        if change is None:
            change = found[-1] if found else Change(Move.NEW, state)
            self._known[state.identity] = _changed(entries, self._entry(state))
        return change

    def leave(self, state: State) -> Change | None:
        """Say whether a record of the earlier run is gone: was not met, and not left before."""
        entries = self._known.get(state.identity)
        if state.identity in self._met or entries is None:
            return None
        self._met.add(state.identity)
        return Change(Move.GONE, state, self._read(_parts(entries)[-1]))

    def _entry(self, state: State) -> bytes:
        if state.cuts not in self._cuts and len(self._cuts) < _MOST_CUTS:
            self._cuts.append(state.cuts)
        cuts = self._cuts.index(state.cuts) if state.cuts in self._cuts else 0
        score = nan if state.score is None else state.score
        rank = _RANKS.index(state.decision)
        return _ENTRY.pack(state.spelling, rank, score, cuts, state.mark)

    def _read(self, entry: bytes) -> Known:
        _, rank, score, cuts, mark = _ENTRY.unpack(entry)
        return Known(
            _RANKS[rank],
            None if _RANKS[rank] == ERROR else score,
            self._cuts[cuts],
            mark,
        )


class OnlyNew:
    """A sieve for the outcomes of a scan: what a baseline knows is counted and left out."""

    def __init__(self, baseline: Baseline) -> None:
        """Have left out nothing yet."""
        self._baseline = baseline

    def keep(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """Give the outcomes that are new or changed, in order."""
        return [one for one in outcomes if is_news(self._baseline.meet(state_of(one)))]


def is_news(change: Change) -> bool:
    """Tell whether a change is worth telling."""
    return change.move in (Move.NEW, Move.CHANGED, Move.GONE)


def compare(before: Known, after: State, tolerance: float = TOLERANCE) -> Change:
    """Compare two records of a target."""
    why = []
    if before.decision != after.decision:
        why.append("verdict")
    elif after.decision == ERROR:
        why += ["error"] if before.mark != after.mark else []
    elif _moved(before, after) > tolerance + _ROUNDING:
        why.append("score")
    if ERROR not in (before.decision, after.decision) and before.mark != after.mark:
        why.append("file")
    if why == ["verdict"] and _wobbles(before, after, tolerance):
        return Change(Move.WOBBLE, after, before, ("verdict",))
    return Change(Move.CHANGED if why else Move.SAME, after, before, tuple(why))


def changes(
    old: Iterable[State], new: Iterable[State], again: Iterable[State], baseline: Baseline
) -> Iterator[Change]:
    """Compare two runs: all of the new one in its order, then what is gone in the old order.

    `again` is the old run once more: it is gone through twice, so that its texts need no room.
    """
    for state in old:
        baseline.add(state)
    yield from map(baseline.meet, new)
    yield from filter(None, map(baseline.leave, again))


def _moved(before: Known, after: State) -> float:
    """Give how far the score moved; errors, which have none, are not asked."""
    return abs((before.score or 0.0) - (after.score or 0.0))


def _wobbles(before: Known, after: State, tolerance: float) -> bool:
    if before.cuts is None or before.cuts != after.cuts:
        return False
    if _moved(before, after) > tolerance * _WOBBLE + _ROUNDING:
        return False
    ranks = _RANKS.index(before.decision), _RANKS.index(after.decision)
    by_score = tuple(
        sum((one.score or 0.0) >= cut for cut in before.cuts) for one in (before, after)
    )
    return ranks == by_score and abs(ranks[0] - ranks[1]) == 1


def _parts(entries: bytes, spelling: bytes | None = None) -> list[bytes]:
    """Give the entries of a target, or that of one spelling alone, if there is one."""
    size = _ENTRY.size
    parts = [entries[at : at + size] for at in range(0, len(entries), size)]
    return [part for part in parts if part[:8] == spelling] or parts


def _with(entries: bytes, entry: bytes) -> bytes:
    """Put an entry behind the others, in place of one of the same spelling."""
    parts = [part for part in _parts(entries) if part[:8] != entry[:8]]
    return b"".join([*parts[1 - _MOST_SPELLINGS :], entry])


def _changed(entries: bytes, entry: bytes) -> bytes:
    """Put an entry in its place; spellings of which the same was said change with it."""
    parts = _parts(entries)
    said = {part[8:] for part in parts if part[:8] == entry[:8]}
    moved = (part[:8] + entry[8:] if part[8:] in said else part for part in parts)
    return _with(b"".join(moved), entry)
