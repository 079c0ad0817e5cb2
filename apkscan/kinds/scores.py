"""How much speaks for each kind of fraud: signs that hold, added up as independent causes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.kinds.conditions import Condition, Found, Sights, find
from fraudlens.verdict import FraudType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apkscan.kinds.signs import Sign

HIGH_SCORE = 0.75
"""From here on, and with a strong sign, a kind is a high finding."""
HEAVY_WEIGHT = 0.4
"""Of the strong sign that a high finding needs: many slight ones often have one honest cause."""
MEDIUM_SCORE = 0.5
LOW_SCORE = 0.4


@dataclass(frozen=True, slots=True)
class SignHit:
    """A sign that holds, with what makes it hold."""

    sign: Sign
    found: Found


@dataclass(frozen=True, slots=True)
class KindScore:
    """How much speaks for one kind of fraud."""

    kind: FraudType
    score: float
    """In [0, 1]; a degree of belief of the signs' author, not a calibrated probability."""
    signs: tuple[SignHit, ...]
    """The weightiest first."""

    def severity(self) -> Severity | None:
        """Give how grave that is: high needs a heavy sign, and `None` is too little to say."""
        strong = any(hit.sign.strong for hit in self.signs)
        heavy = max((hit.sign.weight for hit in self.signs if hit.sign.strong), default=0.0)
        if self.score >= HIGH_SCORE and heavy >= HEAVY_WEIGHT:
            return Severity.HIGH
        if self.score >= MEDIUM_SCORE:
            return Severity.MEDIUM
        return Severity.LOW if self.score >= LOW_SCORE and strong else None


def kind_scores(sights: Sights, signs: Iterable[Sign]) -> tuple[KindScore, ...]:
    """Give the kinds for which at least one sign holds, the likeliest first."""
    hits: dict[FraudType, list[SignHit]] = {}
    for sign in signs:
        found = holds(sign.when, sign.unless, sights)
        if found:
            hits.setdefault(sign.kind, []).append(SignHit(sign, found))
    scores = [_score(kind, found) for kind, found in hits.items()]
    return tuple(sorted(scores, key=lambda score: (-score.score, score.kind)))


def holds(when: Iterable[Condition], unless: Iterable[str], sights: Sights) -> Found:
    """Give what makes all conditions hold; empty if one does not, or a trait explains it."""
    traits: Mapping[str, str] = sights.fields["traits"]
    if any(trait in traits for trait in unless):
        return ()
    found: list[tuple[str, str]] = []
    for condition in when:
        part = find(condition, sights)
        if not part:
            return ()
        found += part
    return tuple(found)


def _score(kind: FraudType, hits: list[SignHit]) -> KindScore:
    doubt = 1.0
    for hit in hits:
        doubt *= 1 - hit.sign.weight
    ordered = sorted(hits, key=lambda hit: (-hit.sign.weight, hit.sign.name))
    return KindScore(kind, 1 - doubt, tuple(ordered))
