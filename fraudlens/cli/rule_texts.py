"""What the rules of the app analyzer say of any app, for reports that describe rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.sarif_results import FINDING_LEVELS
from fraudlens.reports.sarif_rules import RuleText
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apkscan.policy.rules import Rule as PolicyRule
    from fraudlens.reports.run import RunInfo
    from fraudlens.reports.sarif_rules import Catalogue
    from fraudlens.verdict import Outcome

_OPEN = "…"
"""Stands where a finding names something."""
_IMITATIONS = {
    "official-app": Severity.INFO,
    "imitates-official-app": Severity.HIGH,
    "claims-official-package": Severity.HIGH,
    "vendor-prefix-without-key": Severity.LOW,
}
_BUILT_IN = {
    "no-signature": Severity.MEDIUM,
    "signature-broken": Severity.MEDIUM,
    "split-alone": Severity.MEDIUM,
    "test-only": Severity.LOW,
    "public-key": Severity.MEDIUM,
    "debug-key": Severity.LOW,
    "packed": Severity.LOW,
    "app-shell": Severity.LOW,
    "bad-link": Severity.MEDIUM,
    "low-visibility": Severity.MEDIUM,
}
"""Findings of `apkscan.findings` beside rules and notes, with their gravest severity."""


def sarif_report(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write SARIF in which the rules of apps and policies are described in their own words."""
    from fraudlens.reports.sarif import sarif  # noqa: PLC0415  only for this format

    return sarif(outcomes, run, rule_texts(run.lang))


def rule_texts(lang: str) -> Catalogue:
    """Describe every rule that a finding on an app or a breach of a policy can have, by id."""
    findings = {f"apk/{name}": text for name, text in (*_kinds(lang), *_findings(lang))}
    return {**findings, **{f"policy/{name}": text for name, text in _policies(lang)}}


def _kinds(lang: str) -> Iterator[tuple[str, RuleText]]:
    from apkscan.kinds.signs import load_signs  # noqa: PLC0415  only for apps
    from apkscan.phrases import phrase  # noqa: PLC0415  as above

    for kind in dict.fromkeys(sign.kind for sign in load_signs()):
        name = f"kind-{kind.replace('_', '-')}"
        yield name, _text(phrase(kind, lang), Severity.HIGH, (kind.replace("_", "-"),))


def _findings(lang: str) -> Iterator[tuple[str, RuleText]]:
    from apkscan.imitation.findings import TEXTS  # noqa: PLC0415  only for apps
    from apkscan.kinds.signs import load_rules  # noqa: PLC0415  as above
    from apkscan.phrases import phrase, said  # noqa: PLC0415  as above
    from apkscan.read.codes import CODES  # noqa: PLC0415  as above

    for name, code in CODES.items():
        yield name, _text(said((code.en, code.zh), lang), code.severity)
    for name, severity in _BUILT_IN.items():
        yield name, _text(phrase(name, lang, _OPEN), severity)
    for name, severity in _IMITATIONS.items():
        text = said(TEXTS[name], lang).format(name=_OPEN)
        yield name, _text(text, severity, ("impersonation",))
    for rule in load_rules():
        yield rule.name, _text(said(rule.texts, lang), rule.severity, (rule.masvs,))


def _policies(lang: str) -> Iterator[tuple[str, RuleText]]:
    from apkscan.policy.packs import load_pack, pack_names  # noqa: PLC0415  only for apps

    for pack in map(load_pack, pack_names()):
        yield from ((rule.name, _policy(rule, pack.name, lang)) for rule in pack.rules)


def _policy(rule: PolicyRule, pack: str, lang: str) -> RuleText:
    from apkscan.phrases import said  # noqa: PLC0415  only for apps

    return RuleText(
        said(rule.texts, lang),
        "error" if rule.severity == "reject" else "warning",
        rule.source,
        rule.effective_from.isoformat(),
        tuple(filter(None, (pack, rule.masvs))),
    )


def _text(text: str, severity: Severity, tags: tuple[str, ...] = ()) -> RuleText:
    text = text.removesuffix(_OPEN).rstrip(" :：")
    return RuleText(text, FINDING_LEVELS.get(severity, "note"), tags=tuple(filter(None, tags)))
