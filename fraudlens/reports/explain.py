"""One verdict in full, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.escape import visible
from fraudlens.reports.look import Look, cut, pad, wrap
from fraudlens.reports.page.words import Say
from fraudlens.reports.words import enumerate_words
from fraudlens.verdict import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens.explaining import Explanation

_BAR = 10
"""Cells of the longest bar on either side of the axis."""
_PICTURES = ("icon_png",)
"""Facts that no terminal can show."""
_SEVERITY = {"high": "fraud", "medium": "suspicious"}


def explanation(full: Explanation, look: Look) -> bytes:
    """Write an explanation as text of at most `look.width` cells a line."""
    sections = (_head, _findings, _policy, _themes, _types, _columns, _facts, _change)
    blocks = ["\n".join(section(full, look)) for section in sections]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode("utf-8", "replace")


def _head(full: Explanation, look: Look) -> Iterator[str]:
    verdict = full.verdict
    yield from wrap(visible(verdict.subject.target), look.width)
    label = look.paint(look.word(verdict.decision), verdict.decision)
    kind = f" ({look.word(verdict.fraud_type)})" if verdict.fraud_type else ""
    yield f"{label}{kind}: {look.word('explain score')} {verdict.score:.4f}"
    if verdict.basis is not Basis.MODEL:
        yield from wrap(look.word(f"basis {verdict.basis}"), look.width)
    yield from (look.paint(line, "dim") for line in wrap(look.legend(), look.width) if line)
    model = verdict.model
    yield look.paint(
        f"{look.word('model')}: {model.name} {model.version} {model.sha256[:12]}", "dim"
    )


def _themes(full: Explanation, look: Look) -> Iterator[str]:
    yield _heading("themes", look)
    top = max((abs(theme.weight) for theme in full.themes), default=1.0)
    for theme in full.themes:
        room = look.width - 2 * _BAR - 13
        text, *rest = wrap(visible(theme.text), max(room, _BAR))
        yield f"  {theme.weight:+6.2f} {_bar(theme.weight, top, look)} {text}".rstrip()
        yield from (" " * (2 * _BAR + 12) + line for line in rest)
    yield f"  {full.start:+6.2f} {' ' * (2 * _BAR + 1)} {look.word('start')}"
    yield f"  {full.margin:+6.2f} {' ' * (2 * _BAR + 1)} {look.word('raw score')}"


def _columns(full: Explanation, look: Look) -> Iterator[str]:
    yield _heading("columns", look)
    for share in full.columns:
        value = look.word("absent") if share.value is None else f"{share.value:g}"
        unit = "" if share.value is None or share.unit == "1" else f" {share.unit}"
        yield f"  {share.weight:+6.2f}  {share.name} = {value}{unit}"
        yield from _indented(share.description, 10, look, style="dim")


def _types(full: Explanation, look: Look) -> Iterator[str]:
    if full.verdict.fraud_types:
        yield _heading("fraud types", look)
        for name, share in full.verdict.fraud_types.items():
            yield f"  {share:6.1%}  {look.word(name)}"


def _findings(full: Explanation, look: Look) -> Iterator[str]:
    yield _heading("findings", look)
    for finding in full.verdict.findings:
        severity = look.paint(
            pad(look.word(finding.severity), 6), _SEVERITY.get(finding.severity, "dim")
        )
        text, *rest = wrap(visible(finding.text), look.width - 10)
        yield f"  {severity}  {text}"
        yield from (" " * 10 + line for line in rest)
        for name, value in finding.evidence.items():
            yield from _indented(_evidence(name, value, look), 10, look, style="dim")
    if not full.verdict.findings:
        yield f"  {look.word('none')}"


def _policy(full: Explanation, look: Look) -> Iterator[str]:
    """Give what the rules of stores and countries say; nothing of what has no policy."""
    policy = full.verdict.policy
    if policy is None:
        return
    yield look.paint(cut(look.policy(policy), look.width), policy.result)
    for breach in policy.breaches:
        yield from _indented(f"{look.word(breach.result)}: {visible(breach.text)}", 2, look)
        since = look.word("since").format(day=breach.effective_from)
        place = f"{breach.rule}, {since}, {breach.source}" if breach.source else breach.rule
        yield from _indented(place, 4, look, style="dim")
        for name, value in breach.evidence.items():
            yield from _indented(_evidence(name, value, look), 4, look, style="dim")
    if policy.missing:
        fields = look.word("comma").join(policy.missing)
        yield from _indented(look.word("not stated").format(fields=fields), 2, look)


def _facts(full: Explanation, look: Look) -> Iterator[str]:
    yield _heading("facts", look)
    for name, value in full.verdict.facts.items():
        if value not in (None, "", [], {}, False) and name not in _PICTURES:
            # English names are those of the record, so that one finds them there.
            shown = Say(look.lang).fact(name) if look.lang == "zh" else name
            yield from _indented(f"{shown}: {visible(_plain(value, look))}", 2, look)


def _change(full: Explanation, look: Look) -> Iterator[str]:
    yield _heading("change", look)
    if full.no_change is not None:
        yield from _indented(look.word(full.no_change), 2, look)
    for change in full.changes:
        sentence = look.word("with typical").format(
            blocks=enumerate_words(list(change.titles), look.lang),
            verdict=look.word(change.decision),
            score=f"{change.score:.3f}",
        )
        yield from _indented(sentence, 2, look)


def _heading(key: str, look: Look) -> str:
    return look.paint(look.word(key), "bold")


def _bar(weight: float, top: float, look: Look) -> str:
    """Draw a bar to the right of the axis for fraud, to the left against it."""
    length = round(_BAR * abs(weight) / top)
    drawn, blank = "█" * length, " " * (_BAR - length)
    if weight < 0:
        return blank + look.paint(drawn, "minus") + "│" + " " * _BAR
    return " " * _BAR + "│" + look.paint(drawn, "plus") + blank


def _indented(text: str, indent: int, look: Look, *, style: str = "") -> Iterator[str]:
    for line in wrap(text, max(look.width - indent, _BAR)):
        yield " " * indent + (look.paint(line, style) if style else line)


def _evidence(name: str, value: str, look: Look) -> str:
    shown = Say(look.lang).evidence(name) if look.lang == "zh" else name
    return f"{visible(shown)}: {visible(value)}"


def _plain(value: object, look: Look) -> str:
    """Say a plain JSON value as a person would."""
    match value:
        case None | bool():
            return look.word({None: "absent", True: "yes", False: "no"}[value])
        case float():
            return f"{value:g}"
        case {}:
            return ", ".join(f"{name} {_plain(each, look)}" for name, each in value.items())
        case list():
            apart = "; " if any(isinstance(each, dict) for each in value) else ", "
            return apart.join(_plain(each, look) for each in value) or look.word("none")
        case _:
            return str(value)
