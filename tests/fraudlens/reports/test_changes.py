"""Two runs compared, as golden files; hostile targets stay in their row."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fraudlens.baseline import Baseline, Change, Move, changes
from fraudlens.reports.change_names import ChangeFormat
from fraudlens.reports.change_words import CHANGE_WORDS, left_out
from fraudlens.reports.changes import change_foot, change_head, change_rows
from fraudlens.reports.look import Look
from fraudlens.states import State, error_state, state_of, verdict_state
from fraudlens.verdict import Decision
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parents[2] / "data" / "changes"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_changes.py"
CUTS = (0.5, 0.9)


def address(host: str, score: float, decision: Decision) -> State:
    return verdict_state(("url", f"http://{host}/"), decision, score, {"host": host}, CUTS)


def app(file: str, score: float) -> State:
    facts = {"package": "org.a", "certificates": ["c"], "sha256": file}
    return verdict_state(("apk", f"apps/{file}.apk"), Decision.SUSPICIOUS, score, facts, CUTS)


HOSTILE = tuple(map(state_of, OUTCOMES))
OLD = (
    address("worse.top", 0.712, Decision.SUSPICIOUS),
    address("same.top", 0.2, Decision.CLEAR),
    address("wobble.top", 0.8999, Decision.SUSPICIOUS),
    address("moved.top", 0.95, Decision.FRAUD),
    address("gone.top/" + "a" * 90, 0.97, Decision.FRAUD),
    error_state("url", "gone too\x1b[2J|`<b>", "malformed"),
    error_state("url", "x.gz", "source"),
    app("old", 0.6),
    HOSTILE[0],
    replace(HOSTILE[3], decision=Decision.CLEAR, score=0.1),
)
NEW = (
    address("worse.top", 0.998, Decision.FRAUD),
    address("same.top", 0.2, Decision.CLEAR),
    address("wobble.top", 0.9001, Decision.FRAUD),
    address("moved.top", 0.99999, Decision.FRAUD),
    replace(address("moved.top", 0.9, Decision.FRAUD), target="http://user@moved.top/"),
    address("new.top", 0.1, Decision.CLEAR),
    error_state("url", "x.gz", "limit-exceeded"),
    app("new", 0.6),
    *HOSTILE,
)


def report(form: ChangeFormat, look: Look, old: Iterable[State], new: Iterable[State]) -> bytes:
    told = list(changes(old, new, old, Baseline(0.01)))
    counts = {move: sum(change.move is move for change in told) for move in Move}
    return change_head(form, look) + change_rows(form, told, look) + change_foot(form, counts, look)


CASES = {
    "table-en.txt": (ChangeFormat.TABLE, Look()),
    "table-zh.txt": (ChangeFormat.TABLE, Look(width=60, lang="zh")),
    "table-colour.txt": (ChangeFormat.TABLE, Look(colour=True)),
    "changes.jsonl": (ChangeFormat.JSONL, Look()),
    "changes-en.md": (ChangeFormat.MARKDOWN, Look()),
    "changes-zh.md": (ChangeFormat.MARKDOWN, Look(lang="zh")),
}


@pytest.mark.parametrize("name", CASES)
def test_comparison_is_as_the_golden_file(name: str) -> None:
    data = report(*CASES[name], OLD, NEW)
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        (FOLDER / name).write_bytes(data)

    assert (FOLDER / name).read_bytes() == data, f"if that is right: {REFRESH}"


@pytest.mark.parametrize("form", ChangeFormat)
def test_nothing_to_tell(form: ChangeFormat) -> None:
    data = report(form, Look(), [], []).decode()

    assert ("" if form is ChangeFormat.JSONL else "0 new, 0 changed, 0 gone, 0 unchanged") == (
        data.strip().splitlines() or [""]
    )[-1]


def test_left_out_targets_are_counted_in_both_languages() -> None:
    assert "1 target that the baseline knows was left out" == left_out(1, "en")
    assert "1,234 targets that the baseline knows were left out" == left_out(1234, "en")
    assert "略去基线中已有的 1,234 个目标" == left_out(1234, "zh")
    assert CHANGE_WORDS["en"].keys() == CHANGE_WORDS["zh"].keys()


@given(st.text(), st.sampled_from(["en", "zh"]))
def test_any_target_stays_in_its_row(target: str, lang: str) -> None:
    state = verdict_state(("url", target), Decision.FRAUD, 0.95, {}, CUTS)
    told = [Change(Move.NEW, state)]
    table, markdown, lines = (
        change_rows(form, told, Look(lang=lang)).decode()
        for form in (ChangeFormat.TABLE, ChangeFormat.MARKDOWN, ChangeFormat.JSONL)
    )

    assert 1 == table.count("\n") == markdown.count("\n") == lines.count("\n")
    assert cell_len(table.rstrip("\n")) <= 80
    assert (6, 2) == (markdown.count("|"), markdown.count("`"))
    assert {"change", "before", "why"} < json.loads(lines).keys()
