"""JUnit XML: a test case a target, for the test pages of CI servers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, assert_never

from fraudlens.decide import DECISIONS
from fraudlens.reports.escape import xml_text
from fraudlens.reports.words import WORDS
from fraudlens.verdict import Basis, Decision, Failure, Outcome, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from fraudlens.reports.run import RunInfo

_NAME = "fraudlens"


def junit(
    outcomes: Iterable[Outcome], run: RunInfo, stops: Callable[[Verdict], bool] | None = None
) -> Iterator[bytes]:
    """Write test cases, in order: a failure at or above `run.fail_on`, an error for a failure.

    `stops` may tell of other verdicts that they are failures.

    The outcomes are gone through twice, since the counts stand in front. Elements and attributes
    are those that Jenkins and Maven's Surefire take; times are 0, for nothing was run.

    Source: junit-10.xsd of github.com/jenkinsci/xunit-plugin, commit 8c515de2 (read 2026-11-26).
    """
    fails = partial(_fails, run=run, stops=stops)
    tests = failures = errors = 0
    for outcome in outcomes:
        tests += 1
        errors += isinstance(outcome, Failure)
        failures += fails(outcome)
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    made = run.made.strftime("%Y-%m-%dT%H:%M:%S")
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{_NAME}" time="0" {counts}>\n'
        f'<testsuite name="{_NAME}" time="0" {counts} skipped="0" timestamp="{made}">\n'
        "<properties>\n"
        f'<property name="version" value="{xml_text(run.version)}"/>\n'
        f'<property name="fail-on" value="{run.fail_on or "never"}"/>\n'
        "</properties>\n"
    ).encode()
    for outcome in outcomes:
        yield _case(outcome, run, fails).encode()
    yield b"</testsuite>\n</testsuites>\n"


def _case(outcome: Outcome, run: RunInfo, fails: Callable[[Outcome], bool]) -> str:
    subject = outcome.subject
    name, place = xml_text(subject.target), xml_text(f"{_NAME}.{subject.kind}")
    begin = f'<testcase name="{name}" classname="{place}" time="0"'
    match outcome:
        case Verdict():
            inner = _failure(outcome, run) if fails(outcome) else ""
        case Failure():
            message, code = xml_text(outcome.message), xml_text(outcome.code)
            text = _lines([outcome.message, *_origin(outcome)])
            inner = f'<error message="{message}" type="{code}">{text}</error>\n'
        case _:
            assert_never(outcome)
    return f"{begin}>\n{inner}</testcase>\n" if inner else f"{begin}/>\n"


def _failure(verdict: Verdict, run: RunInfo) -> str:
    words = WORDS[run.lang]
    kind = f" ({words[verdict.fraud_type]})" if verdict.fraud_type else ""
    said = f"{words[verdict.decision]}{kind}: {verdict.score:.3f}"
    message = words["semicolon"].join([said, *_beside(verdict, words)])
    lines = [said, *_origin(verdict)]
    if verdict.basis is not Basis.MODEL:
        lines.append(words[f"basis {verdict.basis}"])
    if verdict.policy is not None:
        lines += [f"- {breach.rule}: {breach.text}" for breach in verdict.policy.breaches]
    lines += [f"- {finding.text}" for finding in verdict.findings]
    lines += [f"- {reason.text}" for reason in verdict.reasons]
    return (
        f'<failure message="{xml_text(message)}" type="{verdict.decision}">'
        f"{_lines(lines)}</failure>\n"
    )


def _beside(verdict: Verdict, words: Mapping[str, str]) -> Iterator[str]:
    """Say what fails a target beside its verdict: broken rules, or the gravest finding."""
    policy = verdict.policy
    if policy is not None and policy.result == "reject":
        result = words[policy.result]
        yield words["policy line"].format(pack=policy.pack, day=policy.as_of, result=result)
    elif verdict.decision is Decision.CLEAR and verdict.findings:
        severities = list(Severity)
        yield max(verdict.findings, key=lambda one: severities.index(one.severity)).text


def _fails(outcome: Outcome, run: RunInfo, stops: Callable[[Verdict], bool] | None) -> bool:
    if isinstance(outcome, Failure):
        return False
    if stops is not None:
        return stops(outcome)
    if run.fail_on is None:
        return False
    return DECISIONS.index(outcome.decision) >= DECISIONS.index(run.fail_on)


def _origin(outcome: Outcome) -> list[str]:
    file, line = outcome.subject.file, outcome.subject.line
    return [] if file is None else [file if line is None else f"{file}:{line}"]


def _lines(lines: list[str]) -> str:
    return "\n".join(map(xml_text, lines))
