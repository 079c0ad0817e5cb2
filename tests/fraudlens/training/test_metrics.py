"""Figures against hand-made cases, known values and plain definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import DataError
from fraudlens.training import metrics
from fraudlens.training.estimates import clopper_pearson

SCORES = st.lists(st.integers(0, 12).map(lambda n: n / 12), min_size=1, max_size=40).map(np.array)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (5, 10, 0.1871, 0.8129),
        (1, 1000, 0.0000, 0.0056),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_clopper_and_pearsons(
    hits: int, total: int, low: float, high: float
) -> None:
    """Values of the printed tables (Hald 1952) and of R's `binom.test`."""
    found = clopper_pearson(hits, total)

    assert pytest.approx([low, high], abs=6e-5) == list(found)


@given(SCORES, st.sampled_from([0.0, 0.01, 0.1, 0.5, 1.0]))
def test_a_threshold_never_flags_more_than_allowed(
    benign: np.ndarray[tuple[int], np.dtype[np.float64]], fpr: float
) -> None:
    cut = metrics.threshold_at_fpr(benign, fpr)

    assert (benign >= cut).mean() <= fpr
    # The next lower score would flag too many, unless all are allowed.
    below = benign[benign < cut]
    assert not len(below) or (benign >= below.max()).mean() > fpr


@given(SCORES, SCORES)
def test_auc_is_the_share_of_ordered_pairs(
    bad: np.ndarray[tuple[int], np.dtype[np.float64]],
    good: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    above = (bad[:, None] > good[None, :]).mean() + (bad[:, None] == good[None, :]).mean() / 2

    assert pytest.approx(above) == metrics.auc(bad, good)


def test_no_benign_row_gives_no_threshold() -> None:
    with pytest.raises(DataError, match="no benign row"):
        metrics.threshold_at_fpr(np.empty(0), 0.01)


def test_absent_classes_give_no_figure() -> None:
    none, some = np.empty(0), np.array([0.5])

    assert (None, None) == (metrics.auc(none, some), metrics.pr_auc(some, none))
    assert metrics.rate(0, 0).value is None
    assert metrics.macro_f1(np.zeros((2, 2), np.int64)) is None
    assert metrics.precision_at(0, 0, 0.5) is None


def test_recall_counts_ties_at_the_threshold_as_flagged() -> None:
    benign = np.linspace(0, 1, 101)

    assert 0.5 == metrics.recall_at_fpr(np.array([0.995, 0.5]), benign, 0.01).value


def test_the_roc_rises() -> None:
    curve = metrics.roc(np.array([0.2, 0.6, 0.9]), np.linspace(0, 1, 50), points=20)

    assert sorted(curve) == curve
    assert (1.0, 1.0) == curve[-1]


def test_bins_have_equal_mass_and_weigh_their_error() -> None:
    score = np.repeat([0.1, 0.9], 150)
    fraud = np.concatenate([np.zeros(150, np.int8), np.ones(150, np.int8)])

    bins = metrics.reliability(score, fraud, np.ones(300))

    assert 15 == len(bins)
    assert pytest.approx(1.0) == sum(b.mass for b in bins)
    assert 0.09 < metrics.calibration_error(bins) < 0.11


def test_heavy_rows_leave_bins_out() -> None:
    bins = metrics.reliability(
        np.array([0.2, 0.8]), np.array([0, 1], np.int8), np.array([1.0, 1.0])
    )

    assert 2 == len(bins)


def test_f1_is_averaged_over_the_types_seen() -> None:
    counts = metrics.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 3)

    assert [[1, 1, 0], [0, 1, 0], [0, 0, 0]] == counts.tolist()
    assert pytest.approx(2 / 3) == metrics.macro_f1(counts)
