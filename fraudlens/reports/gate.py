"""The gate's word on each app, for the person who decides at a terminal or in a log."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fraudlens.gate import Ground, Step, likenesses, official
from fraudlens.reports.escape import visible
from fraudlens.reports.gate_words import GATE_WORDS
from fraudlens.reports.look import cells, cut, pad, wrap
from fraudlens.verdict import Basis, Failure, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fraudlens.gate import Gated
    from fraudlens.reports.look import Look
    from fraudlens.verdict import Breach, PolicyResult, Verdict

_STYLES = {Step.STOP: "fraud", Step.LOOK: "suspicious", Step.PUBLISH: "clear", Step.UNREAD: "error"}
_LABELS = ("app", "fraud", "imitation", "policy", "breaks", "open", "missing", "next")
_SHOWN_FINDINGS = 3
_SHOWN_RULES = 10
_MARK = "- "
_FIELDS = ", "
"""Between names of fields, in every language: a line can be broken there."""
_NAME = 80
"""Cells of what an app calls itself."""
_SIGNER = 12
"""Digits of a certificate's digest, as in the tables of scans."""


def gate_page(apps: Sequence[Gated], look: Look) -> bytes:
    """Write what becomes of each app and why, and the count of each step, at most a line wide."""
    blocks = ["\n".join(_block(app, look)) for app in apps]
    return ("\n\n".join([*blocks, _total(apps, look)]) + "\n").encode("utf-8", "replace")


def _block(app: Gated, look: Look) -> Iterator[str]:
    words = GATE_WORDS[look.lang]
    yield from wrap(visible(app.outcome.subject.target), look.width)
    yield "  " + look.paint(words[app.step], _STYLES[app.step])
    if isinstance(app.outcome, Failure):
        yield from _row("app", [app.outcome.message], look)
    else:
        yield from _row("app", [_identity(app.outcome, words)], look)
        yield from _row("fraud", _verdict(app.outcome, look), look)
        found = [finding.text for finding in likenesses(app.outcome) or official(app.outcome)]
        yield from _row("imitation", found or [words["no imitation"]], look)
        yield from _policy(app.outcome.policy, look)
    yield from _row("next", _advice(app, words), look)


def _row(label: str, texts: Iterable[str], look: Look) -> Iterator[str]:
    """Write texts beside their label, each beginning on a line of its own; none for no texts."""
    words = GATE_WORDS[look.lang]
    left = max(cells(words[name]) for name in _LABELS) + 4
    head = pad(f"  {words[label]}", left)
    for text in texts:
        mark = _MARK if text.startswith(_MARK) else ""
        room = max(look.width - left - len(mark), _SIGNER)
        for number, line in enumerate(wrap(visible(text.removeprefix(mark)), room)):
            yield (head + (" " * len(mark) if number else mark) + line).rstrip()
            head = " " * left


def _identity(verdict: Verdict, words: Mapping[str, str]) -> str:
    facts = verdict.facts
    signers = facts.get("certificates")
    signer = str(signers[0])[:_SIGNER] if isinstance(signers, list | tuple) and signers else ""
    named = {
        name: cut(visible(str(facts.get(name) or words["unknown"])), _NAME)
        for name in ("label", "version", "package")
    }
    return words["identity"].format(**named, signer=signer or words["unknown"])


def _verdict(verdict: Verdict, look: Look) -> Iterator[str]:
    words = GATE_WORDS[look.lang]
    kind = words["type"].format(type=look.word(verdict.fraud_type)) if verdict.fraud_type else ""
    yield words["verdict"].format(
        verdict=look.word(verdict.decision), type=kind, score=f"{verdict.score:.4f}"
    )
    if verdict.basis is not Basis.MODEL:
        yield look.word(f"basis {verdict.basis}")
    same = likenesses(verdict)
    grave = [f for f in verdict.findings if f.severity in (Severity.HIGH, Severity.MEDIUM)]
    others = [f for f in grave if f not in same]
    yield from (_MARK + f.text for f in others[:_SHOWN_FINDINGS])
    if len(others) > _SHOWN_FINDINGS:
        yield words["more"].format(count=len(others) - _SHOWN_FINDINGS)


def _policy(policy: PolicyResult | None, look: Look) -> Iterator[str]:
    words = GATE_WORDS[look.lang]
    if policy is None:
        yield from _row("policy", [words["no policy"]], look)
        return
    line = words["policy line"].format(
        pack=policy.pack, day=policy.as_of, result=look.word(policy.result)
    )
    yield from _row("policy", [line], look)
    broken = [breach for breach in policy.breaches if breach.result == "reject"]
    opened = [breach for breach in policy.breaches if breach.result != "reject"]
    yield from _row("breaks", _rules(broken, words), look)
    yield from _row("open", _rules(opened, words), look)
    if policy.missing:
        yield from _row("missing", [_FIELDS.join(policy.missing)], look)


def _rules(breaches: Sequence[Breach], words: Mapping[str, str]) -> Iterator[str]:
    for breach in breaches[:_SHOWN_RULES]:
        yield _MARK + words["breach"].format(rule=breach.rule, text=breach.text)
    if len(breaches) > _SHOWN_RULES:
        yield words["more"].format(count=len(breaches) - _SHOWN_RULES)


def _advice(app: Gated, words: Mapping[str, str]) -> Iterator[str]:
    """Say what to do for each ground."""
    if not app.grounds:
        yield words["next publish"]
    official = ""
    missing: tuple[str, ...] = ()
    if not isinstance(app.outcome, Failure):
        found = [f.evidence.get("official", "") for f in likenesses(app.outcome)]
        official = found[0] if found else ""
        missing = app.outcome.policy.missing if app.outcome.policy else ()
    for ground in app.grounds:
        if ground is Ground.REVIEW and missing:
            yield words["next missing"].format(fields=_FIELDS.join(missing))
        else:
            yield words[f"next {ground}"].format(official=official)


def _total(apps: Sequence[Gated], look: Look) -> str:
    words = GATE_WORDS[look.lang]
    counts = Counter(app.step for app in apps)
    steps = words["comma"].join(
        words["step"].format(step=words[f"of {step}"], count=counts[step])
        for step in reversed(Step)
        if counts[step]
    )
    return words["one app" if len(apps) == 1 else "total"].format(
        count=len(apps), steps=steps or words["none"]
    )
