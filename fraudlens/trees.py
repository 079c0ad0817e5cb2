"""Gradient-boosted trees: the only place that fits them, and that chooses how they score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.booster import CONTRIBUTIONS, RAW, SHARES, Booster
from fraudlens.errors import ModelIntegrityError, SchemaMismatch
from fraudlens.forest import Forest, covers, read_forest
from fraudlens.kernel import is_loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import FloatMatrix
    from fraudlens.forest_causes import Causes

FEW_ROWS = 64
"""Up to here LightGBM is done before the quick walk is loaded: 200 ms, and 60 MB of memory."""
FEW_CAUSES = 400
"""Rows whose contributions LightGBM gives before tables are made: in half a second, of 60 MB."""
_QUIET = {"verbosity": -1}
LOW_FPR_RECALL = "low_fpr_recall"
"""Metric of our own: mean of the recalls at `WATCHED_FPRS`, at which verdicts are used."""
WATCHED_FPRS = (0.01, 0.001)
_REPEATABLE = {"deterministic": True, "force_row_wise": True}


@dataclass(frozen=True)
class Trees:
    """A loaded model: many whole rows take the quick walk, all others LightGBM's own."""

    text: bytes = field(repr=False)
    columns: tuple[str, ...]
    classes: int
    """Number of classes of a multiclass model; 1 for a binary one."""
    threads: int = 1
    _asked: Counter[str] = field(default_factory=Counter, init=False, repr=False, compare=False)
    """How many rows were asked for, so far, for what is worth tables only then."""

    @cached_property
    def booster(self) -> Booster:
        """The model in LightGBM."""
        return Booster(self.text)

    @cached_property
    def is_covered(self) -> bool:
        """Whether the quick walk covers the trees."""
        return covers(self.text)

    @cached_property
    def forest(self) -> Forest | None:
        """The model for the quick walk; `None` if it does not cover the trees."""
        return read_forest(self.text)

    @cached_property
    def causes(self) -> Causes | None:
        """Tables of contributions; `None` if they do not cover the trees."""
        from fraudlens.forest_causes import read_causes  # noqa: PLC0415  only for many rows

        return read_causes(self.text) if self.classes == 1 else None

    def margin(self, matrix: FloatMatrix) -> FloatArray:
        """Give the raw score of each row, in log-odds before calibration.

        Shape: matrix (n, columns); result float64 (n,).
        """
        return self._sums(matrix, 1)[:, 0]

    def contributions(self, matrix: FloatMatrix) -> FloatArray:
        """Give what each column adds to the raw score (exact SHAP values), and last the bias.

        Shape: matrix (n, columns); result float64 (n, columns + 1), whose rows sum to `margin`.
        """
        self._asked["causes"] += len(matrix)
        many = self._asked["causes"] > FEW_CAUSES and (len(matrix) > FEW_ROWS or is_loaded())
        if not many or not np.isfinite(matrix).all() or self.causes is None:
            return self._predict(matrix, CONTRIBUTIONS, len(self.columns) + 1)
        from fraudlens.forest_causes import causes_of  # noqa: PLC0415  as above

        return causes_of(self.causes, matrix)

    def probabilities(self, matrix: FloatMatrix) -> FloatArray:
        """Give the share of each class of a multiclass model.

        Shape: matrix (n, columns); result float64 (n, classes), whose rows sum to 1.
        """
        if not self.is_covered or not np.isfinite(matrix).all():
            return self._predict(matrix, SHARES, self.classes)
        sums = self._sums(matrix, self.classes)
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    def _sums(self, matrix: FloatMatrix, classes: int) -> FloatArray:
        """Give the raw scores of each class, the same bits on either way."""
        if len(matrix) <= FEW_ROWS or not np.isfinite(matrix).all() or self.forest is None:
            return self._predict(matrix, RAW, classes)
        from fraudlens.forest_walk import leaf_sums  # noqa: PLC0415  numba, 200 ms

        return leaf_sums(self.forest, matrix, classes)

    def _predict(self, matrix: FloatMatrix, what: int, width: int) -> FloatArray:
        # LightGBM refuses an empty matrix.
        if not len(matrix):
            return np.empty((0, width))
        return self.booster.predict(matrix, what, width, threads=self.threads)


def load_trees(text: bytes, columns: Sequence[str], *, threads: int = 1) -> Trees:
    """Load a model from its text, whose digest the caller has checked.

    LightGBM 4.7 ends the process over a text that is one byte off, so nothing but a text of
    known digest may come here.

    Raises:
        ModelIntegrityError: the text is no model.
        SchemaMismatch: the model was trained on other columns.
    """
    lines = text.partition(b"\nTree=")[0].decode().split("\n")
    head = dict(line.split("=", 1) for line in lines if "=" in line)
    if not text.startswith(b"tree\n") or "feature_names" not in head:
        raise ModelIntegrityError(
            "the trees are not a LightGBM text model", hint="get the model again, or train it anew"
        )
    if head["feature_names"].split(" ") != list(columns):
        raise SchemaMismatch(
            "the trees were trained on other columns than the manifest names",
            hint="train the model anew with this version",
        )
    return Trees(text, tuple(columns), int(head["num_tree_per_iteration"]), threads)


def count_trees(text: bytes) -> int:
    """Count the trees of a model in LightGBM's text format."""
    return text.count(b"\nTree=")


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that are watched while fitting, all of length n."""

    matrix: FloatMatrix
    target: NDArray[Any]
    weight: NDArray[np.float32] | None = None


def fit_trees(
    matrix: FloatMatrix,
    target: NDArray[Any],
    *,
    weight: NDArray[np.float32] | None,
    validation: Fold | None,
    params: Mapping[str, object],
    rounds: int,
    early_stopping: int,
    feature_names: Sequence[str],
    seed: int,
    callback: Callable[[int, float | None], None] | None = None,
) -> bytes:
    """Fit trees and give their text, cut at the best round, with nothing of the machine in it.

    Equal arguments and an equal LightGBM give equal bytes; `num_threads` is one of `params`.
    `callback` hears the number of each finished round, from 1, and the metric on `validation`.

    Shape: matrix (n, columns); target (n,), 0/1 or class numbers; weight (n,).
    """
    import lightgbm  # noqa: PLC0415  200 ms

    settings, metric = _with_metric({**params, **_QUIET, **_REPEATABLE, "seed": seed})
    rows = lightgbm.Dataset(
        matrix,
        target,
        weight=weight,
        feature_name=list(feature_names),
        categorical_feature=[],
        params=settings,
    )
    watched = []
    callbacks: list[Callable[..., None]] = [] if callback is None else [_reporter(callback)]
    if validation is not None:
        watched = [
            rows.create_valid(validation.matrix, validation.target, weight=validation.weight)
        ]
        if early_stopping:
            callbacks.append(lightgbm.early_stopping(early_stopping, verbose=False))
    booster = lightgbm.train(
        settings, rows, rounds, valid_sets=watched, feval=metric, callbacks=callbacks
    )
    best = booster.best_iteration if booster.best_iteration > 0 else rounds
    return portable(booster.model_to_string(num_iteration=best).encode())


def portable(text: bytes) -> bytes:
    r"""Leave out the parameters, which hold threads and paths and which no prediction needs.

    >>> portable(b"tree\nend of trees\n\nparameters:\n[num_threads: 2]\nend of parameters\n")
    b'tree\nend of trees\n\n'
    """
    return text.partition(b"parameters:\n")[0]


def _with_metric(settings: dict[str, object]) -> tuple[dict[str, object], Any]:
    """Take a metric of our own out of LightGBM's settings, which must not look for it."""
    if settings.get("metric") != LOW_FPR_RECALL:
        return settings, None
    return {**settings, "metric": "None"}, _low_fpr_recall


def _low_fpr_recall(score: FloatArray, rows: Any) -> tuple[str, float, bool]:  # noqa: ANN401  LightGBM
    """Give the metric of that name for a score of each row; more is better."""
    target = rows.get_label()
    good, bad = np.sort(score[target == 0])[::-1], score[target == 1]
    cuts = [good[int(fpr * len(good))] for fpr in WATCHED_FPRS]
    return LOW_FPR_RECALL, float(np.mean([(bad > cut).mean() for cut in cuts])), True


def _reporter(callback: Callable[[int, float | None], None]) -> Callable[[Any], None]:
    def report(env: Any) -> None:  # noqa: ANN401  LightGBM's CallbackEnv has no types
        results = env.evaluation_result_list
        callback(env.iteration + 1, results[0][2] if results else None)

    return report
