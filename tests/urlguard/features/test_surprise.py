"""Surprise of letters: a distribution for each context, low where letters are usual."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest

from tests.urlguard.rows import batch_of
from urlguard.automaton import SYMBOLS, symbol_table
from urlguard.features.surprise import (
    SYMBOL_TABLE,
    count_trigrams,
    empty_counts,
    fill_surprise,
    surprise_table,
)


def counts_of(*targets: str) -> np.ndarray:
    counts = empty_counts()
    batch = batch_of(*targets)
    count_trigrams(batch.columns(), np.arange(len(batch)), SYMBOL_TABLE, counts)
    return counts


def symbols_of(text: str) -> list[int]:
    return [0, 0, *(int(symbol_table()[b]) for b in text.encode()), 0]


def test_trigrams_of_labels_are_counted_to_their_end_mark() -> None:
    expected = empty_counts()
    for label in ("aba", "b1"):
        marked = symbols_of(label)
        for i in range(len(label) + 1):
            expected[tuple(marked[i : i + 3])] += 1

    np.testing.assert_array_equal(expected, counts_of("www.x.aba.example/path", "b1.co.uk"))


@pytest.mark.parametrize("targets", [(), ("garden.example", "a-1.example")])
def test_each_context_is_a_distribution(targets: tuple[str, ...]) -> None:
    table = surprise_table(counts_of(*targets) if targets else empty_counts())

    assert (SYMBOLS,) * 3 == table.shape
    assert np.float16 == table.dtype
    np.testing.assert_allclose(1.0, np.exp2(-table.astype(float)).sum(axis=2), rtol=5e-3)
    assert (table >= 0).all()


def test_surprise_of_a_span_is_its_mean_and_largest() -> None:
    bits = surprise_table(counts_of("garden.example", "gardener.example")).astype(np.float32)
    batch = batch_of("gar.den.example/d", "co.uk", "192.0.2.7")
    out = np.full((3, 5), np.nan, np.float32)
    fill_surprise(batch.columns(), SYMBOL_TABLE, bits, out, 1)

    def values(text: str) -> list[float]:
        marked = symbols_of(text)
        return [float(bits[tuple(marked[i : i + 3])]) for i in range(len(text) + 1)]

    expected = [
        fmean(values("den")),
        max(values("den")[:-1]),
        fmean(values("gar")),
        fmean(values("/d")),
    ]
    assert pytest.approx(expected, rel=1e-5) == out[0, 1:].tolist()
    assert [0.0] * 4 == out[1, 1:].tolist()
    assert pytest.approx(fmean(values("192.0.2.7")), rel=1e-5) == float(out[2, 1])
    assert np.isnan(out[:, 0]).all()


def test_usual_letters_surprise_less() -> None:
    bits = surprise_table(counts_of(*["garden.example"] * 50)).astype(np.float32)
    out = np.zeros((2, 4), np.float32)
    fill_surprise(
        batch_of("garden.example", "xqzkvw.example").columns(), SYMBOL_TABLE, bits, out, 0
    )

    assert out[0, 0] < 1 < out[1, 0]
    assert out[0, 1] < out[1, 1]
