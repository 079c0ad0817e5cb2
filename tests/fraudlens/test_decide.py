from __future__ import annotations

import numpy as np

from fraudlens.decide import DECISIONS, ranks
from fraudlens.manifest import Threshold, Thresholds


def test_a_score_at_a_threshold_reaches_it() -> None:
    thresholds = Thresholds(Threshold(0.5, 0.01), Threshold(0.9, 0.001))
    scores = np.array([0.0, 0.499, 0.5, 0.899, 0.9, 1.0])
    expected = ["clear", "clear", "suspicious", "suspicious", "fraud", "fraud"]

    assert expected == [DECISIONS[rank] for rank in ranks(scores, thresholds)]


def test_equal_thresholds_skip_suspicious() -> None:
    thresholds = Thresholds(Threshold(0.9, 0.01), Threshold(0.9, 0.001))

    assert [0, 2] == ranks(np.array([0.8, 0.9]), thresholds).tolist()
