"""The page of findings names all that rules can say of an app."""

from __future__ import annotations

import doctest
from pathlib import Path

from apkscan.imitation.findings import TEXTS
from apkscan.kinds.signs import load_rules, load_signs
from apkscan.read.codes import CODES
from apkscan.visibility import SHARES
from tools import app_findings

TOP = Path(__file__).parent.parent.parent
BUILT_IN = {
    "app-shell", "bad-link", "debug-key", "low-visibility", "no-signature", "packed", "public-key",
    "signature-broken", "split-alone", "test-only",
}  # fmt: skip


def test_page_names_every_sign_rule_code_and_reason() -> None:
    page = app_findings.findings_page()
    names = [
        *(sign.name for sign in load_signs()),
        *(rule.name for rule in load_rules()),
        *TEXTS,
        *CODES,
        *SHARES,
        *BUILT_IN,
    ]

    assert [] == [name for name in names if f"| `{name}` |" not in page]
    assert [] == [sign.kind for sign in load_signs() if f"`kind-{_hyphens(sign.kind)}`" not in page]
    assert page.endswith("|\n")


def test_rules_that_code_names_are_found_in_its_text() -> None:
    found = dict(app_findings.built_in((TOP / "apkscan/findings.py").read_text("utf-8")))

    assert set(found) == BUILT_IN
    assert ("medium", "info") == found["low-visibility"]


def test_what_is_no_finding_is_passed_over() -> None:
    assert [] == list(app_findings.built_in('("a", 1)\nFinding(name, Severity.LOW, "x")'))


def test_examples_of_the_module_hold() -> None:
    assert 0 == doctest.testmod(app_findings).failed


def _hyphens(kind: str) -> str:
    return kind.replace("_", "-")
