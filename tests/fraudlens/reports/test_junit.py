"""JUnit XML has the published shape, whatever stands in the targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from fraudlens.reports.escape import visible, xml_text
from fraudlens.reports.junit import junit
from fraudlens.reports.run import RunInfo
from fraudlens.verdict import Decision, Failure, Finding, PolicyResult, Severity, Verdict
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.drawn import TEXTS
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.verdict import Outcome

RUN = RunInfo("0.1.0", datetime(2026, 11, 26, tzinfo=UTC))

SHAPE: Mapping[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "time", "skipped", "timestamp"},
        {"name", "tests", "failures", "errors"},
        {"properties", "testcase"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, {"name", "value"}, set()),
    "testcase": ({"name", "classname", "time"}, {"name"}, {"failure", "error"}),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
}
"""Of an element: attributes that may stand, those that must, elements inside.

In words of our own from junit-10.xsd of github.com/jenkinsci/xunit-plugin (MIT, commit 8c515de2,
read 2026-11-26); the golden files were checked against that file itself by lxml.
"""


def read(outcomes: list[Outcome], run: RunInfo = RUN) -> ET.Element:
    return ET.fromstring(b"".join(junit(outcomes, run)))  # noqa: S314  our own, and no entities


def faults(element: ET.Element) -> list[str]:
    may, must, inside = SHAPE[element.tag]
    found = [f"{element.tag}: {name}" for name in element.attrib.keys() - may]
    found += [f"{element.tag}: no {name}" for name in must - element.attrib.keys()]
    found += [f"{element.tag}: {each.tag}" for each in element if each.tag not in inside]
    return found + [fault for each in element for fault in faults(each)]


@given(DRAWN)
def test_report_is_xml_of_the_published_shape(outcomes: list[Outcome]) -> None:
    root = read(outcomes)
    cases = root.findall("testsuite/testcase")

    assert [] == faults(root)
    assert [visible(outcome.subject.target) for outcome in outcomes] == [
        case.get("name") for case in cases
    ]


@given(DRAWN)
def test_counts_are_those_of_the_cases(outcomes: list[Outcome]) -> None:
    root = read(outcomes, replace(RUN, fail_on=Decision.SUSPICIOUS))
    for counted in (root, root[0]):
        assert f"{len(outcomes)}" == counted.get("tests")
        assert f"{len(root.findall('.//failure'))}" == counted.get("failures")
        assert f"{len(root.findall('.//error'))}" == counted.get("errors")


@pytest.mark.parametrize(
    ("fail_on", "failed"),
    [(None, 0), (Decision.FRAUD, 1), (Decision.SUSPICIOUS, 3), (Decision.CLEAR, 4)],
)
def test_failures_begin_at_the_bound(fail_on: Decision | None, failed: int) -> None:
    root = read([*OUTCOMES], replace(RUN, fail_on=fail_on))
    named = root.find("testsuite/properties/property[@name='fail-on']")

    assert failed == len(root.findall(".//failure"))
    assert 1 == len(root.findall(".//error"))
    assert named is not None
    assert (fail_on or "never") == named.get("value")


def test_places_are_told_with_and_without_a_line() -> None:
    first = OUTCOMES[0]
    assert isinstance(first, Verdict)
    whole = replace(first, subject=replace(first.subject, line=None))
    texts = [each.text or "" for each in read([first, whole]).findall(".//failure")]

    assert "\nurls.txt:3\n" in texts[0]
    assert "\nurls.txt\n" in texts[1]


@given(TEXTS)
def test_text_comes_back_as_it_is_shown(text: str) -> None:
    element = ET.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>')  # noqa: S314  as above

    assert visible(text) == element.get("b") == (element.text or "")


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        pytest.param({}, "clear: 0.010; gravest", id="finding"),
        pytest.param({"findings": ()}, "clear: 0.010", id="nothing-said"),
        pytest.param(
            {"policy": PolicyResult("cn", "2026-11-26", "reject")},
            "clear: 0.010; policy cn 2026-11-26: reject",
            id="rules",
        ),
    ],
)
def test_clear_verdict_that_fails_says_why(broken: Mapping[str, object], expected: str) -> None:
    verdict = next(each for each in OUTCOMES if isinstance(each, Verdict))
    findings = (
        Finding("own-allow-list", Severity.INFO, "yours"),
        Finding("unsigned", Severity.HIGH, "gravest"),
    )
    clear = replace(
        verdict,
        decision=Decision.CLEAR,
        score=0.01,
        fraud_type=None,
        findings=findings,
        policy=None,
    )
    report = junit([replace(clear, **broken)], RUN, lambda _: True)  # type: ignore[arg-type]
    (failure,) = ET.fromstring(b"".join(report)).iter("failure")  # noqa: S314  our own

    assert expected == failure.attrib["message"]


def test_failure_of_nothing_is_an_error_all_the_same() -> None:
    root = read([Failure(OUTCOMES[0].subject, "malformed", "")])

    assert 1 == len(root.findall(".//error"))
