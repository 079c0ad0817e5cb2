"""The gate's page: golden files, every ground has its advice, nothing is wider than the line."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fraudlens.gate import Gated, Ground, Step, gated
from fraudlens.reports.gate import gate_page
from fraudlens.reports.gate_words import GATE_WORDS
from fraudlens.reports.look import Look
from fraudlens.verdict import Breach, Decision, Failure, Finding, PolicyResult, Severity, Subject
from tests.fraudlens.reports.apps import PASSED, REJECTED, REVIEWED

FOLDER = Path(__file__).parents[2] / "data" / "reports"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_gate_page.py"
LIKENESS = Finding(
    "imitates-official-app",
    Severity.HIGH,
    "passes for Zephyr Bank and is not signed by its maker's key",
    {"official": "Zephyr Bank", "key": "other"},
)
SIGNED = {"package": "com.loan.quick", "label": "快贷\x1b[2J", "version": "1.0",
          "certificates": ["ab" * 32]}  # fmt: skip
IMITATOR = replace(
    REJECTED,
    decision=Decision.FRAUD,
    facts=SIGNED,
    findings=(LIKENESS, Finding("known-key", Severity.MEDIUM, "is signed with a key of fraud")),
)
MANY = PolicyResult(
    "google-play", "2026-11-26", "review", tuple(Breach(f"r{n}", "review", "t") for n in range(12))
)
OUTCOMES = (
    IMITATOR,
    REVIEWED,
    replace(PASSED, policy=MANY, facts={}),
    PASSED,
    replace(PASSED, policy=None),
    Failure(Subject("apk", "a\u202eb.apk"), "malformed", "no app\x07"),
)
APPS = [gated(outcome, Decision.FRAUD) for outcome in OUTCOMES]
CASES = {
    "gate-en.txt": lambda: gate_page(APPS, Look()),
    "gate-zh.txt": lambda: gate_page(APPS, Look(lang="zh", width=60)),
    "gate-colour.txt": lambda: gate_page(APPS[:1], Look(colour=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_page_is_as_the_golden_file(name: str) -> None:
    data = CASES[name]()
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        (FOLDER / name).write_bytes(data)

    assert (FOLDER / name).read_bytes() == data, f"if that is right: {REFRESH}"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_its_advice(ground: Ground, lang: str) -> None:
    page = gate_page([Gated(IMITATOR, Step.LOOK, (ground,))], Look(lang=lang, width=400)).decode()
    advice = GATE_WORDS[lang]["next missing" if ground is Ground.REVIEW else f"next {ground}"]

    assert advice.format(official="Zephyr Bank", fields="loan.min_days, countries") in page


def test_a_rule_that_lacks_no_statement_is_for_a_person() -> None:
    assert "A person must answer the open rules" in gate_page(APPS[1:2], Look()).decode()


def test_page_says_how_many_grave_findings_it_leaves_out() -> None:
    found = tuple(Finding(f"r{n}", Severity.MEDIUM, f"finding {n}") for n in range(5))
    lines = gate_page([gated(replace(IMITATOR, findings=found), None)], Look()).decode()

    assert "- finding 2\n             and 2 more, in the reports\n" in lines
    assert "finding 3" not in lines


def test_official_app_is_called_so() -> None:
    said = Finding("official-app", Severity.INFO, "is Zephyr Bank itself, by its maker's key")
    page = gate_page([gated(replace(PASSED, findings=(said,)), None)], Look()).decode()

    assert "imitation  is Zephyr Bank itself, by its maker's key\n" in page
    assert Step.PUBLISH is gated(replace(PASSED, findings=(said,)), None).step


def test_words_are_the_same_in_both_languages() -> None:
    assert GATE_WORDS["en"].keys() == GATE_WORDS["zh"].keys()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    lines = gate_page(APPS, Look(lang=lang, width=width)).decode().splitlines()

    assert [] == [line for line in lines if cell_len(line) > width]


@given(st.text(), st.text())
def test_whatever_an_app_says_of_itself_the_page_is_harmless(label: str, text: str) -> None:
    subject = Subject("apk", text)
    finding = replace(LIKENESS, text=text, evidence={"official": label})
    outcome = replace(IMITATOR, subject=subject, findings=(finding,), facts={"label": label})
    page = gate_page([gated(outcome, Decision.FRAUD)], Look()).decode()

    assert [] == [line for line in page.splitlines() if not line.isprintable()]
    assert page.endswith("\n\n1 app: stop 1\n")
