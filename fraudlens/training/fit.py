"""Fit the trees of a bundle: fraud or not, and which fraud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.errors import UsageError
from fraudlens.training.digest import draw
from fraudlens.trees import Fold, fit_trees, load_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from fraudlens.training.config import FitConfig
    from fraudlens.trees import Trees

_STEP = 10
"""Trees between two words of progress."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to fit or to watch, all of length n."""

    matrix: FloatMatrix
    target: NDArray[np.int8]
    weight: NDArray[np.float32]
    """Above 0."""

    def take(self, rows: NDArray[np.int64]) -> Rows:
        """Give the rows at these positions."""
        return Rows(self.matrix[rows], self.target[rows], self.weight[rows])


def check_directions(names: Sequence[str], config: FitConfig) -> None:
    """Refuse a direction of no column, and two of one.

    Raises:
        UsageError: there is one.
    """
    if both := set(config.rising) & set(config.falling):
        raise UsageError(f'fit.rising, fit.falling: "{min(both)}" stands in both')
    for name in (*config.rising, *config.falling):
        if name not in names:
            raise UsageError(
                f'fit.rising, fit.falling: no column is called "{name}"',
                hint="see the columns of the model in docs/",
            )


@dataclass(frozen=True, slots=True)
class Fitter:
    """What all fits of a run share."""

    config: FitConfig
    names: tuple[str, ...]
    """Columns, in matrix order."""
    seed: int
    progress: Callable[[str], None]

    def score_model(self, rows: Rows, watched: Rows, what: str) -> bytes:
        """Fit fraud or not with early stopping on `watched`: LightGBM text."""
        return self._fit(rows, watched, self._binary(), self.config.rounds, what)

    def quick_model(self, rows: Rows, rounds: int, what: str) -> bytes:
        """Fit fraud or not for an estimate: `rounds` trees, watched by nothing."""
        return self._fit(rows, None, self._binary(), rounds, what)

    def class_model(self, rows: Rows, classes: int, rounds: int, what: str) -> bytes:
        """Fit which of `classes` (at least 2) by softmax."""
        params = {"objective": "multiclass", "num_class": classes}
        return self._fit(rows, None, params, rounds, what)

    def trees(self, model: bytes) -> Trees:
        """Make trees of LightGBM text."""
        return load_trees(model, self.names, threads=self.config.threads)

    def margin(self, model: bytes, matrix: FloatMatrix) -> NDArray[np.float64]:
        """Give the raw score of each row in log-odds: float64 (rows,)."""
        return self.trees(model).margin(matrix)

    def probabilities(self, model: bytes, matrix: FloatMatrix) -> NDArray[np.float64]:
        """Give the probability of each class: float64 (rows, classes)."""
        return self.trees(model).probabilities(matrix)

    def _binary(self) -> dict[str, Any]:
        """Give the objective, and the columns whose direction is known beforehand.

        Raises:
            UsageError: the configuration names a column that is none, or one in both directions.
        """
        rising, falling = self.config.rising, self.config.falling
        check_directions(self.names, self.config)
        found: dict[str, Any] = {"objective": "binary"}
        if rising or falling:
            found["monotone_constraints"] = [
                (name in rising) - (name in falling) for name in self.names
            ]
        return found

    def _fit(
        self, rows: Rows, watched: Rows | None, params: dict[str, Any], rounds: int, what: str
    ) -> bytes:
        def step(done: int, value: float | None) -> None:
            if done % _STEP == 0 or done == rounds:
                shown = "" if value is None else f", {self.config.metric} {value:.5f}"
                self.progress(f"{what}: {done} of {rounds} trees{shown}")

        metric = self.config.metric if watched is not None else "None"
        return fit_trees(
            rows.matrix,
            rows.target,
            weight=rows.weight,
            validation=(
                Fold(watched.matrix, watched.target, watched.weight)
                if watched is not None
                else None
            ),
            params={**_params(self.config), **params, "metric": metric},
            rounds=rounds,
            early_stopping=self.config.early_stopping if watched is not None else 0,
            feature_names=self.names,
            seed=self.seed,
            callback=step,
        )


def out_of_fold(
    fitter: Fitter,
    rows: Rows,
    fold: NDArray[np.int8],
    key: NDArray[np.uint64],
    *,
    rounds: int,
    most: int,
) -> NDArray[np.float64]:
    """Give each row's margin by a quick model that did not see its fold: float64 (n,).

    Each quick model trains on at most `most` rows, drawn by `key`.
    """
    margin = np.zeros(len(fold))
    for number in np.unique(fold):
        seen = np.flatnonzero(fold != number)
        unseen = np.flatnonzero(fold == number)
        picked = seen[draw(key[seen], most, fitter.seed)]
        model = fitter.quick_model(rows.take(picked), rounds, f"out of fold {number}")
        margin[unseen] = fitter.margin(model, rows.matrix[unseen])
    return margin


def _params(config: FitConfig) -> dict[str, Any]:
    return {
        "learning_rate": config.learning_rate,
        "num_leaves": config.leaves,
        "max_depth": config.depth,
        "min_data_in_leaf": config.min_leaf,
        "lambda_l2": config.l2,
        "feature_fraction": config.feature_fraction,
        "bagging_fraction": config.row_fraction,
        "bagging_freq": 1 if config.row_fraction < 1 else 0,
        "max_bin": config.bins,
        "num_threads": config.threads,
    }
