"""What of an outcome SARIF tells: a flagged verdict, findings on an app, rules that it breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.gate import NOT_AS_SIGNED, is_allowed
from fraudlens.reports.escape import cut, without_surrogates
from fraudlens.reports.sarif_places import fingerprint
from fraudlens.reports.sarif_text import message_text, sentence
from fraudlens.reports.sarif_words import SARIF_WORDS
from fraudlens.reports.words import WORDS
from fraudlens.verdict import Decision, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fraudlens.reports.sarif_limits import SarifLimits
    from fraudlens.verdict import Breach, Finding, PolicyResult, Verdict

LEVELS = ("note", "warning", "error")
"""In rising order of concern."""
FINDING_LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error"}
"""Findings below are for a reader of the whole report, and no results."""
_VERDICT_LEVELS = {Decision.SUSPICIOUS: "warning", Decision.FRAUD: "error"}
_POLICY_LEVELS = {"reject": "error"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SHORT = 300
"""Characters of a target in a message, and of what is a name by rights."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result, before it has a place in the report."""

    rule: str
    """Stable id, such as `url/fraud`, `apk/known-key`, `policy/loan-contacts`."""
    level: str
    """One of `LEVELS`."""
    verdict: Verdict
    message: str
    place: str = ""
    """Entries of the app's archive."""
    detail: str = ""
    """What sets several results of one rule and target apart."""
    properties: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    """Address of what the rule rests on, as it came; not yet checked."""
    since: str = ""

    @property
    def gravity(self) -> tuple[float, ...]:
        """How grave it is beside others: by level, then by score."""
        return LEVELS.index(self.level), self.verdict.score


def results_of(verdict: Verdict, lang: str, limits: SarifLimits) -> Iterator[Found]:
    """Give the results of a verdict; an address has one at most, an app as many as are said."""
    level = _VERDICT_LEVELS.get(verdict.decision)
    if level:
        rule = f"{_name(verdict.subject.kind)}/{verdict.decision}"
        message = message_text(_verdict_text(verdict, lang), limits.characters)
        yield Found(rule, level, verdict, message, properties=_verdict_properties(verdict, limits))
    if verdict.subject.kind != "apk":
        return
    allowed = is_allowed(verdict)
    for finding in verdict.findings:
        if finding.severity not in FINDING_LEVELS:
            continue
        if finding.rule in NOT_AS_SIGNED or not allowed:  # the rest its owner knows, as at the gate
            yield _finding(finding, verdict, lang, limits)
    if verdict.policy:
        for breach in verdict.policy.breaches:
            yield _breach(breach, verdict.policy, verdict, lang, limits)


def print_of(found: Found) -> str:
    """Give the fingerprint of a result."""
    verdict = found.verdict
    return fingerprint(verdict.subject, verdict.facts, found.rule, found.detail)


def _finding(finding: Finding, verdict: Verdict, lang: str, limits: SarifLimits) -> Found:
    text = _joined((sentence(finding.text, lang), _evidence(finding.evidence, lang)), lang)
    return Found(
        f"apk/{_name(finding.rule)}",
        FINDING_LEVELS[finding.severity],
        verdict,
        message_text(f"{_app(verdict)}: {text}", limits.characters),
        finding.evidence.get("place", ""),
        finding.evidence.get("host", ""),
        {"severity": finding.severity, "evidence": _plain(finding.evidence, limits)},
    )


def _breach(
    breach: Breach, policy: PolicyResult, verdict: Verdict, lang: str, limits: SarifLimits
) -> Found:
    result = WORDS[lang].get(breach.result, breach.result)
    told = SARIF_WORDS[lang]["breach"].format(
        text=breach.text, pack=policy.pack, day=policy.as_of, result=result
    )
    text = _joined((sentence(told, lang), _evidence(breach.evidence, lang)), lang)
    return Found(
        f"policy/{_name(breach.rule)}",
        _POLICY_LEVELS.get(breach.result, "warning"),
        verdict,
        message_text(f"{_app(verdict)}: {text}", limits.characters),
        breach.evidence.get("place", ""),
        properties={
            "result": cut(breach.result, _SHORT),
            "pack": cut(policy.pack, _SHORT),
            "asOf": cut(policy.as_of, _SHORT),
            "effectiveFrom": cut(breach.effective_from, _SHORT),
            "evidence": _plain(breach.evidence, limits),
        },
        source=breach.source,
        since=breach.effective_from,
    )


def _verdict_text(verdict: Verdict, lang: str) -> str:
    """Say the verdict, then why: viewers with little room show the first sentence only."""
    words, said = WORDS[lang], SARIF_WORDS[lang]
    kind = verdict.fraud_type
    head = said["verdict" if kind else "plain verdict"].format(
        verdict=words[verdict.decision],
        type=words.get(kind or "", kind),
        score=f"{verdict.score:.4f}",
        target=cut(verdict.subject.target, _SHORT),
    )
    reasons = [reason.text for reason in verdict.reasons]
    if verdict.subject.kind != "apk":  # those of an app are results of their own
        reasons = [finding.text for finding in verdict.findings] + reasons
    why = sentence(said["comma"].join(dict.fromkeys(reasons)), lang) if reasons else ""
    basis = words.get(f"basis {verdict.basis}", "")
    return _joined((sentence(head + said["stop"], lang), basis, why), lang)


def _verdict_properties(verdict: Verdict, limits: SarifLimits) -> dict[str, object]:
    return {
        "fraudType": verdict.fraud_type,
        "rules": [finding.rule for finding in verdict.findings],
        **({"host": host} if (host := _host(verdict, limits)) else {}),
    }


def _host(verdict: Verdict, limits: SarifLimits) -> str:
    return cut(str(verdict.facts.get("host") or ""), limits.target_characters)


def common_properties(found: Found, limits: SarifLimits) -> dict[str, object]:
    """Give what is told with each result of a verdict."""
    verdict, model = found.verdict, found.verdict.model
    plain = {
        "target": cut(without_surrogates(verdict.subject.target), limits.target_characters),
        "verdict": verdict.decision,
        "score": verdict.score,
        "basis": verdict.basis,
        "model": {"name": model.name, "version": model.version, "sha256": model.sha256},
        **found.properties,
    }
    line = verdict.subject.line  # told here, too, since a file that is no text has no region
    return plain if line is None else {**plain, "line": line}


def _app(verdict: Verdict) -> str:
    package = verdict.facts.get("package")
    return cut(str(package or verdict.subject.target), _SHORT)


def _evidence(evidence: Mapping[str, str], lang: str) -> str:
    return SARIF_WORDS[lang]["comma"].join(f"{name}: {value}" for name, value in evidence.items())


def _plain(evidence: Mapping[str, str], limits: SarifLimits) -> dict[str, str]:
    return {cut(name, _SHORT): cut(value, limits.characters) for name, value in evidence.items()}


def _joined(parts: tuple[str, ...], lang: str) -> str:
    return SARIF_WORDS[lang]["join"].join(filter(None, parts))


def _name(name: str) -> str:
    """Give the name of a rule; one that is no plain name comes from no release of fraudlens."""
    return name if _NAME.fullmatch(name) else "other"
