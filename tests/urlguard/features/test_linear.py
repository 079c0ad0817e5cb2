"""The softmax over n-grams: it learns, it repeats itself, and its weights survive 8 bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.urlguard.rows import batch_of
from urlguard.features.linear import CLASSES, N_CLASSES, fill_scores, quantise, train_pass
from urlguard.features.ngrams import MAX_GRAMS, host_grams, path_grams

SLOTS = 1 << 10
PATH = True
TARGETS = [f"{word}{n}.example/{word}" for n in range(20) for word in ("garden", "casino")]
CLASS = np.array([0, CLASSES.index("gambling")] * 20, np.int8)
ORDER = np.arange(len(TARGETS))
WEIGHT = np.ones(len(TARGETS), np.float32)


def trained(passes: int, path: bool) -> tuple[list[float], np.ndarray]:
    """Give the loss of each pass and the weights."""
    table = np.zeros((SLOTS, N_CLASSES), np.float32)
    squares = np.zeros((SLOTS, N_CLASSES), np.float32)
    parts = batch_of(*TARGETS).columns()
    losses = [
        train_pass(parts, ORDER, CLASS, WEIGHT, path, table, squares, 0.1, 1e-6)
        for _ in range(passes)
    ]
    return losses, table


@pytest.mark.parametrize("path", [False, True])
def test_training_lowers_the_loss(path: bool) -> None:
    losses, _ = trained(4, path)

    assert sorted(losses, reverse=True) == losses
    assert losses[0] < np.log(N_CLASSES)
    assert losses[-1] < losses[0] / 2


@pytest.mark.parametrize("path", [False, True])
def test_training_repeats_itself_bit_by_bit(path: bool) -> None:
    first, second = trained(3, path), trained(3, path)

    assert first[0] == second[0]
    np.testing.assert_array_equal(first[1], second[1])


def test_rows_without_a_path_teach_nothing() -> None:
    table = np.zeros((SLOTS, N_CLASSES), np.float32)
    parts = batch_of("garden.example", "casino.example").columns()
    loss = train_pass(
        parts, np.arange(2), CLASS[:2], WEIGHT[:2], PATH, table, table.copy(), 0.1, 1e-6
    )

    assert 0 == loss
    assert not table.any()


def test_first_step_is_the_gradient_of_the_softmax() -> None:
    """One row from zero weights: probabilities are equal, so each slot moves by its sign alone."""
    table = np.zeros((SLOTS, N_CLASSES), np.float32)
    squares = np.zeros((SLOTS, N_CLASSES), np.float32)
    batch = batch_of("garden.example/b")
    loss = train_pass(
        batch.columns(), ORDER[:1], CLASS[1:2], WEIGHT, PATH, table, squares, 0.1, 0.0
    )
    bag = np.empty(MAX_GRAMS, np.uint32)
    n = path_grams(batch.text, batch.host_end[0], batch.path_end[0], batch.end[0], SLOTS - 1, bag)
    target = int(CLASS[1])
    gradient = np.full(N_CLASSES, 1 / N_CLASSES) - (np.arange(N_CLASSES) == target)
    touched = np.unique(bag[:n])

    assert pytest.approx(np.log(N_CLASSES)) == loss
    assert len(touched) == n
    np.testing.assert_allclose(np.tile((gradient**2) / n, (n, 1)), squares[touched], rtol=1e-4)
    np.testing.assert_allclose(np.tile(-0.1 * np.sign(gradient), (n, 1)), table[touched], rtol=1e-2)
    assert not np.delete(table, touched, axis=0).any()


@pytest.mark.parametrize("path", [False, True])
def test_scores_are_log_odds_against_benign(path: bool) -> None:
    draw = np.random.default_rng(1)
    table = draw.integers(-127, 128, (SLOTS, N_CLASSES)).astype(np.int8)
    scale = draw.uniform(0, 0.01, N_CLASSES).astype(np.float32)
    batch = batch_of("a.garden.example/b?c", "casino.example")
    out = np.full((2, N_CLASSES + 1), np.nan, np.float32)
    fill_scores(batch.columns(), table, scale, path, out, 1)
    bag = np.empty(MAX_GRAMS, np.uint32)
    for row in range(2):
        begin, domain, suffix = batch.start[row], batch.domain[row], batch.suffix[row]
        host_end, path_end, end = batch.host_end[row], batch.path_end[row], batch.end[row]
        n = (
            path_grams(batch.text, host_end, path_end, end, SLOTS - 1, bag)
            if path
            else host_grams(batch.text, begin, domain, suffix, host_end, SLOTS - 1, bag)
        )
        sums = table[bag[:n]].astype(float).sum(axis=0) * scale / np.sqrt(max(n, 1))
        odds = sums[1:] - sums[0]
        expected = [np.log(np.exp(odds).sum()), *odds] if n else [0.0] * N_CLASSES

        np.testing.assert_allclose(expected, out[row, 1:], rtol=1e-4, atol=1e-5)
    assert np.isnan(out[:, 0]).all()


@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 100))
def test_weights_survive_eight_bits(seed: int, spread: float) -> None:
    table = np.random.default_rng(seed).normal(0, spread, (64, N_CLASSES)).astype(np.float32)
    small, scale = quantise(table)
    clipped = np.clip(table, -127 * scale, 127 * scale)

    assert ("int8", "float32") == (small.dtype.name, scale.dtype.name)
    assert -127 <= small.min() <= small.max() <= 127
    assert (np.abs(small * scale - clipped) <= scale * 0.501).all()


def test_all_zero_weights_stay_zero() -> None:
    small, scale = quantise(np.zeros((8, N_CLASSES), np.float32))

    assert not small.any()
    assert (scale > 0).all()
