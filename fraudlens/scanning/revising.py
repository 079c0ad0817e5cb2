"""Outcomes of addresses anew, once the registration of their domains is known.

The first model judges the address alone. Where a registry tells when the domain was registered,
the second model judges both; everywhere else the first verdict stands, so that having no facts
never says anything. Flagged addresses also get a second verdict: who put the page there, and who
can act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.decide import DECISIONS
from fraudlens.reasons import give_reasons
from fraudlens.scoring import findings_of
from fraudlens.verdict import Basis, Decision, Failure, Severity
from urlguard.batch import PRIVATE_SUFFIX, UrlBatch
from urlguard.read import take
from urlguard.registered.evidence import findings_of as registration_findings
from urlguard.registration.batch import make_batch
from urlguard.registration.facts_json import to_plain
from urlguard.registration.origin import judge_origin, origin_plain
from urlguard.registration.responsible import responsible
from urlguard.registration.sample import Sample
from urlguard.registration.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Facts, FloatMatrix
    from fraudlens.judged import JudgedChunk
    from fraudlens.scoring import Scorer
    from fraudlens.verdict import Finding, Outcome, Reason, Verdict
    from urlguard.registration.facts import Registration


_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Judges:
    """The two models."""

    alone: Scorer
    """Judges the address alone."""
    registered: Scorer
    """Judges it with the registration of its domain."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Rows as one of the models sees them."""

    scorer: Scorer
    facts: Facts
    matrix: FloatMatrix


@dataclass(frozen=True, slots=True)
class _Row:
    """What the second model says of a row."""

    rank: int
    score: float
    alone: float
    """Probability of fraud by the address alone, restated for addresses with a registration."""
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    types: Mapping[str, float] | None = None


def revise(
    judged: JudgedChunk, known: Mapping[int, Registration], judges: Judges, at: datetime
) -> list[Outcome]:
    """Give the outcomes of a chunk of addresses; `known` are the facts of rows, as of `at`."""
    outcomes = list(judged)
    urls: UrlBatch = judged.facts
    rented = urls.flags & PRIVATE_SUFFIX != 0
    dated = [row for row, facts in known.items() if facts.created and not rented[row]]
    again = _judge(urls, {row: known[row] for row in sorted(dated)}, judges, at)
    lang = judges.alone.options.lang
    for row, facts in known.items():
        place = int(judged.rows[row])
        verdict = outcomes[place]
        if isinstance(verdict, Failure):  # pragma: no cover  rows are those that were judged
            continue
        revised = _revised(verdict, again[row], judges) if row in again else verdict
        sample = Sample(verdict.subject.target, at, facts)
        outcomes[place] = _told(revised, sample, again.get(row), lang)
    return outcomes


def _judge(
    urls: UrlBatch, known: Mapping[int, Registration], judges: Judges, at: datetime
) -> dict[int, _Row]:
    """Judge some rows by both models."""
    if not known:
        return {}
    rows = np.fromiter(known, np.int64, len(known))
    alone, second = judges.alone, judges.registered
    some = take(urls, rows)
    matrix = alone.detector.matrix(some, alone.bundle.weights)
    margin = alone.bundle.trees.margin(matrix)
    scores = alone.bundle.manifest.calibration.score(margin)
    samples = tuple(Sample("", at, facts) for facts in known.values())
    batch = make_batch(some, samples, lambda _: scores)
    both = second.detector.matrix(batch, second.bundle.weights)
    again, ranks = second.judge(both)
    before = _restated(margin, judges)
    flagged = np.flatnonzero(ranks)
    reasons = _reasons(_Seen(alone, some, matrix), _Seen(second, batch, both), flagged)
    types = alone.type_shares(matrix[flagged], flagged)
    findings = findings_of(alone.detector, some, flagged, alone.options.lang)
    found = {
        int(row): _Row(int(rank), float(score), float(alone_score))
        for row, rank, score, alone_score in zip(rows, ranks, again, before, strict=True)
    }
    for at_flagged, number in enumerate(flagged.tolist()):
        row = int(rows[number])
        found[row] = replace(
            found[row],
            reasons=reasons[at_flagged],
            findings=findings[at_flagged],
            types=types.of(at_flagged),
        )
    return found


def _restated(margin: FloatArray, judges: Judges) -> FloatArray:
    """Give what the address alone says, on the scale of what it says with its registration."""
    first = judges.alone.bundle.manifest.calibration
    curve = judges.registered.bundle.manifest.alone
    if curve is None:
        return first.score(margin, judges.alone.options.base_rate)
    return curve.score(first.to_log_odds(margin), judges.registered.options.base_rate)


def _reasons(first: _Seen, then: _Seen, flagged: NDArray[np.int64]) -> list[tuple[Reason, ...]]:
    """Give the heaviest reasons of both models; of the address alone the first one's count."""
    options = first.scorer.options
    told = [
        give_reasons(
            seen.scorer.detector, seen.scorer.bundle.trees, seen.facts, flagged,
            seen.matrix[flagged], most=options.reasons, lang=options.lang,
        )
        for seen in (first, then)
    ]  # fmt: skip
    address = {feature.name for feature in then.scorer.detector.features.blocks[0].features}
    return [
        _heaviest([*one, *(reason for reason in other if reason.feature not in address)],
                  options.reasons)
        for one, other in zip(*told, strict=True)
    ]  # fmt: skip


def _heaviest(reasons: Sequence[Reason], most: int) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: -reason.weight)[:most])


def _revised(verdict: Verdict, row: _Row, judges: Judges) -> Verdict:
    """Put the second model's word in place of the first one's; an own list has the last word."""
    if verdict.basis is Basis.OWN_LIST:
        return replace(verdict, score=row.score, model=judges.registered.bundle.ref)
    types = dict(row.types or {})
    return replace(
        verdict,
        decision=DECISIONS[row.rank],
        score=row.score,
        model=judges.registered.bundle.ref,
        fraud_type=next(iter(types), None),
        fraud_types=types,
        reasons=row.reasons,
        findings=row.findings,
    )


def _told(verdict: Verdict, sample: Sample, row: _Row | None, lang: str) -> Verdict:
    """Add what is known of the registration, and for a flagged address who can act."""
    facts: dict[str, object] = {**verdict.facts, "registration": to_plain(sample.registration)}
    if row is not None:
        facts["address_score"] = row.alone
    if verdict.decision is Decision.CLEAR:
        return replace(verdict, facts=facts)
    site = site_of(verdict.facts)
    origin = judge_origin(site, sample.registration, sample.at)
    facts |= origin_plain(origin, lang)
    facts["responsible"] = responsible(site, sample.registration, origin.origin)
    findings = [*registration_findings(sample, lang), *verdict.findings]
    findings.sort(key=lambda finding: -_GRAVITY.index(finding.severity))
    return replace(verdict, facts=facts, findings=tuple(findings))


def site_of(facts: Mapping[str, object]) -> Site:
    """Give the parts of an address that `urlguard.describe` tells."""

    def text(key: str) -> str | None:
        value = facts.get(key)
        return value if isinstance(value, str) else None

    return Site(
        text("host") or "", text("registrable_domain"), text("path") or "", text("platform")
    )
