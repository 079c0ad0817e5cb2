"""Every rule that the app analyzer can name is described, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apkscan.kinds.signs import load_rules
from apkscan.policy.packs import load_pack, pack_names
from apkscan.read.codes import CODES
from fraudlens.cli.rule_texts import rule_texts, sarif_report
from fraudlens.reports.sarif_text import source_address
from fraudlens.verdict import Severity
from tests.fraudlens.reports.apps import REJECTED
from tests.fraudlens.reports.sarif_files import RUN, run_of
from tools.app_findings import built_in

TOP = Path(__file__).parents[3]


@pytest.fixture(params=["en", "zh"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_finding_is_described(lang: str) -> None:
    known = rule_texts(lang)
    names = {name for name, _ in built_in((TOP / "apkscan/findings.py").read_text("utf-8"))}
    names |= {code for code, told in CODES.items() if told.severity is not Severity.INFO}
    names |= {rule.name for rule in load_rules()}
    page = (TOP / "docs/findings-apk.md").read_text("utf-8")
    names |= set(re.findall(r"^### `(kind-[a-z-]+)`", page, re.MULTILINE))

    assert set() == {name for name in names if f"apk/{name}" not in known}
    assert len(names) > 50


def test_built_in_findings_are_as_grave_as_they_can_be() -> None:
    levels = {"info": "note", "low": "note", "medium": "warning", "high": "error"}
    known = rule_texts("en")
    found = dict(built_in((TOP / "apkscan/findings.py").read_text("utf-8")))

    assert [] == [
        name
        for name, severities in found.items()
        if known[f"apk/{name}"].level not in {levels[severity] for severity in severities}
    ]


def test_every_policy_rule_is_described_with_its_source(lang: str) -> None:
    known = rule_texts(lang)
    rules = [rule for pack in map(load_pack, pack_names()) for rule in pack.rules]
    texts = [known[f"policy/{rule.name}"] for rule in rules]

    assert len(rules) == len({rule.name for rule in rules})
    assert [] == [text.source for text in texts if not source_address(text.source)]
    assert [rule.effective_from.isoformat() for rule in rules] == [text.since for text in texts]


def test_texts_are_of_the_language_and_have_no_open_places(lang: str) -> None:
    texts = [each.text for each in rule_texts(lang).values()]
    chinese = [text for text in texts if re.search("[\u4e00-\u9fff]", text)]

    assert len(chinese) == (len(texts) if lang == "zh" else 0)
    assert [] == [text for text in texts if re.search(r"\{\w*\}", text)]


def test_report_describes_its_rules_in_their_own_words() -> None:
    rules = run_of(b"".join(sarif_report([REJECTED], RUN)))["tool"]["driver"]["rules"]
    (contacts,) = (rule for rule in rules if rule["id"] == "policy/loan-contacts")

    assert (
        "A personal loan app must not read the user's contacts."
        == (contacts["shortDescription"]["text"])
    )
    assert ["policy", "google-play", "MASVS-PRIVACY-1"] == contacts["properties"]["tags"]
