"""SARIF: golden files, the published schema, what is told where, and hostile content."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudlens.reports.escape import json_visible
from fraudlens.reports.sarif_rules import RuleText
from fraudlens.verdict import (
    Basis,
    Breach,
    Decision,
    Failure,
    Finding,
    PolicyResult,
    Severity,
    Subject,
    Verdict,
)
from tests.fraudlens.reports.apps import APPS, BREACHES, PASSED, REJECTED
from tests.fraudlens.reports.outcomes import BROKEN, CLEAR, FRAUD, OUTCOMES, SUSPICIOUS
from tests.fraudlens.reports.sarif_files import RUN, run_of, written

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

FOLDER = Path(__file__).parents[2] / "data" / "reports"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_sarif.py"
FINDINGS = (
    Finding("known-key", Severity.HIGH, "is signed with a key of fraud", {"certificate": "ab"}),
    Finding("bad-link", Severity.LOW, "holds a bad address", {"host": "x.example"}),
    Finding("bad-link", Severity.MEDIUM, "holds a bad address", {"host": "y.example"}),
    Finding("low-visibility", Severity.INFO, "could be seen only in part"),
)
APP = replace(
    REJECTED,
    findings=FINDINGS,
    facts={
        "package": "com.loan.quick",
        "sha256": "ef" * 32,
        "container": "apk",
        "certificates": ["ab" * 32],
    },
)
CATALOGUE = {
    "apk/known-key": RuleText("is signed with a key of fraud that is known", "error"),
    "apk/bad-link": RuleText("holds an address that is more likely fraud than not: …", "warning"),
    "policy/loan-contacts": RuleText(
        "a personal loan app must not read the user's contacts",
        "error",
        BREACHES[0].source,
        "2023-05-31",
        ("MASVS-PRIVACY-1",),
    ),
}
CASES = {
    "report.sarif": lambda: written(OUTCOMES),
    "report-zh.sarif": lambda: written(OUTCOMES, replace(RUN, lang="zh")),
    "apps.sarif": lambda: written((*APPS, APP), RUN, CATALOGUE),
    "apps-zh.sarif": lambda: written(APPS, replace(RUN, lang="zh")),
    "nothing.sarif": lambda: written([CLEAR]),
}


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_the_golden_file(name: str) -> None:
    data = CASES[name]()
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        (FOLDER / name).write_bytes(data)

    assert (FOLDER / name).read_bytes() == data, f"if that is right: {REFRESH}"


@pytest.mark.parametrize("name", CASES)
def test_report_fits_the_published_schema(name: str) -> None:
    run_of(CASES[name]())


def rules_of(*outcomes: Outcome) -> list[str]:
    return [result["ruleId"] for result in run_of(written(outcomes))["results"]]


def test_only_what_is_flagged_is_told_the_gravest_first() -> None:
    assert ["url/fraud", "url/suspicious"] == rules_of(CLEAR, SUSPICIOUS, FRAUD)
    assert [] == rules_of(CLEAR, PASSED, replace(PASSED, policy=None))


def test_an_app_has_its_verdict_its_findings_and_its_breaches() -> None:
    results = run_of(written([APP]))["results"]

    assert [
        ("error", "apk/known-key"),
        ("error", "policy/loan-contacts"),
        ("warning", "apk/suspicious"),
        ("warning", "apk/bad-link"),
        ("warning", "policy/unreadable"),
        ("note", "apk/bad-link"),
    ] == [(result["level"], result["ruleId"]) for result in results]


def test_of_an_allowed_app_the_rules_and_the_signature_are_told() -> None:
    found = (*APP.findings, Finding("digest-mismatch", Severity.HIGH, "changed"))
    allowed = replace(APP, decision=Decision.CLEAR, basis=Basis.OWN_LIST, findings=found)

    assert ["apk/digest-mismatch", "policy/loan-contacts", "policy/unreadable"] == rules_of(allowed)


def test_rules_are_described_by_the_catalogue_not_by_a_target() -> None:
    rules = run_of(written([APP], RUN, CATALOGUE))["tool"]["driver"]["rules"]
    link, contacts = (
        rules[[rule["id"] for rule in rules].index(name)]
        for name in CATALOGUE
        if name != "apk/known-key"
    )

    assert (
        "Holds an address that is more likely fraud than not: …."
        == link["shortDescription"]["text"]
    )
    assert ["security", "fraud", "apk"] == link["properties"]["tags"]
    assert ["policy", "MASVS-PRIVACY-1"] == contacts["properties"]["tags"]
    assert BREACHES[0].source == contacts["helpUri"]
    assert "security-severity" not in contacts["properties"]


def test_a_rule_that_is_in_no_catalogue_is_as_grave_as_its_gravest_result() -> None:
    rules = run_of(written([APP]))["tool"]["driver"]["rules"]

    assert {"apk/bad-link": "warning", "policy/unreadable": "warning"}.items() <= {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules
    }.items()


def test_an_address_in_a_file_has_its_line_and_lets_github_hash_it() -> None:
    (result,) = run_of(written([FRAUD]))["results"]
    (location,) = result["locations"]

    assert {
        "artifactLocation": {"uri": "urls.txt", "uriBaseId": "%SRCROOT%", "index": 0},
        "region": {"startLine": 3, "startColumn": 1, "endLine": 3},
    } == location["physicalLocation"]
    assert ["fraudlensTarget/v1"] == list(result["partialFingerprints"])


@pytest.mark.parametrize("file", [None, "-"])
def test_an_address_of_the_command_line_has_no_file(file: str | None) -> None:
    run = run_of(written([replace(FRAUD, subject=Subject("url", "x.example", file, 4))]))
    (location,) = run["results"][0]["locations"]

    assert {"logicalLocations"} == location.keys()
    assert "x.example" == location["logicalLocations"][0]["fullyQualifiedName"]
    assert [] == run["artifacts"]


@pytest.mark.parametrize(
    ("file", "line"), [("a.parquet", 7), ("urls.txt.gz", 7), ("urls.txt", None), ("urls.txt", 0)]
)
def test_a_file_without_lines_has_no_region(file: str, line: int | None) -> None:
    run = run_of(written([replace(FRAUD, subject=Subject("url", "x.example", file, line))]))
    (result,) = run["results"]
    (location,) = result["locations"]

    assert {"artifactLocation"} == location["physicalLocation"].keys()
    assert line == result["properties"].get("line")
    assert "primaryLocationLineHash" in result["partialFingerprints"]


def test_an_app_is_an_artifact_with_its_digest_and_places_inside() -> None:
    run = run_of(written([APP]))
    policy = next(r for r in run["results"] if r["ruleId"] == "policy/loan-contacts")

    assert [{"sha-256": "ef" * 32}] == [file["hashes"] for file in run["artifacts"]]
    assert ["com.loan.quick", "com.loan.quick!/AndroidManifest.xml"] == [
        place["fullyQualifiedName"] for place in policy["locations"][0]["logicalLocations"]
    ]
    assert "region" not in policy["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    "facts",
    [{"sha256": "ef" * 32, "container": "folder"}, {"sha256": 7}, {}],
    ids=["folder of splits", "no text", "not known"],
)
def test_no_digest_is_told_that_is_not_of_the_file(facts: dict[str, object]) -> None:
    (file,) = run_of(written([replace(APP, facts=facts)]))["artifacts"]

    assert "hashes" not in file


def test_what_could_not_be_read_is_a_notification() -> None:
    run = run_of(written([BROKEN, Failure(Subject("url", "x"), "malformed", "no host")]))
    (invocation,) = run["invocations"]
    notes = invocation["toolExecutionNotifications"]

    assert [] == run["results"]
    assert "2026-11-26T12:00:05Z" == invocation["endTimeUtc"]
    assert ["target-not-read"] * 2 == [note["descriptor"]["id"] for note in notes]
    assert ["malformed"] * 2 == [note["properties"]["code"] for note in notes]
    assert "x: no host" == notes[1]["message"]["text"]
    assert "a%0Ab.txt" == notes[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "locations" not in notes[1]


def test_the_run_is_of_the_kinds_that_it_is_about() -> None:
    runs: list[list[Outcome]] = [[CLEAR], [PASSED, BROKEN], [PASSED], []]
    ids = [run_of(written(outcomes))["automationDetails"]["id"] for outcomes in runs]

    assert ["fraudlens/url/", "fraudlens/apk+url/", "fraudlens/apk/", "fraudlens//"] == ids


def test_an_own_list_is_told_as_the_basis() -> None:
    (result,) = run_of(written([replace(FRAUD, basis=Basis.OWN_LIST, fraud_type=None)]))["results"]

    assert "own-list" == result["properties"]["basis"]
    assert result["message"]["text"].startswith("Fraud (score 0.9931): hxxp://paypal[.]com[.]")
    assert " Your own list decided. " in result["message"]["text"]


def test_a_rule_of_no_release_and_a_source_that_is_no_address_lead_nowhere() -> None:
    breach = Breach("<b>x</b>", "reject", "t", source="javascript:alert(1)", effective_from="<i>")
    policy = PolicyResult("p", "2026-11-26", "reject", (breach,))
    (rule,) = run_of(written([replace(PASSED, policy=policy)]))["tool"]["driver"]["rules"]

    assert "policy/other" == rule["id"]
    assert "helpUri" not in rule
    assert "<" not in rule["help"]["markdown"]


TEXT = st.text(
    st.characters(codec=None, exclude_categories=())
    | st.sampled_from("{}[]()<>*`\\/:%\x1b\u202e\ud800\0=")
)
NAMES = st.dictionaries(TEXT, TEXT, max_size=3)


@st.composite
def hostile(draw: st.DrawFn) -> Outcome:
    """Draw an outcome of any text whatever."""
    subject = Subject(
        draw(st.sampled_from(["url", "apk"])),
        draw(TEXT),
        draw(st.none() | TEXT),
        draw(st.none() | st.integers(-2, 10**9)),
    )
    if draw(st.booleans()):
        return Failure(subject, draw(TEXT), draw(TEXT))
    finding = Finding(draw(TEXT), draw(st.sampled_from(Severity)), draw(TEXT), draw(NAMES))
    evidence = draw(NAMES) | {"place": draw(TEXT)}
    breach = Breach(draw(TEXT), draw(TEXT), draw(TEXT), evidence, draw(TEXT), draw(TEXT))
    facts = dict.fromkeys(("package", "host", "sha256", "path", "port"), draw(TEXT))
    return Verdict(
        subject,
        draw(st.sampled_from(Decision)),
        draw(st.floats(0, 1)),
        REJECTED.model,
        draw(st.none() | TEXT),
        findings=(finding,),
        facts={**facts, "certificates": [draw(TEXT)]},
        policy=PolicyResult(draw(TEXT), draw(TEXT), "reject", (breach,)),
    )


@settings(max_examples=50)  # the published schema takes its time
@given(st.lists(hostile(), max_size=3))
def test_whatever_a_target_says_the_report_is_valid_and_harmless(outcomes: list[Outcome]) -> None:
    data = written(outcomes)
    run = run_of(data)
    notes = run["invocations"][0]["toolExecutionNotifications"]

    assert json_visible(data) == data
    for entry in (*run["results"], *notes):
        text = entry["message"]["text"]
        assert len(text) <= 2000
        assert text.isprintable()
        assert "](" not in text
        assert "http:" not in text.lower()


@settings(max_examples=30)
@given(hostile(), st.floats(0, 1), st.integers(1, 9))
def test_score_and_line_do_not_change_what_a_result_is(
    outcome: Outcome, score: float, line: int
) -> None:
    subject = replace(outcome.subject, line=line)
    again = replace(outcome, subject=subject)
    if isinstance(again, Verdict):
        again = replace(again, score=score)

    first, second = (run_of(written([each]))["results"] for each in (outcome, again))
    assert [r["partialFingerprints"]["fraudlensTarget/v1"] for r in first] == [
        r["partialFingerprints"]["fraudlensTarget/v1"] for r in second
    ]
