from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.bundle import load_bundle
from fraudlens.explaining import Explanation, NoChange, explain
from fraudlens.manifest import Threshold, Thresholds
from fraudlens.ownlists import ListText, read_lists
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.targets import Chunk
from fraudlens.verdict import Basis, Decision, Failure
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector

if TYPE_CHECKING:
    from pathlib import Path

FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"


def full(scorer: Scorer, target: str) -> Explanation:
    found = explain(scorer, Chunk(None, [target], None))
    assert isinstance(found, Explanation)
    return found


@pytest.mark.parametrize("target", [FRAUD, CLEAR])
def test_themes_and_columns_add_up_to_the_raw_score(scorer: Scorer, target: str) -> None:
    found = full(scorer, target)
    columns = sum(share.weight for share in found.columns)

    np.testing.assert_allclose(found.margin, found.start + columns, atol=0.05)
    np.testing.assert_allclose(sum(theme.weight for theme in found.themes), columns, atol=0.05)
    weights = [abs(share.weight) for share in found.columns]
    assert sorted(weights, reverse=True) == weights


def test_change_names_what_would_clear_a_fraud(scorer: Scorer) -> None:
    found = full(scorer, FRAUD)

    assert None is found.no_change
    assert all(change.decision is not Decision.FRAUD for change in found.changes)
    assert ("the host",) == found.changes[0].titles


def test_change_names_what_would_flag_a_clear_one(scorer: Scorer) -> None:
    chinese = replace(scorer, options=ScoreOptions(lang="zh"))
    found = full(chinese, CLEAR)

    assert all(change.decision is not Decision.CLEAR for change in found.changes)
    assert ("主机",) == found.changes[0].titles


def bundle_with(path: Path, **changes: object) -> Scorer:
    detector = FakeDetector()
    save_small_bundle(path / "changed", detector, changes=changes)
    return Scorer(detector, load_bundle(path / "changed", detector.features), ScoreOptions())


def test_several_themes_are_named_where_none_is_enough(tmp_path: Path, scorer: Scorer) -> None:
    scores = sorted(change.score for change in full(scorer, FRAUD).changes)
    both = bundle_with(
        tmp_path,
        thresholds=Thresholds(
            Threshold(scores[0] - 1e-6, 0.01), Threshold(scores[0] - 1e-6, 0.001)
        ),
    )
    found = full(both, FRAUD)

    assert [2] == [len(change.titles) for change in found.changes]


def test_nothing_changes_what_is_always_fraud(tmp_path: Path) -> None:
    always = bundle_with(tmp_path, thresholds=Thresholds(Threshold(0, 1), Threshold(0, 1)))
    found = full(always, FRAUD)

    assert ((), NoChange.NONE_FOUND) == (found.changes, found.no_change)


def test_no_theme_changes_what_is_genuine(scorer: Scorer) -> None:
    found = full(scorer, f"{FRAUD}/genuine")

    assert Decision.CLEAR is found.verdict.decision
    assert ((), NoChange.OFFICIAL_APP) == (found.changes, found.no_change)


@pytest.mark.parametrize(
    ("path", "reason"), [("ruled", NoChange.RULES), ("hidden", NoChange.VISIBILITY)]
)
def test_no_theme_changes_what_rests_on_rules_alone(
    scorer: Scorer, path: str, reason: NoChange
) -> None:
    found = full(scorer, f"{CLEAR}/{path}")

    assert Decision.SUSPICIOUS is found.verdict.decision
    assert ((), reason) == (found.changes, found.no_change)


def test_change_of_the_score_leaves_what_rules_decide(tmp_path: Path) -> None:
    """The model says fraud, rules say suspicious: without the model, suspicious is left."""
    sure = Thresholds(Threshold(0.4, 0.01), Threshold(0.5, 0.001))
    found = full(bundle_with(tmp_path, thresholds=sure), f"{FRAUD}/ruled")

    assert Decision.FRAUD is found.verdict.decision
    assert {Decision.SUSPICIOUS} == {change.decision for change in found.changes}


def test_backed_ruling_falls_with_the_score(tmp_path: Path) -> None:
    """The score alone says nothing here; a theme changes the verdict if it takes the backing."""
    out_of_reach = Thresholds(Threshold(1, 0.01), Threshold(1, 0.001))
    found = full(bundle_with(tmp_path, thresholds=out_of_reach), f"{FRAUD}/backed")

    assert (Decision.FRAUD, Basis.RULES) == (found.verdict.decision, found.verdict.basis)
    assert found.changes
    assert all(change.score < 0.5 for change in found.changes)
    assert {Decision.CLEAR} == {change.decision for change in found.changes}


def test_own_lists_are_not_second_guessed(scorer: Scorer) -> None:
    lists = read_lists(scorer.detector, block=ListText("b", CLEAR))
    found = full(replace(scorer, options=ScoreOptions(lists=lists)), CLEAR)

    assert ((), NoChange.OWN_DECISION) == (found.changes, found.no_change)


@pytest.mark.parametrize("typical", [None, {"host_length": 1.0}])
def test_model_without_typical_values_says_so(tmp_path: Path, typical: object) -> None:
    bare = bundle_with(tmp_path, training={"typical": typical})
    found = full(bare, FRAUD)

    assert ((), NoChange.NO_TYPICAL) == (found.changes, found.no_change)


def test_what_cannot_be_read_is_not_explained(scorer: Scorer) -> None:
    found = explain(scorer, Chunk(None, ["no host"], None))

    assert isinstance(found, Failure)
    assert "no host in it" == found.message


def test_what_hardly_weighs_is_left_out(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fraudlens.explaining._LEAST", 100)
    found = full(scorer, FRAUD)

    assert ((), ()) == (found.themes, found.columns)
