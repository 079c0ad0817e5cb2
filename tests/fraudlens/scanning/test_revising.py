"""Outcomes anew with registrations: what changes, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fraudlens.calibration import Calibration
from fraudlens.ownlists import ListText, read_lists
from fraudlens.scanning.revising import Judges, revise
from fraudlens.scoring import ScoreOptions
from fraudlens.targets import Chunk
from fraudlens.verdict import Basis, Decision, Failure, Verdict
from tests.fraudlens.scanning.models import scorer
from urlguard.detector import UrlDetector
from urlguard.registration.facts import Contact, Registration, State

if TYPE_CHECKING:
    from fraudlens.ownlists import Lists
    from fraudlens.verdict import Outcome

AT = datetime(2026, 11, 26, tzinfo=UTC)
BAD = "http://abcdefgh123-secure.bad/login"
GOOD = "https://abcd.ok/"
YOUNG = Registration(
    "abcdefgh123-secure.bad",
    State.OK,
    source="rdap:rdap.example",
    created=datetime(2026, 11, 20, tzinfo=UTC),
    registrar="Cheap Names",
    name_servers=("ns1.park.example",),
    contacts=(Contact("abuse", email="abuse@cheap.example"),),
)
OLD = Registration("abcd.ok", State.OK, created=datetime(1999, 1, 1, tzinfo=UTC))


def revised(
    known: dict[int, Registration],
    targets: tuple[str, ...] = (BAD, GOOD),
    lists: Lists | None = None,
    **changes: object,
) -> list[Outcome]:
    options = replace(ScoreOptions(), **changes)  # type: ignore[arg-type]  # a test's own fields
    options = replace(options, lists=lists) if lists else options
    alone = scorer("url", options)
    judges = Judges(alone, scorer("registration", options))
    judged = alone.judge_chunk(Chunk(None, list(targets), None))
    return revise(judged, known, judges, AT)


def verdict(outcome: Outcome) -> Verdict:
    assert isinstance(outcome, Verdict)
    return outcome


def test_without_facts_the_first_verdict_stands() -> None:
    plain = scorer("url", ScoreOptions()).score_chunk(Chunk(None, [BAD, GOOD], None))

    assert plain == revised({})


@pytest.mark.parametrize("state", [state for state in State if state is not State.OK])
def test_how_a_look_up_failed_changes_no_score(state: State) -> None:
    """Missing facts must not tell anything: in one public set they tell the label."""
    plain = scorer("url", ScoreOptions()).score_chunk(Chunk(None, [BAD, GOOD], None))
    found = revised({row: Registration("a.example", state) for row in (0, 1)})

    for before, after in zip(map(verdict, plain), map(verdict, found), strict=True):
        assert (before.decision, before.score, before.reasons, before.model) == (
            after.decision,
            after.score,
            after.reasons,
            after.model,
        )
        assert {"domain": "a.example", "state": state.value} == after.facts["registration"]


def test_a_young_domain_is_judged_by_the_second_model() -> None:
    bad, good = map(verdict, revised({0: YOUNG, 1: OLD}))
    first = verdict(scorer("url", ScoreOptions()).score_targets([BAD]).__next__())

    assert ("registration", Decision.FRAUD) == (bad.model.name, bad.decision)
    assert Decision.CLEAR is good.decision
    assert first.score == bad.facts["address_score"]
    assert first.fraud_type == bad.fraud_type
    assert "registration" in good.facts
    assert "origin" not in good.facts


@pytest.mark.parametrize(("rate", "score"), [(None, 0.5), (0.1, 0.1)])
def test_the_address_alone_is_told_on_the_scale_of_the_second_model(
    rate: float | None, score: float
) -> None:
    """Its curve calls even odds whatever the first model says; the first verdict does not move."""
    even = Calibration((0.0, 1e9), (0.0, 1e-9), 0.5)
    second = scorer("registration", replace(ScoreOptions(), base_rate=rate))
    manifest = replace(second.bundle.manifest, alone=even)
    second = replace(second, bundle=replace(second.bundle, manifest=manifest))
    alone = scorer("url", replace(ScoreOptions(), base_rate=rate))
    judged = alone.judge_chunk(Chunk(None, [BAD, GOOD], None))

    bad, good = map(verdict, revise(judged, {0: YOUNG}, Judges(alone, second), AT))

    assert pytest.approx(score, abs=1e-3) == bad.facts["address_score"]
    assert list(judged)[1] == good


def test_reasons_of_both_models_are_told_heaviest_first() -> None:
    bad = verdict(revised({0: YOUNG}, reasons=9)[0])
    weights = [reason.weight for reason in bad.reasons]

    assert sorted(weights, reverse=True) == weights
    assert {"domain_age_days"} < {reason.feature for reason in bad.reasons}
    assert "address_score" not in {reason.feature for reason in bad.reasons}


def test_a_flagged_address_says_who_put_it_there_and_who_can_act() -> None:
    bad = verdict(revised({0: YOUNG}, lang="zh")[0])

    assert "registered" == bad.facts["origin"]
    assert "域名在被发现前 6 天注册。" in str(bad.facts["origin_reasons"])
    assert [("registrar", "abuse@cheap.example")] == [
        (one["role"], one["email"])
        for one in bad.facts["responsible"]  # type: ignore[attr-defined]  # plain JSON
    ]
    assert ["young-domain"] == [finding.rule for finding in bad.findings]


def test_the_gravest_finding_comes_first() -> None:
    target = "http://paypal.com.abcdefgh123-secure.top/login"
    found = verdict(revised({0: replace(YOUNG, domain="abcdefgh123-secure.top")}, (target,))[0])

    assert Decision.CLEAR is not found.decision
    assert ["imitates-brand", "young-domain"] == [finding.rule for finding in found.findings]


def test_the_registration_of_a_platform_is_not_the_age_of_its_tenant() -> None:
    target = "http://abcdefgh123-secure.github.io/login"
    parent = replace(YOUNG, domain="github.io")
    plain = verdict(next(scorer("url", ScoreOptions()).score_targets([target])))
    found = verdict(revised({0: parent}, (target,))[0])

    assert (plain.score, plain.decision, "url") == (found.score, found.decision, found.model.name)


def test_an_own_list_has_the_last_word() -> None:
    lists = read_lists(UrlDetector(), allow=ListText("mine", "abcdefgh123-secure.bad"))
    bad = verdict(revised({0: YOUNG}, lists=lists)[0])

    assert (Decision.CLEAR, Basis.OWN_LIST) == (bad.decision, bad.basis)
    assert "registration" == bad.model.name
    assert "origin" not in bad.facts


def test_failures_stay_in_their_place() -> None:
    found = revised({0: OLD}, ("http://[::1", GOOD))

    assert isinstance(found[0], Failure)
    assert "registration" in verdict(found[1]).facts
