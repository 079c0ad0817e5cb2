"""Two runs compared: for people at a terminal, for scripts, and for a page or a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from fraudlens.baseline import Move, is_news
from fraudlens.reports.change_names import ChangeFormat
from fraudlens.reports.change_words import CHANGE_WORDS
from fraudlens.reports.defang import defanged
from fraudlens.reports.escape import visible
from fraudlens.reports.escape_markdown import markdown_code
from fraudlens.reports.jsonl import json_text
from fraudlens.reports.look import pad, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fraudlens.baseline import Change, Known
    from fraudlens.reports.look import Look
    from fraudlens.states import State

CHANGE_SCHEMA = "fraudlens.change/1"
_MOVE, _VERDICT, _SCORE = 9, 10, 5
"""Cells of the columns of the table; the longest words of both languages fit."""
_GAP = "  "
_LEFT = _MOVE + _VERDICT + _SCORE + 3 * len(_GAP)
_LEAST = 20


def change_head(form: ChangeFormat, look: Look) -> bytes:
    """Give what stands before the first change."""
    words = CHANGE_WORDS[look.lang]
    match form:
        case ChangeFormat.TABLE:
            line = _line(words["change"], (words["verdict"], words["score"]), words["target"], look)
            return look.paint(line.rstrip(), "bold").encode() + b"\n"
        case ChangeFormat.MARKDOWN:
            keys = ("change", "verdict", "score", "before", "target")
            return f"| {' | '.join(words[key] for key in keys)} |\n|{' --- |' * 5}\n".encode()
        case ChangeFormat.JSONL:
            return b""
        case _:
            assert_never(form)


def change_rows(form: ChangeFormat, told: Iterable[Change], look: Look) -> bytes:
    """Write what is new, changed or gone, in order; all else is only counted."""
    news = filter(is_news, told)
    match form:
        case ChangeFormat.TABLE:
            lines = (line for change in news for line in _table_lines(change, look))
            return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        case ChangeFormat.MARKDOWN:
            return "".join(_markdown_row(change, look) for change in news).encode("utf-8")
        case ChangeFormat.JSONL:
            return b"".join(json_text(change_record(change)) + b"\n" for change in news)
        case _:
            assert_never(form)


def change_foot(form: ChangeFormat, counts: Mapping[Move, int], look: Look) -> bytes:
    """Sum up."""
    if form is ChangeFormat.JSONL:
        return b""
    words = CHANGE_WORDS[look.lang]
    same, wobbles = counts.get(Move.SAME, 0), counts.get(Move.WOBBLE, 0)
    shown = {move: counts.get(move, 0) for move in (Move.NEW, Move.CHANGED, Move.GONE)}
    shown[Move.SAME] = same + wobbles
    text = words["comma"].join(f"{count:,} {words[move]}" for move, count in shown.items())
    if wobbles:
        note = words["wobble"].format(count=f"{wobbles:,}")
        text += words["bracket"].format(text=note)
    return f"\n{text}\n".encode()


def change_record(change: Change) -> dict[str, object]:
    """Give a change as plain JSON values."""
    state, before, gone = change.state, change.before, change.move is Move.GONE
    return {
        "schema": CHANGE_SCHEMA,
        "change": change.move,
        "kind": state.kind,
        "target": state.target,
        "verdict": None if gone else state.decision,
        "score": None if gone else state.score,
        "before": before and {"verdict": before.decision, "score": before.score},
        "why": change.why,
    }


def _table_lines(change: Change, look: Look) -> list[str]:
    state, words = change.state, CHANGE_WORDS[look.lang]
    target, move = visible(state.target), words[change.move]
    if change.move is Move.GONE:
        return [look.paint(_line(move, _verdict(change.before, look), target, look), "dim")]
    verdict, score = _verdict(state, look)
    line = _line(move, (verdict, score), target, look)
    # Chinese words take more cells than characters, so the place of the verdict is counted here.
    left, middle = pad(move, _MOVE) + _GAP, pad(verdict, _VERDICT)
    lines = [left + look.paint(middle, state.decision) + line[len(left + middle) :]]
    if change.before is not None:
        was = words["was"].format(state=" ".join(_verdict(change.before, look)).strip())
        below = words["comma"].join([was, *_reasons(change, words)])
        lines.append(" " * (_MOVE + len(_GAP)) + look.paint(below, "dim"))
    return lines


def _reasons(change: Change, words: Mapping[str, str]) -> list[str]:
    """Say what is another, where verdict and score do not show it."""
    return [words[key] for key in change.why if key in ("file", "error")]


def _verdict(said: State | Known | None, look: Look) -> tuple[str, str]:
    if said is None:
        return "", ""
    score = "" if said.score is None else f"{said.score:.3f}"
    return look.word(said.decision), score


def _line(move: str, said: tuple[str, str], target: str, look: Look) -> str:
    room = max(look.width - _LEFT, _LEAST)
    verdict, score = said
    cells = (pad(move, _MOVE), pad(verdict, _VERDICT), pad(score, _SCORE), shorten(target, room))
    return _GAP.join(cells)


def _markdown_row(change: Change, look: Look) -> str:
    state, words = change.state, CHANGE_WORDS[look.lang]
    now = ("", "") if change.move is Move.GONE else _verdict(state, look)
    before = " ".join(_verdict(change.before, look)).strip()
    why = _reasons(change, words)
    before += words["bracket"].format(text=words["comma"].join(why)) if why else ""
    target = defanged(state.target) if state.kind == "url" else state.target
    cells = (words[change.move], *now, before, markdown_code(target))
    return f"| {' | '.join(cells)} |\n"
