"""Fitting: the same seed gives the same bytes, and no row is scored by what saw it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fraudlens.detector import Labels
from fraudlens.verdict import FraudType
from tests.urlguard.rows import FIXED, batch_of, fitted, ignore, made_up
from urlguard.features.linear import CLASSES
from urlguard.features.matrix import FEATURES, empty_matrix, fill_fixed, fill_learned
from urlguard.features.suffixes import suffix_keys
from urlguard.fitting import MIN_SUFFIX_ROWS, _classes, fit_columns
from urlguard.hashing import find

LEARNED = [not fixed for fixed in FIXED]


def test_same_seed_gives_the_same_bytes() -> None:
    targets, labels = made_up()
    matrix, weights = fitted()
    again, same = fit_columns(batch_of(*targets), labels, seed=1, progress=ignore)

    assert matrix.tobytes() == again.tobytes()
    assert {name: table.tobytes() for name, table in weights.items()} == {
        name: table.tobytes() for name, table in same.items()
    }


def test_other_seed_gives_other_weights() -> None:
    targets, labels = made_up()
    _, weights = fit_columns(batch_of(*targets), labels, seed=2, progress=ignore)

    assert not np.array_equal(weights["host_grams"], fitted()[1]["host_grams"])
    np.testing.assert_array_equal(weights["suffix_total"], fitted()[1]["suffix_total"])


def test_rows_are_scored_by_weights_that_never_saw_their_fold() -> None:
    targets, labels = made_up()
    batch = batch_of(*targets)
    matrix, weights = fitted()
    inside = empty_matrix(len(batch))
    fill_fixed(batch.columns(), inside)
    fill_learned(batch.columns(), weights, inside)
    column = FEATURES.index["host_score_fraud"]

    np.testing.assert_array_equal(inside[:, FIXED], matrix[:, FIXED])
    assert (np.abs(inside - matrix)[:, LEARNED].max(axis=1) > 0).all()
    gap = [rows[labels.fraud == 1].mean() - rows[labels.fraud == 0].mean()
           for rows in (inside[:, column], matrix[:, column])]  # fmt: skip
    assert gap[0] > gap[1] > 0


def test_labels_of_a_fold_do_not_reach_its_own_rows() -> None:
    targets, labels = made_up()
    inside = labels.fold == 0
    changed = replace(
        labels, fraud=np.where(inside, 1 - labels.fraud, labels.fraud).astype(np.int8)
    )
    matrix, _ = fit_columns(batch_of(*targets), changed, seed=1, progress=ignore)

    np.testing.assert_array_equal(fitted()[0][inside], matrix[inside])
    assert not np.array_equal(fitted()[0][~inside], matrix[~inside])


def test_suffixes_are_tallied_exactly() -> None:
    targets = ["a.top", "b.top", "c.top/x", "d.com", "e.com", "x.github.io", "y.github.io",
               "z.github.io", "f.io", "g.rare"]  # fmt: skip
    fraud = np.array([1, 1, 0, 0, 0, 1, 0, 0, 1, 1], np.int8)
    weight = np.array([1, 2, 1, 1, 0.5, 1, 1, 1, 1, 1], np.float32)
    labels = Labels(fraud, np.full(10, -1, np.int8), np.zeros(10, np.int8), weight)
    batch = batch_of(*targets)
    _, weights = fit_columns(
        batch, replace(labels, fold=np.arange(10, dtype=np.int8) % 2), seed=1, progress=ignore
    )
    keys = np.zeros(10, np.uint64)
    suffix_keys(batch.columns(), batch.suffix, keys)
    found: dict[str, tuple[float, float] | None] = {}
    for row, target in enumerate(targets):
        place = find(weights["suffix_slots"], weights["suffix_places"], keys[row])
        found[target] = (
            (float(weights["suffix_total"][place - 1]), float(weights["suffix_fraud"][place - 1]))
            if place
            else None
        )

    assert 3 == MIN_SUFFIX_ROWS
    top, com, github, io = (4, 3), None, (3, 1), (4, 2)
    assert [*[top] * 3, com, com, *[github] * 3, io, None] == list(found.values())
    assert [pytest.approx(6 / 10.5)] == weights["suffix_prior"].tolist()


def test_types_are_classes_and_all_others_are_other_fraud() -> None:
    types = [*range(len(FraudType)), -1, -1]
    fraud = np.array([1] * len(FraudType) + [1, 0], np.int8)
    count = len(types)
    labels = Labels(
        fraud, np.array(types, np.int8), np.zeros(count, np.int8), np.ones(count, np.float32)
    )
    expected = [t.value if t.value in CLASSES else "other_fraud" for t in FraudType]

    assert [*expected, "unknown", "benign"] == [CLASSES[n] for n in _classes(labels)]


def test_progress_names_each_step() -> None:
    targets, labels = made_up(30)
    told: list[str] = []
    fit_columns(batch_of(*targets), labels, seed=1, progress=told.append)

    assert ["columns that need no training", "letter sequences"] == told[:2]
    assert {f"letter sequences: fold {fold} is scored" for fold in range(3)} == set(told[2:])


def test_rows_of_no_fold_are_learned_from_alike() -> None:
    targets, labels = made_up()
    told: list[str] = []
    nowhere = replace(labels, fold=np.full(len(labels.fold), -1, np.int8))
    _, weights = fit_columns(batch_of(*targets), nowhere, seed=1, progress=told.append)

    assert ["letter sequences"] == told
    assert {name: table.tobytes() for name, table in fitted()[1].items()} == {
        name: table.tobytes() for name, table in weights.items()
    }
