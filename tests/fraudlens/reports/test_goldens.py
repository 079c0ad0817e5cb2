"""Reports as whole files that a person can read; compared byte by byte."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.explaining import Explanation
from fraudlens.reports.explain import explanation
from fraudlens.reports.formats import body, foot, head, render
from fraudlens.reports.look import Legend, Look
from fraudlens.reports.registry import Format
from fraudlens.reports.run import RunInfo
from fraudlens.reports.tally import tally
from fraudlens.verdict import Decision
from tests.fraudlens.reports.apps import APPS, EXPLANATION_OF_AN_APP, PASSED
from tests.fraudlens.reports.outcomes import (
    EXPLANATION,
    EXPLANATION_OF_NOTHING,
    OUTCOMES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fraudlens.verdict import Outcome

FOLDER = Path(__file__).parents[2] / "data" / "reports"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_goldens.py"

CUTS = (0.62, 0.97)
NARROW = Look(legends=(Legend("url", CUTS, 0.5),))
WIDE = Look(width=140, lang="zh", legends=(Legend("url", CUTS, 0.01),))
COLOUR = Look(colour=True)
MADE = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
ENGLISH = RunInfo("0.1.0", MADE)
CHINESE = RunInfo("0.1.0", MADE, "zh", Decision.SUSPICIOUS)


def report(form: Format, look: Look, outcomes: Sequence[Outcome] = OUTCOMES) -> bytes:
    return head(form, look) + body(form, outcomes, look) + foot(form, tally(outcomes), look)


def whole(form: Format, run: RunInfo = ENGLISH, outcomes: Sequence[Outcome] = OUTCOMES) -> bytes:
    return b"".join(render(form, outcomes, run))


CASES = {
    "report-en.md": lambda: whole(Format.MARKDOWN),
    "report-zh.md": lambda: whole(Format.MARKDOWN, CHINESE),
    "apps.md": lambda: whole(Format.MARKDOWN, ENGLISH, APPS),
    "report.xml": lambda: whole(Format.JUNIT),
    "apps-suspicious-zh.xml": lambda: whole(Format.JUNIT, CHINESE, APPS),
    "report.jsonl": lambda: report(Format.JSONL, NARROW),
    "report.csv": lambda: report(Format.CSV, NARROW),
    "table-narrow-en.txt": lambda: report(Format.TABLE, NARROW),
    "table-wide-zh.txt": lambda: report(Format.TABLE, WIDE),
    "table-colour.txt": lambda: report(Format.TABLE, COLOUR),
    "explain-en.txt": lambda: explanation(EXPLANATION, NARROW),
    "explain-wide-zh.txt": lambda: explanation(EXPLANATION, WIDE),
    "apps.jsonl": lambda: report(Format.JSONL, NARROW, APPS),
    "apps.csv": lambda: report(Format.CSV, NARROW, APPS),
    "apps-narrow-en.txt": lambda: report(Format.TABLE, NARROW, APPS),
    "apps-wide-zh.txt": lambda: report(Format.TABLE, WIDE, APPS),
    "apps-colour.txt": lambda: report(Format.TABLE, COLOUR, APPS),
    "apps-explain-en.txt": lambda: explanation(EXPLANATION_OF_AN_APP, NARROW),
    "apps-explain-wide-zh.txt": lambda: explanation(EXPLANATION_OF_AN_APP, WIDE),
    "explain-nothing.txt": lambda: explanation(EXPLANATION_OF_NOTHING, COLOUR),
}


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_the_golden_file(name: str) -> None:
    data = CASES[name]()
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        (FOLDER / name).write_bytes(data)

    assert (FOLDER / name).read_bytes() == data, f"if that is right: {REFRESH}"


@pytest.mark.parametrize("width", [80, 100, 132, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_terminal(width: int, lang: str) -> None:
    from rich.cells import cell_len  # noqa: PLC0415  beside its only use

    look = Look(width=width, lang=lang, legends=(Legend("url", CUTS, 0.5),))
    assert isinstance(EXPLANATION, Explanation)
    text = report(Format.TABLE, look) + explanation(EXPLANATION, look)
    text += report(Format.TABLE, look, APPS) + explanation(EXPLANATION_OF_AN_APP, look)

    assert [] == [line for line in text.decode().splitlines() if cell_len(line) > width]


def test_an_app_that_passes_lacks_nothing() -> None:
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=PASSED), NARROW).decode()

    assert "google-play 2026-11-26: pass" in text
    assert "not stated" not in text.lower()
