"""The quick walk gives what LightGBM gives, or says that it cannot."""

from __future__ import annotations

import lightgbm
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fraudlens.forest import MAX_LEAVES, read_forest
from fraudlens.forest_walk import _first_bit, leaf_sums


def fitted(leaves: int, classes: int = 1, **extra: float) -> lightgbm.Booster:
    """Fit a few trees on made-up rows."""
    random = np.random.default_rng(5)
    matrix = random.normal(size=(600, 4)).astype(np.float32).round(1)
    target = (matrix[:, 0] + matrix[:, 1] * matrix[:, 2] > 0).astype(int)
    if classes > 1:
        target += (matrix[:, 3] > 1).astype(int)
    params = {
        "objective": "multiclass" if classes > 1 else "binary",
        "num_leaves": leaves,
        "min_data_in_leaf": 3,
        "verbosity": -1,
        "num_threads": 1,
        **({"num_class": classes} if classes > 1 else {}),
        **extra,
    }
    return lightgbm.train(params, lightgbm.Dataset(matrix, target, params=params), 12)


ROWS = arrays.arrays(
    np.float32,
    st.tuples(st.integers(0, 20), st.just(4)),
    elements=st.floats(-5, 5, width=32) | st.sampled_from([0.0, -0.0, 0.05, 1e30, -1e30]),
)
BINARY, MANY = fitted(MAX_LEAVES), fitted(8, classes=3)


@given(ROWS)
def test_raw_scores_are_those_of_lightgbm_bit_for_bit(matrix: np.ndarray) -> None:
    forest = read_forest(BINARY.model_to_string().encode())
    assert forest is not None
    expected = BINARY.predict(matrix, raw_score=True) if len(matrix) else np.empty(0)

    assert np.array_equal(expected, leaf_sums(forest, matrix, 1)[:, 0])


@given(ROWS)
def test_each_class_sums_its_own_trees(matrix: np.ndarray) -> None:
    forest = read_forest(MANY.model_to_string().encode())
    assert forest is not None
    expected = MANY.predict(matrix, raw_score=True) if len(matrix) else np.empty((0, 3))

    assert np.array_equal(expected, leaf_sums(forest, matrix, 3))


def test_trees_without_a_split_give_their_one_leaf() -> None:
    stump = fitted(4, min_data_in_leaf=599)
    forest = read_forest(stump.model_to_string().encode())
    assert forest is not None
    row = np.zeros((1, 4), np.float32)

    assert np.array_equal(stump.predict(row, raw_score=True), leaf_sums(forest, row, 1)[:, 0])


def test_too_many_leaves_are_left_to_lightgbm() -> None:
    assert read_forest(fitted(MAX_LEAVES + 1).model_to_string().encode()) is None


def test_splits_with_a_rule_for_missing_values_are_left_to_lightgbm() -> None:
    random = np.random.default_rng(5)
    matrix = random.normal(size=(600, 4))
    matrix[::7, 0] = np.nan
    params = {"objective": "binary", "verbosity": -1, "num_leaves": 8, "num_threads": 1}
    target = (matrix[:, 1] > 0).astype(int)
    target[::7] = 1
    booster = lightgbm.train(params, lightgbm.Dataset(matrix, target, params=params), 5)

    assert read_forest(booster.model_to_string().encode()) is None


@pytest.mark.parametrize("place", range(32))
def test_the_lowest_set_bit_is_found(place: int) -> None:
    assert place == _first_bit(np.uint32((0xF0F0F0F1 << place) & 0xFFFFFFFF))
