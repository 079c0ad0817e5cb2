from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.bundle import load_bundle
from fraudlens.errors import MalformedInput
from fraudlens.ownlists import ListText, read_lists
from fraudlens.scoring import ScoreOptions, Scorer, _rounded
from fraudlens.targets import CHUNK_ROWS, Chunk
from fraudlens.verdict import Basis, Decision, Failure, Outcome, Subject, Verdict
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector

if TYPE_CHECKING:
    from pathlib import Path

FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"


def one(scorer: Scorer, target: str) -> Verdict:
    outcome = next(scorer.score_targets([target]))
    assert isinstance(outcome, Verdict)
    return outcome


def with_options(scorer: Scorer, options: ScoreOptions) -> Scorer:
    return replace(scorer, options=options)


def test_fraud_carries_type_reasons_and_facts(scorer: Scorer) -> None:
    verdict = one(scorer, FRAUD)

    assert Subject("url", FRAUD) == verdict.subject
    assert Decision.FRAUD is verdict.decision
    assert 0.9 <= verdict.score <= 1
    assert verdict.fraud_type == next(iter(verdict.fraud_types))
    assert sorted(verdict.fraud_types.values(), reverse=True) == list(verdict.fraud_types.values())
    assert verdict.reasons
    assert "abcdefgh123-secure.bad" == verdict.facts["host"]
    assert scorer.bundle.ref == verdict.model


def test_clear_carries_neither_type_nor_reasons(scorer: Scorer) -> None:
    verdict = one(scorer, CLEAR)

    assert Decision.CLEAR is verdict.decision
    assert (None, {}, (), ()) == (
        verdict.fraud_type,
        verdict.fraud_types,
        verdict.reasons,
        verdict.findings,
    )
    assert CLEAR == verdict.facts["host"]


def test_reasons_are_heaviest_first_and_no_more_than_asked_for(scorer: Scorer) -> None:
    for most in range(4):
        reasons = one(with_options(scorer, ScoreOptions(reasons=most)), FRAUD).reasons
        weights = [reason.weight for reason in reasons]

        assert len(reasons) <= most
        assert sorted(weights, reverse=True) == weights
        assert all(weight > 0 for weight in weights)


def test_reasons_speak_chinese(scorer: Scorer) -> None:
    verdict = one(with_options(scorer, ScoreOptions(lang="zh")), FRAUD)

    assert "主机可疑: abcdefgh123-secure.bad" == verdict.reasons[0].text


def test_findings_stand_beside_a_flagged_score(scorer: Scorer) -> None:
    verdict = one(scorer, "http://paypal123-secure.bad/login")

    assert ["imitates-brand"] == [finding.rule for finding in verdict.findings]


def test_lower_base_rate_moves_score_and_verdict(scorer: Scorer) -> None:
    rare = one(with_options(scorer, ScoreOptions(base_rate=1e-6)), FRAUD)

    assert Decision.CLEAR is rare.decision
    assert rare.score < 0.01


def own_scorer(scorer: Scorer) -> Scorer:
    lists = read_lists(
        scorer.detector, allow=ListText("a", "abcdefgh123-secure.bad"), block=ListText("b", CLEAR)
    )
    return with_options(scorer, ScoreOptions(lists=lists))


def test_own_block_wins_and_the_score_stays_the_models(scorer: Scorer) -> None:
    verdict = one(own_scorer(scorer), CLEAR)

    assert Decision.FRAUD is verdict.decision
    assert one(scorer, CLEAR).score == verdict.score
    assert ["own-block-list"] == [finding.rule for finding in verdict.findings]
    assert verdict.fraud_type is not None


def test_own_allow_wins_and_says_so(scorer: Scorer) -> None:
    verdict = one(own_scorer(scorer), FRAUD)

    assert Decision.CLEAR is verdict.decision
    assert one(scorer, FRAUD).score == verdict.score
    assert ["own-allow-list"] == [finding.rule for finding in verdict.findings]
    assert (None, ()) == (verdict.fraud_type, verdict.reasons)


def test_targets_that_no_list_names_are_left_to_the_model(scorer: Scorer) -> None:
    assert one(scorer, "other.ok") == one(own_scorer(scorer), "other.ok")


def test_each_target_has_one_outcome_in_its_place(scorer: Scorer) -> None:
    chunk = Chunk(
        "urls.txt",
        [CLEAR, "cut", "no host", FRAUD, "cut too"],
        [1, 2, 4, 5, 9],
        ((1, MalformedInput("cell is empty")), (4, MalformedInput("too"))),
    )
    outcomes = scorer.score_chunk(chunk)

    assert list(zip(chunk.targets, chunk.lines or (), strict=True)) == [
        (outcome.subject.target, outcome.subject.line) for outcome in outcomes
    ]
    assert {"urls.txt"} == {outcome.subject.file for outcome in outcomes}
    assert [Verdict, Failure, Failure, Verdict, Failure] == [type(o) for o in outcomes]
    assert ["cell is empty", "no host in it", "too"] == [
        o.message for o in outcomes if isinstance(o, Failure)
    ]


def test_chunk_of_failures_has_no_verdict(scorer: Scorer) -> None:
    outcomes = scorer.score_chunk(Chunk(None, ["", " "], None))

    assert [Failure, Failure] == [type(outcome) for outcome in outcomes]


def test_batches_do_not_change_outcomes(scorer: Scorer) -> None:
    targets = [CLEAR, FRAUD, ""] * (CHUNK_ROWS // 3 + 1)
    outcomes: list[Outcome] = list(scorer.score_targets(iter(targets)))

    assert len(targets) == len(outcomes)
    assert outcomes[:3] == outcomes[-3:]


@pytest.mark.parametrize("keep", ["weights.npz", ""])
def test_bundle_without_types_names_none(tmp_path: Path, keep: str) -> None:
    path = save_small_bundle(tmp_path / "plain", FakeDetector(), keep=("model.txt", keep))
    detector = FakeDetector()
    verdict = one(Scorer(detector, load_bundle(path, detector.features), ScoreOptions()), FRAUD)

    assert (None, {}) == (verdict.fraud_type, verdict.fraud_types)


@given(st.lists(st.floats(0, 1) | st.integers(0, 20_000).map(lambda n: n / 20_000), max_size=9))
def test_shares_are_rounded_as_python_rounds(shares: list[float]) -> None:
    assert [round(share, 4) for share in shares] == _rounded(np.array(shares)).tolist()


def test_rules_raise_a_decision_and_name_its_type(scorer: Scorer) -> None:
    verdict = one(scorer, "abc.ok/ruled")

    assert (Decision.SUSPICIOUS, Basis.RULES) == (verdict.decision, verdict.basis)
    assert ("other_fraud", {"other_fraud": 1.0}) == (verdict.fraud_type, verdict.fraud_types)


def test_rules_lower_no_decision(scorer: Scorer) -> None:
    verdict = one(scorer, f"{FRAUD.rpartition('/')[0]}/ruled")

    assert (Decision.FRAUD, Basis.MODEL) == (verdict.decision, verdict.basis)


def test_genuine_target_is_clear_and_keeps_score_and_findings(scorer: Scorer) -> None:
    likely = FRAUD.replace("abc", "paypal")
    verdict = one(scorer, likely.replace("login", "login/genuine"))

    assert (Decision.CLEAR, Basis.OFFICIAL_APP) == (verdict.decision, verdict.basis)
    assert verdict.score >= scorer.bundle.manifest.thresholds.suspicious.score
    assert ["imitates-brand"] == [finding.rule for finding in verdict.findings]
    assert (None, {}, ()) == (verdict.fraud_type, verdict.fraud_types, verdict.reasons)


def test_own_block_list_wins_over_what_is_genuine(scorer: Scorer) -> None:
    target = f"{FRAUD.rpartition('/')[0]}/genuine"
    lists = read_lists(scorer.detector, block=ListText("b", target))
    verdict = one(replace(scorer, options=ScoreOptions(lists=lists)), target)

    assert (Decision.FRAUD, Basis.OWN_LIST) == (verdict.decision, verdict.basis)


def test_what_cannot_be_seen_goes_to_a_person_without_a_type(scorer: Scorer) -> None:
    verdict = one(scorer, "abc.ok/hidden")

    assert (Decision.SUSPICIOUS, Basis.VISIBILITY) == (verdict.decision, verdict.basis)
    assert (None, {}) == (verdict.fraud_type, verdict.fraud_types)
