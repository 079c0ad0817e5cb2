"""What the registry of official apps lets say of an app, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.imitation.judge import Key
from apkscan.imitation.likeness import LabelHow, PackageHow
from apkscan.kinds.traits import Imitated
from fraudlens.verdict import Finding, Severity

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.imitation.judge import Imitation

TEXTS = {
    "official-app": (
        "is {name} itself, by its maker's key",
        "即{name}本身，签名为其开发者所有",
    ),
    "imitates-official-app": (
        "passes for {name} and is not signed by its maker's key",
        "冒充{name}，签名并非其开发者",
    ),
    "imitates-unknown": (
        "bears the name of {name} under another package name; its maker's key is not known here",
        "使用{name}的名称但包名不同，未收录其开发者签名",
    ),
    "claims-official-package": (
        "has the package name of {name} and is signed by another key",
        "使用{name}的包名，但签名不同",
    ),
    "claims-unknown": (
        "has the package name of {name}, whose maker's key is not known here",
        "使用{name}的包名，未收录其开发者签名，无法核实",
    ),
    "vendor-prefix-without-key": (
        "stands under the package prefix of the maker of {name} without a key that is known of it",
        "包名位于{name}开发者的前缀之下，但未使用其已知签名",
    ),
}
_VENDOR = (PackageHow.VENDOR, PackageHow.BELOW)
_STRANGE = (Key.OTHER, Key.PUBLIC, Key.BENCH)
_SHOWN = 80
"""Characters of a name that stand in a sentence."""


def findings_of(facts: ApkFacts, found: Imitation | None, lang: str) -> tuple[Finding, ...]:
    """Give what can be said of an app's likeness to an official one."""
    if found is None:
        return ()
    evidence = _evidence(facts, found)
    if found.genuine:
        text = _said("official-app", found, lang)
        return (Finding("official-app", Severity.INFO, text, evidence),)
    severity = found.severity()
    findings = []
    if severity:
        rule = _rule(found)
        text = _said(_text_key(rule, found), found, lang)
        findings.append(Finding(rule, severity, text, evidence))
    if found.like.package in _VENDOR and found.key in _STRANGE:
        rule = "vendor-prefix-without-key"
        graver = Severity.LOW if severity else Severity.INFO
        findings.append(Finding(rule, graver, _said(rule, found, lang), evidence))
    return tuple(findings)


def imitated_of(found: Imitation | None) -> Imitated | None:
    """Give what signs of fraud may rest on: the app itself, or a likeness that is no chance."""
    if found is None:
        return None
    grave = found.severity() in (Severity.MEDIUM, Severity.HIGH)
    if grave or found.genuine:
        return Imitated(found.app.name, found.app.kind, genuine=found.genuine)
    return None


def _rule(found: Imitation) -> str:
    same = found.like.package is PackageHow.SAME
    return "claims-official-package" if same else "imitates-official-app"


def _text_key(rule: str, found: Imitation) -> str:
    if found.key is not Key.UNKNOWN:
        return rule
    return "claims-unknown" if rule == "claims-official-package" else "imitates-unknown"


def _said(key: str, found: Imitation, lang: str) -> str:
    return TEXTS[key][1 if lang == "zh" else 0].format(name=found.app.name[:_SHOWN])


def _evidence(facts: ApkFacts, found: Imitation) -> dict[str, str]:
    """Give what matched, and both keys."""
    app, like, identity = found.app, found.like, facts.identity
    matched = [f"label {like.label}"] if like.label is not LabelHow.NONE else []
    if like.package is not PackageHow.NONE:
        matched.append(f"package {like.package}")
    if like.icon_bits is not None:
        matched.append(f"icon differs in {like.icon_bits} of 64 bits")
    evidence = {
        "official": app.name[:_SHOWN],
        "official package": app.package,
        "label": (identity.label or "")[:_SHOWN],
        "package": identity.package or "",
        "matched": "; ".join(matched),
        "key": str(found.key),
        "certificate": ", ".join(c.sha256 for c in facts.signing.certificates[:2]),
        "official certificate": ", ".join(app.certificates[:2]),
        "strength": f"{found.strength:.2f}" if found.strength else "",
    }
    return {name: value for name, value in evidence.items() if value}
