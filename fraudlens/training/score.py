"""Scores of rows by a model in memory, whether it was just fitted or loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.errors import DataError
from fraudlens.training.conflicts import matches
from fraudlens.training.evaluate import Judge, Scored
from fraudlens.training.fraud_types import TypePlan
from fraudlens.training.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from fraudlens.bundle import Bundle
    from fraudlens.calibration import Calibration
    from fraudlens.detector import FloatMatrix, Trainable, Weights
    from fraudlens.manifest import Thresholds
    from fraudlens.training.config import LabelConfig
    from fraudlens.trees import Trees

_CHUNK = 500_000
"""Rows whose matrix is held at once."""


@dataclass(frozen=True, slots=True)
class Model:
    """All that gives a score."""

    detector: Trainable
    weights: Weights
    trees: Trees
    type_trees: Trees | None
    plan: TypePlan
    calibration: Calibration
    thresholds: Thresholds

    @property
    def judge(self) -> Judge:
        """What the figures need to know of the model."""
        return Judge(
            self.thresholds.suspicious.score,
            self.thresholds.fraud.score,
            self.plan.types,
            self.detector.forms,
        )

    def score(self, targets: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give the positions of the targets that can be read, and their scores."""
        read = self.detector.read(targets)
        matrix = self.detector.matrix(read.facts, self.weights)
        return read.rows, self.calibration.score(self.trees.margin(matrix))


def loaded_model(detector: Trainable, bundle: Bundle) -> Model:
    """Make a loaded bundle a model."""
    manifest = bundle.manifest
    return Model(
        detector=detector,
        weights=bundle.weights,
        trees=bundle.trees,
        type_trees=bundle.type_trees,
        plan=TypePlan(manifest.types, manifest.folded),
        calibration=manifest.calibration,
        thresholds=manifest.thresholds,
    )


def part_matrix(detector: Trainable, weights: Weights, values: pl.Series) -> FloatMatrix:
    """Give the matrix of rows that were readable before: float32 (rows, columns)."""
    read = detector.read(values.to_list())
    if len(read.rows) != len(values):
        raise DataError(f"{len(values) - len(read.rows)} rows could be read once but not twice")
    return detector.matrix(read.facts, weights)


def score_rows(model: Model, frame: pl.DataFrame, labels: LabelConfig) -> Scored:
    """Score prepared rows, all of which can be read."""
    scores, given, strata = [], [], []
    for start in range(0, frame.height, _CHUNK):
        read = model.detector.read(frame["value"].slice(start, _CHUNK).to_list())
        matrix = model.detector.matrix(read.facts, model.weights)
        scores.append(model.calibration.score(model.trees.margin(matrix)))
        if model.type_trees is not None:
            given.append(model.type_trees.probabilities(matrix).argmax(axis=1))
        strata.append(model.detector.strata(read.facts))
    named = {
        name: frame.select(matches("source", sources)).to_series().to_numpy()
        for name, sources in labels.site_kinds.items()
    }
    balanced = weigh(frame, labels) if frame.height else np.empty(0)
    return Scored(
        frame=frame,
        score=np.concatenate([*scores, np.empty(0)]),
        weight=np.asarray(balanced, np.float64),
        given_type=np.concatenate(given) if given else None,
        true_type=model.plan.index(frame["category"]).astype(np.int64),
        strata=named | _joined(strata),
    )


def _joined(
    strata: Sequence[Mapping[str, NDArray[np.bool_]]],
) -> dict[str, NDArray[np.bool_]]:
    names = strata[0] if strata else ()
    return {name: np.concatenate([chunk[name] for chunk in strata]) for name in names}
