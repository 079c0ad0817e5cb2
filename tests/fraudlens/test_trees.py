from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import pytest

from fraudlens.errors import ModelIntegrityError, SchemaMismatch
from fraudlens.forest import MAX_LEAVES
from fraudlens.trees import FEW_ROWS, LOW_FPR_RECALL, Fold, _low_fpr_recall, fit_trees, load_trees

COLUMNS = ("first", "second", "third")
PARAMS = {"num_leaves": 4, "min_data_in_leaf": 5, "num_threads": 1}
MATRIX = np.random.default_rng(3).normal(size=(300, 3)).astype(np.float32)
TARGET = (MATRIX[:, 0] + 0.3 * MATRIX[:, 1] > 0).astype(np.int8)


@dataclass(frozen=True)
class Rows:
    """As much of LightGBM's data set as a metric asks for."""

    target: np.ndarray

    def get_label(self) -> np.ndarray:
        return self.target


def fit(**changes: Any) -> bytes:  # noqa: ANN401  any argument of `fit_trees`
    options: dict[str, Any] = {
        "target": TARGET, "weight": None, "validation": None,
        "params": {**PARAMS, "objective": "binary"},
        "rounds": 6, "early_stopping": 0, "feature_names": COLUMNS, "seed": 5,
    }  # fmt: skip
    return fit_trees(MATRIX, **{**options, **changes})


def test_equal_fits_give_equal_bytes_without_the_machine() -> None:
    text = fit()

    assert text == fit()
    assert text.startswith(b"tree\n")
    assert b"num_threads" not in text
    assert text != fit(weight=np.linspace(1, 2, 300, dtype=np.float32))


def test_fit_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    load_trees(fit(), COLUMNS).margin(MATRIX)

    assert ("", "") == tuple(capfd.readouterr())


def test_contributions_add_up_to_the_margin() -> None:
    trees = load_trees(fit(), COLUMNS)

    assert (300, 4) == trees.contributions(MATRIX).shape
    np.testing.assert_allclose(trees.margin(MATRIX), trees.contributions(MATRIX).sum(axis=1))
    assert 1 == trees.classes


@pytest.mark.parametrize("odd", [None, np.nan])
@pytest.mark.parametrize(
    ("leaves", "rounds"),
    [(2, 1), (MAX_LEAVES, 30), (MAX_LEAVES + 1, 3)],
    ids=["stumps", "tables", "too many leaves"],
)
def test_contributions_of_many_rows_are_those_of_lightgbm(
    leaves: int, rounds: int, odd: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fraudlens.trees.FEW_CAUSES", 10)
    params = {**PARAMS, "objective": "binary", "num_leaves": leaves, "min_data_in_leaf": 1}
    text = fit(target=np.roll(TARGET, 1), params=params, rounds=rounds)
    matrix = MATRIX.copy()
    if odd is not None:
        matrix[7, 1] = odd
    trees = load_trees(text, COLUMNS)
    theirs = lightgbm.Booster(model_str=text.decode()).predict(matrix, pred_contrib=True)

    np.testing.assert_allclose(trees.contributions(matrix), theirs, rtol=0, atol=1e-12)
    assert (leaves <= MAX_LEAVES and odd is None) == bool(vars(trees).get("causes"))


@pytest.mark.parametrize("loaded", [True, False])
def test_tables_are_made_for_many_rows_alone(loaded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All in all, and at once: an app at a time is no reason to load a compiler."""
    monkeypatch.setattr("fraudlens.trees.FEW_CAUSES", 10)
    monkeypatch.setattr("fraudlens.trees.is_loaded", lambda: loaded)
    trees = load_trees(fit(), COLUMNS)

    for rows, made in ((5, False), (5, False), (5, loaded), (FEW_ROWS + 1, True)):
        trees.contributions(MATRIX[:rows])
        assert made == ("causes" in vars(trees))


def test_probabilities_of_classes_add_up_to_one() -> None:
    params = {**PARAMS, "objective": "multiclass", "num_class": 2}
    trees = load_trees(fit(params=params), COLUMNS)

    assert 2 == trees.classes
    np.testing.assert_allclose(np.ones(300), trees.probabilities(MATRIX).sum(axis=1))


def test_many_rows_take_the_quick_walk_and_few_need_no_compiler() -> None:
    many, few = load_trees(fit(), COLUMNS), load_trees(fit(), COLUMNS)
    margins = many.margin(MATRIX)

    assert margins[:FEW_ROWS].tolist() == few.margin(MATRIX[:FEW_ROWS]).tolist()
    assert ["forest"] == [name for name in ("booster", "forest") if name in vars(many)]
    assert ["booster"] == [name for name in ("booster", "forest") if name in vars(few)]


@pytest.mark.parametrize("rows", [1, FEW_ROWS, FEW_ROWS + 1])
def test_shares_of_few_rows_are_those_of_many(rows: int) -> None:
    params = {**PARAMS, "objective": "multiclass", "num_class": 2}
    trees = load_trees(fit(params=params), COLUMNS)
    whole = trees.probabilities(MATRIX)

    assert np.array_equal(whole[:rows], trees.probabilities(MATRIX[:rows]))


@pytest.mark.parametrize("odd", [None, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("leaves", [4, MAX_LEAVES + 1], ids=["walked", "too many leaves"])
def test_margin_and_probabilities_are_those_of_lightgbm(leaves: int, odd: float | None) -> None:
    """For any value, and whether or not the quick walk covers the trees."""
    params = {**PARAMS, "num_leaves": leaves, "min_data_in_leaf": 1}
    several = {**params, "objective": "multiclass", "num_class": 2}
    matrix = MATRIX.copy()
    if odd is not None:
        matrix[::5, 1] = odd
    target = np.roll(TARGET, 1)  # noise, which takes all leaves to fit
    score = load_trees(fit(target=target, params={**params, "objective": "binary"}), COLUMNS)
    kinds = load_trees(fit(target=target, params=several), COLUMNS)

    assert [leaves <= MAX_LEAVES] * 2 == [bool(score.forest), bool(kinds.forest)]
    theirs, shares = (lightgbm.Booster(model_str=t.text.decode()) for t in (score, kinds))
    assert np.array_equal(theirs.predict(matrix, raw_score=True), score.margin(matrix))
    np.testing.assert_allclose(shares.predict(matrix), kinds.probabilities(matrix))


def test_empty_matrix_gives_empty_results() -> None:
    trees = load_trees(fit(), COLUMNS, threads=2)

    assert (0,) == trees.margin(MATRIX[:0]).shape
    assert (0, 4) == trees.contributions(MATRIX[:0]).shape
    assert (0, 1) == trees.probabilities(MATRIX[:0]).shape


def test_progress_hears_round_and_metric() -> None:
    heard: list[tuple[int, float | None]] = []
    fit(callback=lambda done, value: heard.append((done, value)))
    watched: list[float | None] = []
    fit(
        validation=Fold(MATRIX[:50], TARGET[:50]),
        params={**PARAMS, "objective": "binary", "metric": "auc"},
        callback=lambda _, value: watched.append(value),
    )

    assert [(number, None) for number in range(1, 7)] == heard
    assert all(value is not None and 0.5 <= value <= 1 for value in watched)


def test_early_stopping_keeps_the_best_round() -> None:
    noise = Fold(MATRIX[:50], 1 - TARGET[:50])
    params = {**PARAMS, "objective": "binary", "metric": "binary_logloss"}
    text = fit(validation=noise, params=params, early_stopping=2, rounds=50)

    assert 1 == text.count(b"Tree=")


def test_early_stopping_can_watch_recall_at_low_false_alarm_rates() -> None:
    """Of 1000 benign rows, 10 may be false alarms, then 1; the fraud lies on and between them."""
    benign = np.arange(1000.0)
    fraud = np.array([1000.0, 998.5, 989.5, 989.0])  # above 0, 1, 10 benign rows, and tied
    heard: list[float | None] = []
    fit(
        validation=Fold(MATRIX[:50], TARGET[:50]),
        params={**PARAMS, "objective": "binary", "metric": LOW_FPR_RECALL},
        early_stopping=3,
        callback=lambda _, value: heard.append(value),
    )

    score, target = np.concatenate([benign, fraud]), np.repeat([0, 1], [1000, 4])
    assert (LOW_FPR_RECALL, (3 / 4 + 2 / 4) / 2, True) == _low_fpr_recall(score, Rows(target))
    assert heard
    assert all(value is not None and 0 <= value <= 1 for value in heard)


def test_text_of_something_else_is_refused() -> None:
    with pytest.raises(ModelIntegrityError) as caught:
        load_trees(b"hello", COLUMNS)

    assert "the trees are not a LightGBM text model" == caught.value.message


def test_head_without_columns_is_refused() -> None:
    with pytest.raises(ModelIntegrityError):
        load_trees(b"tree\nversion=v4\n", COLUMNS)


def test_other_columns_are_refused() -> None:
    with pytest.raises(SchemaMismatch) as caught:
        load_trees(fit(), ("first", "third", "second"))

    assert "the trees were trained on other columns than the manifest names" == caught.value.message
