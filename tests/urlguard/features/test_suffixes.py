"""Suffix columns: exact tallies, smoothed towards the prior."""

from __future__ import annotations

from math import log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.urlguard.rows import batch_of, value_of
from urlguard.features.suffixes import (
    SMOOTHING,
    fill_reputation,
    suffix_keys,
    suffix_table,
    tally,
)
from urlguard.hashing import find

rows = st.lists(
    st.tuples(st.integers(0, 5), st.booleans(), st.sampled_from([0.25, 0.5, 1.0, 2.0])), max_size=30
)


@given(rows)
def test_tally_sums_weights_by_suffix(listed: list[tuple[int, bool, float]]) -> None:
    keys = np.array([key for key, _, _ in listed], np.uint64)
    fraud = np.array([bad for _, bad, _ in listed], np.int8)
    weight = np.array([w for _, _, w in listed], np.float32)
    found = tally(keys, fraud, weight)
    known = sorted({key for key, _, _ in listed})

    assert known == found["suffix_keys"].tolist()
    assert [sum(w for k, _, w in listed if k == key) for key in known] == found[
        "suffix_total"
    ].tolist()
    assert [sum(w for k, bad, w in listed if k == key and bad) for key in known] == found[
        "suffix_fraud"
    ].tolist()


def test_equal_suffixes_have_equal_keys() -> None:
    batch = batch_of("a.co.uk", "b.c.co.uk/x", "a.com", "x.github.io", "y.github.io", "192.0.2.7")
    own, icann = np.zeros((2, len(batch)), np.uint64)
    suffix_keys(batch.columns(), batch.suffix, own)
    suffix_keys(batch.columns(), batch.icann, icann)

    assert own[0] == own[1]
    assert own[3] == own[4]
    assert 4 == len(set(own.tolist()))
    assert icann[3] not in own
    assert 7 == own[5]


def test_table_gives_the_place_of_a_suffix_plus_one() -> None:
    keys = np.array([5, 9, 2**63 + 1], np.uint64)
    table = suffix_table({"suffix_keys": keys})

    assert [1, 2, 3, 0] == [find(*table, key) for key in [*keys, np.uint64(6)]]


def test_reputation_is_smoothed_towards_the_prior() -> None:
    batch = batch_of("a.top", "x.github.io", "a.unseen")
    keys = np.zeros(3, np.uint64)
    suffix_keys(batch.columns(), batch.suffix, keys)
    slots, places = suffix_table({"suffix_keys": keys[:2]})
    total, fraud = np.array([30, 100], np.float32), np.array([27, 5], np.float32)
    out = np.full((3, 4), np.nan, np.float32)
    fill_reputation(batch.columns(), slots, places, total, fraud, 0.3, out, 1)

    def odds(bad: float, seen: float) -> float:
        share = (bad + SMOOTHING * 0.3) / (seen + SMOOTHING)
        return log(share / (1 - share)) - log(0.3 / 0.7)

    expected: list[list[float]] = [
        [odds(27, 30), log1p(30), odds(27, 30)],
        [odds(5, 100), log1p(100), 0],
        [0, 0, 0],
    ]
    assert pytest.approx(np.array(expected), rel=1e-5, abs=1e-6) == out[:, 1:]
    assert np.isnan(out[:, 0]).all()


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("192.0.2.7", "suffix_length", 0),
        ("192.0.2.7", "suffix_labels", 0),
        ("192.0.2.7", "suffix_is_country", 0),
        ("co.uk", "suffix_labels", 2),
        ("a.kawasaki.jp", "suffix_length", 13),
        ("x.github.io", "suffix_is_country", 1),
        ("github.io", "suffix_is_platform", 0),
    ],
)
def test_suffix_is_measured(target: str, name: str, value: float) -> None:
    assert value == value_of(target, name)
