"""LightGBM called directly gives what its own Python package gives."""

from __future__ import annotations

import subprocess
import sys

import lightgbm
import numpy as np
import pytest

from fraudlens.booster import CONTRIBUTIONS, RAW, SHARES, Booster
from fraudlens.errors import FraudlensError

RANDOM = np.random.default_rng(4)
ROWS = RANDOM.normal(size=(200, 3)).astype(np.float32)
ROWS[::7, 1] = np.nan
ROWS[3] = np.inf
KINDS = {"binary": 1, "multiclass": 3}


def fitted(objective: str) -> lightgbm.Booster:
    """Fit a few trees that have a rule for missing values."""
    classes = KINDS[objective]
    target = np.nan_to_num(ROWS[:, 0] > ROWS[:, 1]).astype(int) + (ROWS[:, 2] > 1) * (classes > 1)
    params = {"objective": objective, "num_threads": 1, "verbosity": -1, "min_data_in_leaf": 5}
    params |= {"num_class": classes} if classes > 1 else {}
    return lightgbm.train(params, lightgbm.Dataset(ROWS, target, params=params), 8)


def loaded(booster: lightgbm.Booster) -> Booster:
    return Booster(booster.model_to_string().encode())


@pytest.mark.parametrize("rows", [1, 200])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("objective", KINDS)
def test_predictions_are_those_of_the_package_bit_for_bit(
    objective: str, order: str, rows: int
) -> None:
    theirs = fitted(objective)
    ours, classes = loaded(theirs), KINDS[objective]
    matrix = np.asarray(ROWS[:rows], order="C" if order == "C" else "F")
    shape = rows, classes

    expected = np.reshape(theirs.predict(matrix, raw_score=True), shape)
    assert np.array_equal(expected, ours.predict(matrix, RAW, classes, threads=1))
    expected = np.reshape(theirs.predict(matrix), shape)
    assert np.array_equal(expected, ours.predict(matrix, SHARES, classes, threads=2))


def test_contributions_are_those_of_the_package_bit_for_bit() -> None:
    theirs = fitted("binary")

    expected = theirs.predict(ROWS, pred_contrib=True)
    assert np.array_equal(expected, loaded(theirs).predict(ROWS, CONTRIBUTIONS, 4, threads=1))


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(FraudlensError) as caught:
        loaded(fitted("binary")).predict(ROWS[:, :2], RAW, 1, threads=1)

    said = "LightGBM: The number of features in data (2) is not the same as it was in training data"
    assert f"{said} (3)" == caught.value.message.partition(".")[0]
    assert "install fraudlens anew" == caught.value.hint


def test_neither_the_package_nor_scipy_is_loaded() -> None:
    text = fitted("binary").model_to_string()
    code = (
        "import sys, numpy; from fraudlens.booster import Booster, RAW;"
        "Booster(sys.stdin.read().encode()).predict(numpy.zeros((1, 3)), RAW, 1, threads=1);"
        "print(sorted({'lightgbm', 'scipy', 'numba'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True
    )

    assert "[]\n" == done.stdout
