"""The matrix: declared columns, their examples, and what holds for every row."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from tests.urlguard.addresses import ADDRESSES, targets
from tests.urlguard.rows import batch_of, fitted, fixed_columns, value_of
from urlguard.features.matrix import FEATURES, column_of, empty_matrix, fill_fixed, fill_learned
from urlguard.read import read_urls, take

if TYPE_CHECKING:
    from fraudlens.features import Block, Feature

EXAMPLES = [
    pytest.param(feature, target, value, id=f"{feature.name}-{target}")
    for feature in FEATURES.features
    for target, value in feature.examples
]


@pytest.mark.parametrize(("feature", "target", "value"), EXAMPLES)
def test_example_holds(feature: Feature, target: str, value: float) -> None:
    assert pytest.approx(value, abs=1e-3) == value_of(target, feature.name)


def test_columns_are_declared_soundly() -> None:
    assert [] == FEATURES.problems()


def test_schema_is_the_one_that_models_were_trained_for() -> None:
    """A bundle names the digest, so a change here refuses every model: train a new one with it.

    Then put the new count and digest here: `python -c "from urlguard.features.matrix import
    FEATURES; print(len(FEATURES), FEATURES.digest)"`.
    """
    assert (SCHEMA_COLUMNS, SCHEMA_DIGEST) == (len(FEATURES), FEATURES.digest)


SCHEMA_COLUMNS = 158
SCHEMA_DIGEST = "c88bac2d7cdf059cc5244e182aa1dc77d685fbefb112709c223b5f734c007dd9"


@pytest.mark.parametrize("block", FEATURES.blocks, ids=lambda block: block.name)
def test_block_starts_at_its_first_feature(block: Block) -> None:
    assert FEATURES.names[column_of(block)] == block.features[0].name


@settings(max_examples=300)
@given(targets)
def test_every_readable_row_is_finite(target: str) -> None:
    batch = read_urls([target]).facts

    assert np.isfinite(fixed_columns(batch)).all()


def test_unfilled_cells_are_all_overwritten() -> None:
    batch, weights = batch_of(*ADDRESSES), fitted()[1]
    filled = []
    for before in (np.nan, -7.0):
        matrix = empty_matrix(len(batch))
        matrix[:] = before
        fill_fixed(batch.columns(), matrix)
        fill_learned(batch.columns(), weights, matrix)
        filled.append(matrix)

    assert np.isfinite(filled[0]).all()
    np.testing.assert_array_equal(filled[0], filled[1])


def test_learned_columns_do_not_turn_on_neighbours() -> None:
    batch, weights = batch_of(*ADDRESSES), fitted()[1]
    together = empty_matrix(len(batch))
    fill_learned(batch.columns(), weights, together)
    for row in range(len(batch)):
        alone = empty_matrix(1)
        fill_learned(take(batch, np.array([row])).columns(), weights, alone)

        learned = [feature.learned for feature in FEATURES.features]
        np.testing.assert_array_equal(together[row, learned], alone[0, learned])


def test_examples_are_plain_numbers() -> None:
    assert all(isfinite(value) for feature in FEATURES.features for _, value in feature.examples)
