"""A table for people: one target a line, the strongest reason with it, a summary at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from fraudlens.reports.change_words import left_out
from fraudlens.reports.escape import visible
from fraudlens.reports.look import Look, cut, pad, shorten, wrap
from fraudlens.reports.where import place_notes, place_text
from fraudlens.verdict import Decision, Failure, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fraudlens.reports.tally import Tally

_GAP = "  "
_VERDICT, _SCORE, _TYPE = 10, 5, 21
"""Cells of the columns; the longest words of both languages fit."""
_LEFT = _VERDICT + _SCORE + _TYPE + 3 * len(_GAP)
_WIDE = 132
"""From this width on, the reason stands in a column of its own."""
_REASON = 48
_LEAST = 20


def table_head(look: Look) -> bytes:
    """Give the line of headings."""
    cells = _line(
        look.word("verdict"), look.word("score"), look.word("type"), look.word("target"), look
    )
    if look.width >= _WIDE:
        cells = pad(cells, _target_end(look)) + _GAP + look.word("why")
    return look.paint(cells.rstrip(), "bold").encode() + b"\n"


def table_rows(outcomes: Iterable[Outcome], look: Look) -> bytes:
    """Write outcomes as lines, in order; at most `look.width` cells each."""
    lines: list[str] = []
    for outcome in outcomes:
        first, *below = _outcome_lines(outcome, look)
        lines += [first, *_app_name(outcome, look), *_where(outcome, look), *below]
        if isinstance(outcome, Verdict) and outcome.policy:
            lines.append(_indented(look.policy(outcome.policy), outcome.policy.result, look))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def table_foot(tally: Tally, look: Look) -> bytes:
    """Sum up: counts by verdict, by type, what could not be read, and what the score means."""
    count, legend = tally.targets, look.explained(tally.legends).legend()
    total = look.word("one target" if count == 1 else "targets").format(count=f"{count:,}")
    parts = [
        look.paint(f"{tally.decisions[level]:,} {look.word(level)}", level)
        for level in reversed(Decision)
        if tally.decisions.get(level)
    ]
    if tally.failed:
        failed = look.word("not read").format(count=f"{tally.failed:,}")
        parts.append(look.paint(f"{failed} ({_counts(tally.failures, look)})", "error"))
    lines = [f"{total}: {', '.join(parts)}" if parts else total]
    if tally.types:
        lines.append(f"{look.word('types')}: {_counts(tally.types, look)}")
    if tally.policies:
        lines.append(f"{look.word('policy')}: {_counts(tally.policies, look)}")
    if tally.left_out:
        lines.append(left_out(tally.left_out, look.lang))
    lines += [look.paint(line, "dim") for line in wrap(legend, look.width) if line]
    return ("\n" + "".join(f"{line}\n" for line in lines)).encode()


def _outcome_lines(outcome: Outcome, look: Look) -> list[str]:
    match outcome:
        case Verdict():
            style = outcome.decision.value
            score = f"{outcome.score:.3f}"
            kind = look.word(outcome.fraud_type) if outcome.fraud_type else ""
            why = _strongest(outcome)
        case Failure():
            style, score, kind, why = "error", "", outcome.code, outcome.message
        case _:
            assert_never(outcome)
    line = _line(look.word(style), score, kind, visible(outcome.subject.target), look)
    painted = look.paint(line[: len(pad(look.word(style), _VERDICT))], style)
    rest = line[len(pad(look.word(style), _VERDICT)) :]
    why = visible(why).strip()
    if not why:
        return [painted + rest.rstrip()]
    if look.width < _WIDE:
        return [painted + rest.rstrip(), *_below(why, look)]
    beside = cut(why, look.width - _target_end(look) - len(_GAP))
    return [painted + pad(rest, _target_end(look) - _VERDICT) + _GAP + beside]


def _app_name(outcome: Outcome, look: Look) -> list[str]:
    """Give a line with what an app calls itself, for its file may be named by a digest."""
    if not isinstance(outcome, Verdict) or outcome.subject.kind != "apk":
        return []
    label, package, version = (
        visible(str(outcome.facts.get(name) or "")) for name in ("label", "package", "version")
    )
    name = " ".join(filter(None, (label, f"({package})" if package else "", version)))
    return [_indented(" ".join(name.split()), "bold", look)] if name else []


def _where(outcome: Outcome, look: Look) -> list[str]:
    """Give a line with the place in a messy text, of which the target alone says little."""
    subject = outcome.subject
    if subject.where is None:
        return []
    notes = place_notes(subject, look.lang)
    place = place_text(subject) + (f" ({notes})" if notes else "")
    return _below(place, look)


def _indented(text: str, style: str, look: Look) -> str:
    indent = " " * (_VERDICT + len(_GAP))
    return indent + look.paint(cut(text, max(look.width - len(indent), _LEAST)), style)


def _below(why: str, look: Look) -> list[str]:
    indent = " " * (_VERDICT + len(_GAP))
    room = max(look.width - len(indent), _LEAST)
    first, *rest = wrap(why, room)
    lines = [first, cut(" ".join(rest), room)] if rest else [first]
    return [look.paint(indent + line, "dim") for line in lines]


def _line(verdict: str, score: str, kind: str, target: str, look: Look) -> str:
    room = max(_target_end(look) - _LEFT, _LEAST)
    left = (pad(verdict, _VERDICT), pad(score, _SCORE), pad(shorten(kind, _TYPE), _TYPE))
    return _GAP.join((*left, shorten(target, room)))


def _target_end(look: Look) -> int:
    return look.width - _REASON - len(_GAP) if look.width >= _WIDE else look.width


def _strongest(verdict: Verdict) -> str:
    """Own lists and rules first: they are certain of what they say."""
    for finding in verdict.findings:
        return finding.text
    for reason in verdict.reasons:
        return reason.text
    return ""


def _counts(counts: Mapping[str, int], look: Look) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{look.word(name)} {count:,}" for name, count in ordered)
