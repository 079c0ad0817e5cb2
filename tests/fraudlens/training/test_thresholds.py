"""Thresholds: chosen on enough negatives, or refused, or said to be a guess."""

from __future__ import annotations

import numpy as np
import pytest

from fraudlens.errors import DataError
from fraudlens.training.calibrate import fit_knots
from fraudlens.training.config import CalibrationConfig
from fraudlens.training.thresholds import choose_thresholds


def scores(benign: int) -> tuple[np.ndarray, np.ndarray]:
    values = np.concatenate([np.linspace(0, 1, benign), [0.999999]])
    return values, np.append(np.zeros(benign, np.int8), np.int8(1))


def test_thresholds_give_their_rates_on_validation() -> None:
    values, fraud = scores(10_000)

    found, notes = choose_thresholds(values, fraud, CalibrationConfig())

    benign = values[fraud == 0]
    assert (100, 10) == (
        (benign >= found.suspicious.score).sum(),
        (benign >= found.fraud.score).sum(),
    )
    assert () == notes


@pytest.mark.parametrize(
    ("benign", "message"),
    [(999, "at FPR 1.00%: 1000 are needed"), (9_999, "at FPR 0.10%: 10000 are needed")],
)
def test_too_few_negatives_are_refused(benign: int, message: str) -> None:
    with pytest.raises(DataError, match=message):
        choose_thresholds(*scores(benign), CalibrationConfig())


def test_small_data_gets_a_threshold_above_all_benign_scores_and_a_note() -> None:
    values, fraud = scores(100)

    values = values * 0.9
    found, notes = choose_thresholds(values, fraud, CalibrationConfig(small=True))

    assert not (values[fraud == 0] >= found.suspicious.score).any()
    assert 2 == len(notes)
    assert notes[0].startswith("suspicious: lies above every benign validation score, since 100")


def test_nothing_but_clear_lies_below_the_floor() -> None:
    values, fraud = scores(10_000)

    found, _ = choose_thresholds(values * 0.3, fraud, CalibrationConfig())

    assert (0.5, 0.5) == (found.suspicious.score, found.fraud.score)


def test_knots_rise_strictly_and_give_the_share_of_fraud() -> None:
    draw = np.random.default_rng(1)
    margin = draw.normal(size=20_000)
    fraud = (draw.random(20_000) < 1 / (1 + np.exp(-2 * margin))).astype(np.int8)

    x, y = fit_knots(margin, fraud, np.ones(20_000), knots=40)

    assert 10 < len(x) <= 40
    assert (np.diff(x) > 0).all()
    assert (np.diff(y) > 0).all()
    middle = np.linspace(-1, 1, 9)
    assert np.abs(np.interp(middle, x, y) - 2 * middle).max() < 0.4


def test_equal_margins_still_give_a_curve() -> None:
    x, y = fit_knots(np.zeros(4), np.array([0, 1, 0, 1], np.int8), np.ones(4), knots=5)

    assert (2, 2) == (len(x), len(y))
    assert abs(sum(y)) < 1e-9
