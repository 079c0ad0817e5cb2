"""What rules say of an app, with the evidence and where in the file it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.kinds.scores import holds
from apkscan.kinds.signs import load_rules
from apkscan.kinds.traits import SHELL_SHARE
from apkscan.links import worst_links
from apkscan.phrases import evidence_text, phrase, said
from apkscan.read.codes import CODES
from apkscan.read.manifest_facts import PLACE
from apkscan.visibility import REVIEW_BELOW
from fraudlens.verdict import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apkscan.context import Context
    from apkscan.facts import ApkFacts, Note
    from apkscan.kinds.scores import KindScore

BAD_LINK = 0.9
"""From here on an address is a medium finding: one bad address does not make an app bad."""

_SAID_ELSEWHERE = ("known-key",)
"""Notes that have a finding of their own, which weighs the key."""
_LOUDEST_SIGNS = 3
"""Signs of a kind that its sentence tells; the evidence names all."""
_PLACES = 3
ORDER = {severity: rank for rank, severity in enumerate(reversed(Severity))}
"""The gravest first."""


def findings_of(facts: ApkFacts, context: Context, lang: str) -> tuple[Finding, ...]:
    """Give what rules say of an app, the gravest first, in a stable order."""
    found = [
        *_kinds(context, lang),
        *_rules(context, lang),
        *_notes(facts, lang),
        *_signing(facts, lang),
        *_refused(facts, lang),
        *_build(context, lang),
        *_links(context, lang),
        *_visibility(context, lang),
    ]
    return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))


def _kinds(context: Context, lang: str) -> Iterator[Finding]:
    for score in context.kinds:
        severity = score.severity()
        if severity:
            rule = f"kind-{score.kind.replace('_', '-')}"
            yield Finding(rule, severity, _kind_text(score, lang), _kind_evidence(score))


def _kind_text(score: KindScore, lang: str) -> str:
    loudest = [said(hit.sign.texts, lang) for hit in score.signs[:_LOUDEST_SIGNS]]
    reasons = phrase("and", lang).join(loudest)
    return phrase("because", lang, phrase(score.kind, lang), reasons)


def _kind_evidence(score: KindScore) -> dict[str, str]:
    found = (pair for hit in score.signs for pair in hit.found)
    evidence = {
        "score": f"{score.score:.2f}",
        "signs": ", ".join(hit.sign.name for hit in score.signs),
    }
    return evidence | _gathered(found)


def _gathered(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Join what conditions found by field, each value once."""
    values: dict[str, dict[str, None]] = {}
    for field, value in found:
        values.setdefault(field, {})[value] = None
    return {field: evidence_text(", ".join(each)) for field, each in values.items()}


def _rules(context: Context, lang: str) -> Iterator[Finding]:
    for rule in load_rules():
        found = holds(rule.when, rule.unless, context.sights)
        if found:
            evidence = _gathered(found)
            if rule.masvs:
                evidence["masvs"] = rule.masvs
            yield Finding(rule.name, rule.severity, said(rule.texts, lang), evidence)


def _notes(facts: ApkFacts, lang: str) -> Iterator[Finding]:
    """Give one finding for each code of the notes that tells more than a curiosity."""
    places: dict[str, list[Note]] = {}
    for note in (
        *facts.archive.notes,
        *facts.manifest_notes,
        *facts.signing.notes,
        *facts.dex.notes,
    ):
        places.setdefault(note.code, []).append(note)
    for name, notes in places.items():
        code = CODES.get(name)
        if code and code.severity is not Severity.INFO and name not in _SAID_ELSEWHERE:
            yield Finding(name, code.severity, said((code.en, code.zh), lang), _places(notes))


def _places(notes: list[Note]) -> dict[str, str]:
    shown = [f"{note.place} {note.detail}".strip() for note in notes[:_PLACES]]
    evidence = {"place": evidence_text("; ".join(filter(None, shown))), "count": str(len(notes))}
    return {name: value for name, value in evidence.items() if value}


def _signing(facts: ApkFacts, lang: str) -> Iterator[Finding]:
    """Say what no note of the reader says: notes tell why a signature does not hold."""
    signing = facts.signing
    if not signing.certificates and not signing.notes:
        yield Finding("no-signature", Severity.MEDIUM, phrase("no-signature", lang))
    if signing.verified is False and not signing.notes:
        evidence = {"schemes": ", ".join(signing.schemes)}
        text = phrase("signature-broken", lang)
        yield Finding("signature-broken", Severity.MEDIUM, text, evidence)
    for certificate in [c for c in signing.certificates if c.known][:1]:
        debug = certificate.known.endswith("debug")
        rule, severity = ("debug-key", Severity.LOW) if debug else ("public-key", Severity.MEDIUM)
        evidence = {"certificate": certificate.sha256, "key": certificate.known}
        yield Finding(rule, severity, phrase(rule, lang, certificate.known), evidence)


def _refused(facts: ApkFacts, lang: str) -> Iterator[Finding]:
    """Say why phones do not install it as it is."""
    for note in facts.unseen:
        if note.code == "split-alone":
            evidence = {"place": note.place, "split": evidence_text(note.detail)}
            yield Finding("split-alone", Severity.MEDIUM, phrase("split-alone", lang), evidence)
    if facts.manifest.test_only:
        evidence = {"place": PLACE}
        yield Finding("test-only", Severity.LOW, phrase("test-only", lang), evidence)


def _build(context: Context, lang: str) -> Iterator[Finding]:
    packers, shell = context.signatures.packers, context.shell
    if packers:
        names = ", ".join(packer.name for packer in packers)
        places = {
            "place": evidence_text(", ".join(packers[0].places)),
            "masvs": "MASVS-RESILIENCE-3",
        }
        yield Finding("packed", Severity.LOW, phrase("packed", lang, names), places)
    if shell.share >= SHELL_SHARE:
        text = phrase("app-shell", lang, evidence_text(shell.starts[0]))
        evidence = {"share": f"{shell.share:.2f}", "own classes": str(shell.own_classes)}
        if shell.generator:
            evidence["generator"] = shell.generator
        yield Finding("app-shell", Severity.LOW, text, evidence)


def _links(context: Context, lang: str) -> Iterator[Finding]:
    for entry in worst_links(context.links):
        bad = entry.score is not None and entry.score >= BAD_LINK
        yield Finding(
            "bad-link",
            Severity.MEDIUM if bad else Severity.LOW,
            phrase("bad-link", lang, evidence_text(entry.link.url)),
            {"score": f"{entry.score:.4f}", "place": entry.link.place, "host": entry.link.host},
        )


def _visibility(context: Context, lang: str) -> Iterator[Finding]:
    seen = context.visibility
    if seen.reasons:
        mark = "、" if lang == "zh" else ", "
        reasons = mark.join(phrase(f"seen-{note.code}", lang) for note in seen.reasons)
        yield Finding(
            "low-visibility",
            Severity.MEDIUM if seen.share < REVIEW_BELOW else Severity.INFO,
            phrase("low-visibility", lang, reasons),
            {"share": f"{seen.share:.2f}"}
            | {note.code: f"{note.place} {note.detail}".strip() for note in seen.reasons},
        )
