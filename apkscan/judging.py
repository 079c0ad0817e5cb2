"""What rules say of an app and what they decide, beside the model.

The model learned from bankers and stealers, of which there are many samples; of loan, investment
and authority frauds it saw few. There the signs of `apkscan.kinds` carry the verdict, and the
record says so (`basis`). Of what it knows well, signs count where it does not contradict them:
an honest guard of a lost phone has the signs of a stealer. What cannot be seen is never cleared
silently. What its maker's key shows to be an official app is clear.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apkscan.findings import ORDER, findings_of
from apkscan.imitation import findings as imitations
from apkscan.policy.evaluate import policy_of
from apkscan.read.codes import CODES
from apkscan.visibility import REVIEW_BELOW
from fraudlens.verdict import Basis, Decision, FraudType, Ruling, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apkscan.batch import AppBatch
    from apkscan.view import AppView
    from fraudlens.verdict import Finding, PolicyResult

_LEAST_SHARE = 0.3
"""A kind of fraud with a lower score is not named."""
WELL_KNOWN = frozenset({FraudType.PHISHING, FraudType.MALWARE})
"""Kinds of which the model saw hundreds of samples."""
_DECISIONS = {Severity.HIGH: Decision.FRAUD, Severity.MEDIUM: Decision.SUSPICIOUS}


def findings(app: AppView, lang: str) -> tuple[Finding, ...]:
    """Give what rules say of an app: what clears it, then the gravest."""
    likeness = imitations.findings_of(app.facts, app.imitation, lang)
    first, others = (likeness, ()) if _is_official(app) else ((), likeness)
    rest = (*others, *findings_of(app.facts, app.context, lang))
    return (*first, *sorted(rest, key=lambda finding: ORDER[finding.severity]))


def rulings(batch: AppBatch, lang: str) -> dict[int, Ruling]:
    """Give what rules decide of each app, and what the policies say that the run asks for."""
    return {
        row: replace(ruling_of(app), policy=policy_result(app, lang))
        for row, app in enumerate(batch.apps)
    }


def policy_result(app: AppView, lang: str) -> PolicyResult | None:
    """Hold an app against the rules that the run asks for, if it does."""
    request = app.surroundings.policy
    return policy_of(app.facts, app.context, request, lang) if request else None


def ruling_of(app: AppView) -> Ruling:
    """Decide by the gravest of kinds of fraud and imitation; hidden apps go to a person.

    An official app by its maker's key is clear: what looks bad in it is its maker's own.
    """
    if _is_official(app):
        return Ruling(basis=Basis.OFFICIAL_APP, clears=True)
    kinds = app.context.kinds
    always = [score.severity() for score in kinds if score.kind not in WELL_KNOWN]
    if app.imitation:
        always.append(app.imitation.severity())
    known = [score.severity() for score in kinds if score.kind in WELL_KNOWN]
    grave, backed = _gravest(always), _gravest([*always, *known])
    if grave is Decision.CLEAR and app.context.visibility.share < REVIEW_BELOW:
        return Ruling(Decision.SUSPICIOUS, backed, Basis.VISIBILITY, _shares(app))
    return Ruling(grave, backed, Basis.RULES, _shares(app))


def _is_official(app: AppView) -> bool:
    """Tell whether an app is an official one by its maker's key, and phones run what was signed.

    A signature of the first scheme also holds where other code stands before the archive, which
    old phones then run (CVE-2017-13156): nothing may be odd in archive, manifest or signatures.
    """
    if not (app.imitation and app.imitation.genuine):
        return False
    facts = app.facts
    notes = (*facts.archive.notes, *facts.manifest_notes, *facts.signing.notes, *facts.dex.notes)
    codes = (CODES.get(note.code) for note in notes)
    return not any(code is None or code.severity in _DECISIONS for code in codes)


def _gravest(severities: Sequence[Severity | None]) -> Decision:
    return max(map(_decision, severities), default=Decision.CLEAR, key=_rank)


def _decision(severity: Severity | None) -> Decision:
    return _DECISIONS.get(severity, Decision.CLEAR) if severity else Decision.CLEAR


def _rank(decision: Decision) -> int:
    return list(Decision).index(decision)


def _shares(app: AppView) -> Mapping[str, float]:
    """Give the kinds that signs speak for, as shares that add up to 1.

    That it passes for another app is a sign, too: of phishing, unless others say more.
    """
    named = [score for score in app.context.kinds if score.score >= _LEAST_SHARE]
    total = sum(score.score for score in named)
    return {score.kind.value: round(score.score / total, 4) for score in named}
