"""Fitting the learned columns: out of fold for the rows that train, on all rows for the bundle."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.verdict import FraudType
from urlguard.features.linear import CLASSES, N_CLASSES, quantise, train_pass
from urlguard.features.matrix import empty_matrix, fill_fixed, fill_learned
from urlguard.features.ngrams import HOST_SLOTS, PATH_SLOTS
from urlguard.features.suffixes import suffix_keys, suffix_table, tally
from urlguard.features.surprise import SYMBOL_TABLE, count_trigrams, empty_counts, surprise_table
from urlguard.features.templates import fit_templates
from urlguard.read import take

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Labels
    from urlguard.batch import UrlBatch

WORKERS = 2
PASSES = 3
RATE = 0.1
"""First step of AdaGrad; falls by a quarter with each pass."""
DECAY = 1e-6

MIN_SUFFIX_ROWS = 3.0
"""A rarer suffix is left out of the bundle; smoothing would hide it anyway."""


def fit_columns(
    batch: UrlBatch, labels: Labels, *, seed: int, progress: Callable[[str], None]
) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
    """Give the matrix with out-of-fold learned columns, and the weights fitted on all rows.

    Rows of no fold (below 0) are learned from, and their rows of the matrix stay unfilled.

    Shape: matrix float32 (rows, columns).
    """
    classes = _classes(labels)
    matrix = empty_matrix(len(batch))
    folds = np.unique(labels.fold[labels.fold >= 0]).tolist()
    if folds:
        progress("columns that need no training")
        fill_fixed(batch.columns(), matrix)

    def fit_without(fold: int) -> None:
        weights = _fit(batch, labels, classes, np.flatnonzero(labels.fold != fold), seed)
        outside = np.flatnonzero(labels.fold == fold)
        part = matrix[outside]
        fill_learned(take(batch, outside).columns(), weights, part)
        matrix[outside] = part
        progress(f"letter sequences: fold {fold} is scored")

    # The kernels release the GIL, and each fit has its own order: threads change no byte.
    progress("letter sequences")
    with ThreadPoolExecutor(WORKERS) as pool:
        final = pool.submit(_fit, batch, labels, classes, np.arange(len(batch)), seed)
        list(pool.map(fit_without, folds))
    return matrix, final.result()


def _classes(labels: Labels) -> NDArray[np.int8]:
    """Give each row's place in `linear.CLASSES`: int8 (rows,)."""
    other, unknown = CLASSES.index("other_fraud"), CLASSES.index("unknown")
    of_type = [CLASSES.index(t) if t in CLASSES else other for t in FraudType]
    classes = np.array([*of_type, unknown], np.int8)[labels.fraud_type]
    classes[labels.fraud == 0] = 0
    return classes


def _fit(
    batch: UrlBatch, labels: Labels, classes: NDArray[np.int8], rows: NDArray[np.int64], seed: int
) -> dict[str, NDArray[Any]]:
    weights = _fit_suffixes(batch, labels, rows)
    weights |= fit_templates(batch.columns(), rows, labels.fraud, labels.weight)
    counts = empty_counts()
    count_trigrams(batch.columns(), rows[labels.fraud[rows] == 0], SYMBOL_TABLE, counts)
    weights["surprise"] = surprise_table(counts)
    order = np.random.default_rng(seed).permutation(rows)
    for name, slots in (("host", HOST_SLOTS), ("path", PATH_SLOTS)):
        table = _fit_linear(batch, labels.weight, classes, order, slots, path=name == "path")
        weights[f"{name}_grams"], weights[f"{name}_scale"] = quantise(table)
    return weights


def _fit_suffixes(
    batch: UrlBatch, labels: Labels, rows: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    parts = batch.columns()
    own = np.zeros(len(batch), np.uint64)
    icann = np.zeros(len(batch), np.uint64)
    suffix_keys(parts, batch.suffix, own)
    suffix_keys(parts, batch.icann, icann)
    extra = rows[own[rows] != icann[rows]]
    keys = np.concatenate([own[rows], icann[extra]])
    which = np.concatenate([rows, extra])
    found = tally(keys, labels.fraud[which], labels.weight[which])
    kept = found["suffix_total"] >= MIN_SUFFIX_ROWS
    found = {name: values[kept] for name, values in found.items()}
    slots, places = suffix_table(found)
    prior = np.average(labels.fraud[rows], weights=labels.weight[rows])
    return {
        "suffix_slots": slots,
        "suffix_places": places.astype(np.int64),
        "suffix_total": found["suffix_total"],
        "suffix_fraud": found["suffix_fraud"],
        "suffix_prior": np.array([prior]),
    }


def _fit_linear(
    batch: UrlBatch,
    weight: NDArray[np.float32],
    classes: NDArray[np.int8],
    order: NDArray[np.int64],
    slots: int,
    *,
    path: bool,
) -> FloatMatrix:
    table = np.zeros((slots, N_CLASSES), np.float32)
    squares = np.zeros((slots, N_CLASSES), np.float32)
    for step in range(PASSES):
        rate = RATE * (1 - step / (PASSES + 1))
        train_pass(batch.columns(), order, classes, weight, path, table, squares, rate, DECAY)
    return table
