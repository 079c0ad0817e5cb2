"""How many outcomes of which sort a scan had."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.decide import DECISIONS
from fraudlens.judged import JudgedChunk
from fraudlens.reports.look import Legend, legend_of
from fraudlens.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fraudlens.verdict import Decision, ModelRef, Outcome

_MOST_LEGENDS = 4
"""Of runs of several models put together; more would say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of outcomes; tallies of two portions add up to that of both."""

    decisions: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)
    """Likeliest types of the verdicts that are not clear."""
    failures: Mapping[str, int] = field(default_factory=dict)
    """By error code."""
    policies: Mapping[str, int] = field(default_factory=dict)
    """By result, of the apps that were held against a policy."""
    legends: tuple[Legend, ...] = ()
    """What the scores mean, in the order of appearance."""
    left_out: int = 0
    """Outcomes that a baseline knows; no other count has a part of them."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            Counter(self.decisions) + Counter(other.decisions),
            Counter(self.types) + Counter(other.types),
            Counter(self.failures) + Counter(other.failures),
            Counter(self.policies) + Counter(other.policies),
            tuple(dict.fromkeys(self.legends + other.legends))[:_MOST_LEGENDS],
            left_out=self.left_out + other.left_out,
        )

    @property
    def targets(self) -> int:
        """Number of outcomes."""
        return sum(self.decisions.values()) + self.failed

    @property
    def failed(self) -> int:
        """Number of failures."""
        return sum(self.failures.values())

    def at_or_above(self, decision: Decision) -> int:
        """Give the number of verdicts of at least this concern."""
        worst = DECISIONS[DECISIONS.index(decision) :]
        return sum(self.decisions.get(level, 0) for level in worst)


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Count outcomes."""
    if isinstance(outcomes, JudgedChunk):
        return _tally_columns(outcomes)
    decisions: Counter[str] = Counter()
    types: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    policies: Counter[str] = Counter()
    models: dict[tuple[str, ModelRef], None] = {}
    for outcome in outcomes:
        if isinstance(outcome, Verdict):
            decisions[outcome.decision] += 1
            models[outcome.subject.kind, outcome.model] = None
            if outcome.policy is not None:
                policies[outcome.policy.result] += 1
            if outcome.fraud_type is not None:
                types[outcome.fraud_type] += 1
        else:
            failures[outcome.code] += 1
    return Tally(decisions, types, failures, policies, _legends(models))


def _tally_columns(judged: JudgedChunk) -> Tally:
    counts = np.bincount(judged.ranks, minlength=len(DECISIONS)).tolist()
    types = Counter(extra.fraud_type for extra in judged.extras.values() if extra.fraud_type)
    first = judged.types.order[~np.isin(judged.types.rows, list(judged.extras)), :1]
    for place, count in enumerate(np.bincount(first.ravel()).tolist()):
        types[judged.types.names[place]] += count
    return Tally(
        {decision: count for decision, count in zip(DECISIONS, counts, strict=True) if count},
        +types,
        Counter(error.code for _, error in judged.failures),
        Counter(extra.policy.result for extra in judged.extras.values() if extra.policy),
        _legends([(judged.detector.kind, judged.model)] if len(judged.rows) else []),
    )


def _legends(models: Iterable[tuple[str, ModelRef]]) -> tuple[Legend, ...]:
    """Say what the scores of these models mean: at most some of them, each once."""
    found = (legend_of(kind, model) for kind, model in models)
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST_LEGENDS]
