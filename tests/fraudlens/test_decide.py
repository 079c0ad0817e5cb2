from __future__ import annotations

import numpy as np
import pytest

from fraudlens.decide import CLEARED, DECISIONS, ranks, ruled, settled
from fraudlens.manifest import Threshold, Thresholds
from fraudlens.verdict import Basis, Decision, Ruling

SUSPICIOUS, FRAUD = Decision.SUSPICIOUS, Decision.FRAUD
HIDDEN = Basis.VISIBILITY


def test_a_score_at_a_threshold_reaches_it() -> None:
    thresholds = Thresholds(Threshold(0.5, 0.01), Threshold(0.9, 0.001))
    scores = np.array([0.0, 0.499, 0.5, 0.899, 0.9, 1.0])
    expected = ["clear", "clear", "suspicious", "suspicious", "fraud", "fraud"]

    assert expected == [DECISIONS[rank] for rank in ranks(scores, thresholds)]


def test_equal_thresholds_skip_suspicious() -> None:
    thresholds = Thresholds(Threshold(0.9, 0.01), Threshold(0.9, 0.001))

    assert [0, 2] == ranks(np.array([0.8, 0.9]), thresholds).tolist()


@pytest.mark.parametrize(
    ("ruling", "odds", "decision", "basis"),
    [
        (Ruling(SUSPICIOUS), -9.0, "suspicious", Basis.RULES),
        (Ruling(SUSPICIOUS, FRAUD), -0.1, "suspicious", Basis.RULES),
        (Ruling(SUSPICIOUS, FRAUD), 0.1, "fraud", Basis.RULES),
        (Ruling(backed=FRAUD), 0.0, "clear", Basis.RULES),
        (Ruling(backed=SUSPICIOUS), 0.1, "suspicious", Basis.RULES),
        (Ruling(FRAUD, SUSPICIOUS), 0.1, "fraud", Basis.RULES),
        (Ruling(SUSPICIOUS, FRAUD, HIDDEN), -0.1, "suspicious", HIDDEN),
        (Ruling(SUSPICIOUS, FRAUD, HIDDEN), 0.1, "fraud", Basis.RULES),
        (Ruling(SUSPICIOUS, SUSPICIOUS, HIDDEN), 0.1, "suspicious", HIDDEN),
    ],
)
def test_some_rules_need_a_model_that_holds_fraud_likelier_than_not(
    ruling: Ruling, odds: float, decision: str, basis: Basis
) -> None:
    rank, why = ruled(ruling, odds)

    assert (decision, basis) == (DECISIONS[rank], why)


@pytest.mark.parametrize("odds", [-9.0, 9.0])
def test_what_is_known_to_be_genuine_is_clear_at_any_odds(odds: float) -> None:
    ruling = Ruling(FRAUD, FRAUD, Basis.OFFICIAL_APP, clears=True)

    assert (CLEARED, Basis.OFFICIAL_APP) == ruled(ruling, odds)


def test_rules_raise_what_scores_give_or_clear_it() -> None:
    given, by_rules = np.array([0, 0, 2, 1, 2], np.int8), np.array([0, 1, 1, 2, CLEARED], np.int8)

    assert [0, 1, 2, 2, 0] == settled(given, by_rules).tolist()
