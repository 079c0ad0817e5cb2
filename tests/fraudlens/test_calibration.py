from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.calibration import Calibration, log_odds_of

CURVE = Calibration((-2.0, 0.0, 1.0), (-6.0, 0.0, 2.0), 0.5)


@pytest.mark.parametrize(
    ("margin", "log_odds"),
    [(-4.0, -12.0), (-2.0, -6.0), (-1.0, -3.0), (0.0, 0.0), (0.5, 1.0), (1.0, 2.0), (3.0, 6.0)],
)
def test_curve_is_linear_between_and_beyond_its_knots(margin: float, log_odds: float) -> None:
    np.testing.assert_allclose([log_odds], CURVE.to_log_odds(np.array([margin])))


def test_score_is_the_probability_of_the_log_odds() -> None:
    np.testing.assert_allclose([0.5, 1 / (1 + np.exp(-2))], CURVE.score(np.array([0.0, 1.0])))


def test_another_base_rate_multiplies_the_odds() -> None:
    rare = CURVE.score(np.array([0.0, 1.0]), 0.1)

    np.testing.assert_allclose([0.1, np.exp(2) / 9 / (1 + np.exp(2) / 9)], rare)


def test_base_rate_of_the_calibration_changes_nothing() -> None:
    margin = np.linspace(-5, 5)

    np.testing.assert_allclose(CURVE.score(margin), CURVE.score(margin, 0.5))


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50),
    st.floats(1e-6, 1 - 1e-6),
)
def test_scores_rise_with_the_margin_and_stay_in_bounds(margin: list[float], rate: float) -> None:
    scores = CURVE.score(np.sort(np.array(margin)), rate)

    assert (np.diff(scores) >= 0).all()
    assert (0 <= scores.min()) & (scores.max() <= 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_log_odds_are_finite_and_undo_probabilities(shares: list[float]) -> None:
    odds = log_odds_of(np.array(shares))

    np.testing.assert_allclose(np.array(shares), 1 / (1 + np.exp(-odds)), atol=1.1e-7)
