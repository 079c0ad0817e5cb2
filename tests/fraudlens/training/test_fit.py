"""What the trees are told beforehand: columns of which more is never less fraud, or never more."""

from __future__ import annotations

import numpy as np
import pytest

from fraudlens.errors import UsageError
from fraudlens.training.config import FitConfig
from fraudlens.training.fit import Fitter, Rows
from tests.fraudlens.training.made import tell_nobody

NAMES = ("score", "age", "noise")
STEPS = np.linspace(0, 1, 21, dtype=np.float32)


def learned(column: int, **directions: tuple[str, ...]) -> np.ndarray:
    """Give the margin along a column, by a model of rows whose fraud is in the middle of it."""
    draw = np.random.default_rng(3)
    matrix = draw.random((600, len(NAMES)), np.float32)
    fraud = (abs(matrix[:, column] - 0.5) < 0.25).astype(np.int8)
    config = FitConfig(min_leaf=5, threads=1, row_fraction=1.0, feature_fraction=1.0, **directions)  # type: ignore[arg-type]  # the two fields of directions only
    fitter = Fitter(config, NAMES, 0, tell_nobody)
    model = fitter.quick_model(Rows(matrix, fraud, np.ones(600, np.float32)), 20, "model")
    along = np.full((len(STEPS), len(NAMES)), 0.5, np.float32)
    along[:, column] = STEPS
    return fitter.margin(model, along)


def test_without_directions_the_trees_learn_what_is_there() -> None:
    margin = learned(0)

    assert margin[0] < margin[10] > margin[20]


@pytest.mark.parametrize("column", [0, 1])
def test_a_rising_column_never_lowers_the_score(column: int) -> None:
    steps = np.diff(learned(column, rising=(NAMES[column],), falling=("noise",)))

    assert (steps >= 0).all()
    assert (steps > 0).any()


def test_a_falling_column_never_raises_the_score() -> None:
    steps = np.diff(learned(1, falling=("age",)))

    assert (steps <= 0).all()
    assert (steps < 0).any()


@pytest.mark.parametrize("side", ["rising", "falling"])
def test_a_direction_of_no_column_is_refused(side: str) -> None:
    with pytest.raises(UsageError) as caught:
        learned(0, **{side: ("age", "odd")})

    assert 'fit.rising, fit.falling: no column is called "odd"' == caught.value.message
    assert "see the columns of the model in docs/" == caught.value.hint


def test_a_column_has_one_direction() -> None:
    with pytest.raises(UsageError) as caught:
        learned(0, rising=("age",), falling=("noise", "age"))

    assert 'fit.rising, fit.falling: "age" stands in both' == caught.value.message
