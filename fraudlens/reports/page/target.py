"""One target in full: verdict, reasons, findings, store rules, facts, model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fraudlens.reports.look import Look
from fraudlens.reports.page.charts import reason_bar
from fraudlens.reports.page.facts import app_icon, facts_of
from fraudlens.reports.page.markup import NOTHING, Html, element, exact, joined, text
from fraudlens.reports.page.pieces import badge, evidence, outside, target_of
from fraudlens.reports.page.rows import anchor

if TYPE_CHECKING:
    from fraudlens.reports.page.words import Say
    from fraudlens.verdict import Breach, Finding, ModelRef, PolicyResult, Verdict

_MOST = 100
"""Reasons, findings and breaches of one target."""
_SOURCE = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9/._~?&=%#+-]{0,500})?")
"""What may be a link: the address of a policy's text, with nothing odd in it."""


def section(number: int, verdict: Verdict, say: Say) -> Html:
    """Tell all that is known of a target."""
    return element(
        "article",
        _head(number, verdict, say),
        _reasons(verdict, say),
        _findings(verdict.findings[:_MOST], say),
        _policy(verdict.policy, say) if verdict.policy else NOTHING,
        facts_of(verdict, say),
        _model(verdict.model, say),
        id=anchor(number),
        class_=f"case {verdict.decision}",
        aria_labelledby=f"h{number}",
    )


def model_words(model: ModelRef, say: Say) -> str:
    """Say where the verdicts of a model begin."""
    if model.thresholds is None:
        return say("not told")
    suspicious, fraud = (f"{value:.3f}" for value in model.thresholds)
    return say("semicolon").join((
        f"{say('from', verdict=say('suspicious'))} {suspicious}",
        f"{say('from', verdict=say('fraud'))} {fraud}",
    ))  # fmt: skip


def _head(number: int, verdict: Verdict, say: Say) -> Html:
    subject = verdict.subject
    label = verdict.facts.get("label") if subject.kind == "apk" else None
    target = target_of(subject.kind, subject.target)
    name = outside(str(label), 300) if label else target
    back = element("a", text(f"↑ {say('to table')}"), href="#targets", class_="back")
    return element(
        "header",
        app_icon(verdict, say),
        element("h3", name, id=f"h{number}"),
        element("p", element("span", target, class_="file")) if label else NOTHING,
        element("p", *_line(number, verdict, say)),
        back,
    )


def _line(number: int, verdict: Verdict, say: Say) -> list[Html]:
    """Give verdict, score, type and place of a target, in one line."""
    subject = verdict.subject
    parts = [
        badge(verdict.decision, say),
        text(f" {say('row score')} "),
        element("b", text(f"{verdict.score:.4f}")),
    ]
    if verdict.fraud_types:
        shares = [
            say("share", name=say(name), share=f"{share:.0%}")
            for name, share in list(verdict.fraud_types.items())[:_MOST]
        ]
        parts.append(text(f" · {say('types told', types=say.listed(shares))}"))
    parts.append(text(f" · {say('number')} {number}"))
    if subject.file is not None:
        line = "–" if subject.line is None else str(subject.line)
        parts += [text(" · "), outside(say("place", file=subject.file, line=line), 300)]
    return [*parts, text(" · "), text(say(f"basis {verdict.basis}"))]


def _reasons(verdict: Verdict, say: Say) -> Html:
    reasons = verdict.reasons[:_MOST]
    if not reasons:
        return NOTHING
    most = max(abs(reason.weight) for reason in reasons)
    diverging = any(reason.weight < 0 for reason in reasons)
    lines = [
        element(
            "li",
            reason_bar(reason.weight, most, diverging=diverging),
            element("span", text(f"{reason.weight:+.2f}"), class_="weight"),
            outside(reason.text),
        )
        for reason in reasons
    ]
    return _group("reasons", element("ul", *lines, class_="reasons"), say=say)


def _findings(findings: tuple[Finding, ...], say: Say) -> Html:
    lines = [
        element(
            "li",
            element(
                "p",
                badge(finding.severity, say),
                text(" "),
                outside(finding.text),
                text(" "),
                element("code", text(finding.rule, most=100)),
            ),
            evidence(finding.evidence, say),
        )
        for finding in findings
    ]
    return (
        _group("findings", element("ul", *lines, class_="findings"), say=say) if lines else NOTHING
    )


def _policy(policy: PolicyResult, say: Say) -> Html:
    lines = [_breach(breach, say) for breach in policy.breaches[:_MOST]]
    line = Look(lang=say.lang).policy(policy)
    missing = say("not stated", fields=say.listed(list(policy.missing[:_MOST])))
    return _group(
        "row policy",
        element("p", badge(policy.result, say), text(" "), outside(line)),
        element("ul", *lines, class_="findings") if lines else NOTHING,
        element("p", outside(missing)) if policy.missing else NOTHING,
        say=say,
    )


def _breach(breach: Breach, say: Say) -> Html:
    rule = [element("code", text(breach.rule, most=100))]
    if breach.effective_from:
        rule.append(text(say("since", day=breach.effective_from), most=100))
    if breach.source:
        rule.append(_source(breach.source))
    return element(
        "li",
        element("p", badge(breach.result, say), text(" "), outside(breach.text)),
        element("p", joined(rule, text(" · ")), class_="note"),
        evidence(breach.evidence, say),
    )


def _source(source: str) -> Html:
    """Give the text of a policy as a link, if it is an address of the plainest sort."""
    if not _SOURCE.fullmatch(source):
        return outside(source)
    return element("a", exact(source), href=source, rel="noopener noreferrer")


def _model(model: ModelRef, say: Say) -> Html:
    return element(
        "footer",
        text(f"{say('model')} {model.name} {model.version} · {model_words(model, say)} · ", 300),
        element("code", text(model.sha256, most=100)),
    )


def _group(key: str, *parts: Html, say: Say) -> Html:
    return element("section", element("h4", text(say(key))), *parts)
