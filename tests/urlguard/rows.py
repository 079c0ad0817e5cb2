"""Rows of the matrix for tests, and weights fitted on a few made-up addresses."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.detector import Labels
from urlguard.features.matrix import FEATURES, empty_matrix, fill_fixed
from urlguard.fitting import fit_columns
from urlguard.read import read_urls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import UrlBatch

FIXED = [not feature.learned for feature in FEATURES.features]


def batch_of(*targets: str) -> UrlBatch:
    """Read targets all of which are readable."""
    read = read_urls(targets)

    assert () == read.failures
    batch: UrlBatch = read.facts
    return batch


def fixed_columns(batch: UrlBatch) -> FloatMatrix:
    """Give the columns that need no weights: float32 (rows, fixed columns)."""
    matrix = empty_matrix(len(batch))
    fill_fixed(batch.columns(), matrix)
    return np.ascontiguousarray(matrix[:, FIXED])


def value_of(target: str, name: str) -> float:
    """Give one column that needs no weights of one target."""
    matrix = empty_matrix(1)
    fill_fixed(batch_of(target).columns(), matrix)
    return float(matrix[0, FEATURES.index[name]])


def made_up(count: int = 200) -> tuple[list[str], Labels]:
    """Give addresses of which the fraudulent ones are long, hyphened and on `.top`, with labels."""
    draw = random.Random(3)
    targets, fraud = [], []
    for number in range(count):
        bad = number % 2
        words = draw.sample(["casino", "login", "wallet", "bonus"] if bad else NEUTRAL, 2)
        suffix = draw.choice(["top", "top", "com"] if bad else ["com", "org", "github.io"])
        path = draw.choice(["", f"/{words[0]}/{number}", "/x?y=1"])
        targets.append(f"{'-'.join(words)}{number}.{suffix}{path}")
        fraud.append(bad)
    labels = np.array(fraud, np.int8)
    return targets, Labels(
        fraud=labels,
        fraud_type=np.where(labels == 1, np.arange(count) % 4 - 1, -1).astype(np.int8),
        fold=(np.arange(count) % 3).astype(np.int8),
        weight=np.linspace(0.5, 1.5, count, dtype=np.float32),
    )


NEUTRAL = ["garden", "library", "school", "museum", "village", "river"]


@lru_cache(maxsize=1)
def fitted() -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
    """Fit on `made_up()` with seed 1."""
    targets, labels = made_up()
    return fit_columns(batch_of(*targets), labels, seed=1, progress=ignore)


def ignore(_: str) -> None:
    """Drop a line of progress."""


def texts(batch: UrlBatch) -> Sequence[str]:
    """Give the canonical text of each row."""
    return [batch.slice_text(batch.start[row], batch.end[row]) for row in range(len(batch))]
