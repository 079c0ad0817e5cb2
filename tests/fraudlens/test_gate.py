"""What stops an app, what a person must look at, and what may be published."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from apkscan.read.codes_archive import ARCHIVE_CODES
from apkscan.read.codes_manifest import MANIFEST_CODES
from apkscan.read.signing import BROKEN
from fraudlens.gate import NOT_AS_SIGNED, STOPS, TRICKS, Ground, Step, gated, gravest
from fraudlens.verdict import (
    Basis,
    Decision,
    Failure,
    Finding,
    ModelRef,
    Outcome,
    PolicyResult,
    Severity,
    Subject,
    Verdict,
)

HONEST = Verdict(
    Subject("apk", "a.apk"),
    Decision.CLEAR,
    0.1,
    ModelRef("apk", "1", "ab"),
    facts={"package": "org.example.app"},
)
UNREAD = Failure(Subject("apk", "b.apk"), "malformed", "no app")


def app(
    decision: Decision = Decision.CLEAR,
    basis: Basis = Basis.MODEL,
    policy: str | None = None,
    findings: tuple[Finding, ...] = (),
) -> Verdict:
    result = PolicyResult("p", "2026-11-26", policy) if policy else None
    return replace(HONEST, decision=decision, basis=basis, policy=result, findings=findings)


def like(severity: Severity, key: str, rule: str = "imitates-official-app") -> Verdict:
    return app(findings=(Finding(rule, severity, "passes for Bank", {"key": key}),))


def hidden(severity: Severity) -> Verdict:
    return app(findings=(Finding("low-visibility", severity, "seen in part"),))


def noted(rule: str) -> Verdict:
    return app(findings=(Finding(rule, Severity.HIGH, "odd"),))


def signed(target: int | None, *schemes: str) -> Verdict:
    facts = {**HONEST.facts, "target_sdk": target, "signature_schemes": list(schemes)}
    return replace(HONEST, facts=facts)


LOW, MEDIUM, HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
CASES: dict[str, tuple[Outcome, Step, tuple[Ground, ...]]] = {
    "honest": (app(), Step.PUBLISH, ()),
    "passes the policy": (app(policy="pass"), Step.PUBLISH, ()),
    "fraud": (app(Decision.FRAUD), Step.STOP, (Ground.VERDICT,)),
    "suspicious": (app(Decision.SUSPICIOUS), Step.LOOK, (Ground.FLAGGED,)),
    "hidden": (app(Decision.SUSPICIOUS, Basis.VISIBILITY), Step.LOOK, (Ground.HIDDEN,)),
    "clear, seen in part": (hidden(MEDIUM), Step.LOOK, (Ground.HIDDEN,)),
    "official by its key": (
        replace(hidden(MEDIUM), basis=Basis.OFFICIAL_APP), Step.PUBLISH, (),
    ),
    "official, breaks a rule": (
        app(basis=Basis.OFFICIAL_APP, policy="reject"), Step.STOP, (Ground.REJECTED,),
    ),
    "seen but for a little": (hidden(Severity.INFO), Step.PUBLISH, ()),
    "breaks a rule": (app(policy="reject"), Step.STOP, (Ground.REJECTED,)),
    "rule is open": (app(policy="review"), Step.LOOK, (Ground.REVIEW,)),
    "result of a later release": (app(policy="delay"), Step.LOOK, (Ground.REVIEW,)),
    "passes for another": (like(HIGH, "unknown"), Step.STOP, (Ground.IMITATION,)),
    "claims a package": (
        like(MEDIUM, "other", "claims-official-package"), Step.STOP, (Ground.IMITATION,),
    ),
    "has a public key": (like(MEDIUM, "public"), Step.STOP, (Ground.IMITATION,)),
    "maker's key is not known": (like(MEDIUM, "unknown"), Step.LOOK, (Ground.LIKENESS,)),
    "a little like it": (like(LOW, "other"), Step.LOOK, (Ground.LIKENESS,)),
    "unsigned": (noted("unsigned"), Step.STOP, (Ground.ALTERED,)),
    "changed after signing": (noted("digest-mismatch"), Step.STOP, (Ground.ALTERED,)),
    "one part of an app": (noted("split-alone"), Step.STOP, (Ground.UNFIT,)),
    "build for tests": (noted("test-only"), Step.STOP, (Ground.UNFIT,)),
    "has no package": (replace(app(), facts={"package": None}), Step.STOP, (Ground.ALTERED,)),
    "refused by current phones": (signed(30, "v1"), Step.STOP, (Ground.ALTERED,)),
    "for older phones": (signed(29, "v1"), Step.PUBLISH, ()),
    "signed by two schemes": (signed(30, "v1", "v2"), Step.PUBLISH, ()),
    "target is not stated": (signed(None, "v1"), Step.PUBLISH, ()),
    "misleads unpackers": (noted("shadow-entry"), Step.LOOK, (Ground.TRICKS,)),
    "several": (
        replace(like(HIGH, "other"), decision=Decision.FRAUD, policy=app(policy="reject").policy),
        Step.STOP,
        (Ground.VERDICT, Ground.IMITATION, Ground.REJECTED),
    ),
    "unread": (UNREAD, Step.UNREAD, (Ground.UNREAD,)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_step_and_grounds_follow_from_what_is_known(name: str) -> None:
    outcome, step, grounds = CASES[name]
    found = gated(outcome, Decision.FRAUD)

    assert (step, grounds) == (found.step, found.grounds)
    assert outcome is found.outcome


@pytest.mark.parametrize(
    ("fail_on", "decision", "step"),
    [
        (Decision.SUSPICIOUS, Decision.SUSPICIOUS, Step.STOP),
        (Decision.SUSPICIOUS, Decision.CLEAR, Step.PUBLISH),
        (None, Decision.FRAUD, Step.LOOK),
        (None, Decision.CLEAR, Step.PUBLISH),
    ],
)
def test_bound_decides_from_which_verdict_on_an_app_is_stopped(
    fail_on: Decision | None, decision: Decision, step: Step
) -> None:
    assert step is gated(app(decision), fail_on).step


def test_own_list_clears_all_but_rules_of_stores() -> None:
    known = replace(like(HIGH, "other"), basis=Basis.OWN_LIST)

    assert Step.PUBLISH is gated(known, Decision.FRAUD).step
    assert (Ground.REJECTED,) == gated(
        replace(known, policy=app(policy="reject").policy), Decision.FRAUD
    ).grounds


def test_own_list_does_not_clear_what_is_not_as_it_was_signed() -> None:
    """A list names packages, too, and who alters an app keeps its package."""
    known = replace(noted("digest-mismatch"), basis=Basis.OWN_LIST)

    assert (Ground.ALTERED,) == gated(known, Decision.FRAUD).grounds
    assert Step.PUBLISH is gated(replace(known, findings=noted("shadow-entry").findings), None).step


def test_every_code_of_a_signature_that_does_not_hold_is_known() -> None:
    assert BROKEN | {"unsigned", "no-signature", "signature-broken"} == NOT_AS_SIGNED


def test_every_high_code_of_archive_and_manifest_is_a_trick() -> None:
    codes = {**ARCHIVE_CODES, **MANIFEST_CODES}
    high = {name for name, code in codes.items() if code.severity is Severity.HIGH}

    assert high | {"schemes-disagree"} == TRICKS


def test_own_list_can_stop() -> None:
    assert Step.STOP is gated(app(Decision.FRAUD, Basis.OWN_LIST), Decision.FRAUD).step


@pytest.mark.parametrize(("one", "other"), list(product(CASES, repeat=2)))
def test_gravest_step_counts(one: str, other: str) -> None:
    apps = [gated(CASES[name][0], Decision.FRAUD) for name in (one, other)]
    order = [Step.PUBLISH, Step.LOOK, Step.UNREAD, Step.STOP]

    assert max((app.step for app in apps), key=order.index) is gravest(apps)


def test_of_no_app_nothing_is_known() -> None:
    assert Step.UNREAD is gravest([])


def test_only_what_stops_is_a_ground_to_stop() -> None:
    grounds = {Ground.VERDICT, Ground.ALTERED, Ground.UNFIT, Ground.IMITATION, Ground.REJECTED}
    assert grounds == STOPS
