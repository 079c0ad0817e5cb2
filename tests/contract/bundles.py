"""Small bundles for tests, trained in a moment on made-up rows."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.bundle import save_bundle
from fraudlens.calibration import Calibration
from fraudlens.detector import Labels
from fraudlens.manifest import Manifest, Probe, Threshold, Thresholds
from fraudlens.reasons import value_or_none
from fraudlens.trees import fit_trees, load_trees
from fraudlens.verdict import FraudType
from fraudlens.weights import save_weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Trainable

CALIBRATION = Calibration((-4.0, 0.0, 4.0), (-5.0, 0.0, 5.0), 0.5)
THRESHOLDS = Thresholds(Threshold(0.5, 0.01), Threshold(0.9, 0.001))
TYPES = (FraudType.PHISHING, FraudType.GAMBLING)
_PARAMS: dict[str, object] = {
    "num_leaves": 4, "min_data_in_leaf": 5, "learning_rate": 0.3, "num_threads": 1,
}  # fmt: skip


def made_up_rows(count: int = 400) -> tuple[list[str], list[int], list[int]]:
    """Give targets, labels and types (-1 = benign): long hosts on `.bad` with words are fraud."""
    draw = random.Random(7)
    targets, labels, types = [], [], []
    for number in range(count):
        fraud = number % 2
        kind = number // 2 % 2
        letters = "".join(draw.choices("abcdefgh", k=draw.randint(4, 9)))
        if fraud == (number % 11 > 0):
            word = ("login", "bonus")[kind]
            targets.append(
                f"http://{letters}{number}-secure.{'bad' if number % 3 else 'ok'}/{word}"
            )
        else:
            targets.append(
                f"https://{letters}.{'ok' if number % 5 else 'bad'}/{letters * (number % 3)}"
            )
        labels.append(fraud)
        types.append(kind if fraud else -1)
    return targets, labels, types


def save_small_bundle(
    path: Path,
    detector: Trainable,
    *,
    keep: tuple[str, ...] = ("model.txt", "types.txt", "weights.npz"),
    changes: Mapping[str, Any] | None = None,
    rows: tuple[list[str], list[int], list[int]] | None = None,
) -> Path:
    """Train on `rows`, or on `made_up_rows`, and save the files in `keep`.

    `changes` replace fields of the manifest.
    """
    targets, labels, types = rows or made_up_rows()
    facts = detector.read(targets).facts
    fraud, kind = np.array(labels, np.int8), np.array(types, np.int8)
    fold = (np.arange(len(fraud)) % 3).astype(np.int8)
    known = Labels(fraud, kind, fold, np.ones(len(fraud), np.float32))
    matrix, weights = detector.fit(facts, known, seed=1, progress=lambda _: None)
    names = detector.features.names
    model = _fit(matrix, fraud, names, 12, {"objective": "binary"})
    several = {"objective": "multiclass", "num_class": 2}
    kinds = _fit(matrix[fraud == 1], kind[fraud == 1], names, 4, several)
    fields: dict[str, Any] = {
        "kind": detector.kind,
        "name": detector.kind,
        "version": "2026.11",
        "fraudlens": "0.1.0",
        "schema_digest": detector.features.digest,
        "columns": names,
        "calibration": CALIBRATION,
        "thresholds": THRESHOLDS,
        "types": TYPES if "types.txt" in keep else (),
        "probes": _probes(detector, model, weights, targets[:4]),
        "training": {
            "typical": _medians(names, matrix[fraud == 0]),
            "typical_fraud": _medians(names, matrix[fraud == 1]),
        },
    }
    files = {"model.txt": model, "types.txt": kinds, "weights.npz": save_weights(weights)}
    if not weights:
        del files["weights.npz"]
    kept = {name: data for name, data in files.items() if name in keep}
    save_bundle(path, Manifest(**{**fields, **(changes or {})}), kept)
    return path


def _fit(
    matrix: FloatMatrix,
    target: NDArray[np.int8],
    names: tuple[str, ...],
    rounds: int,
    params: Mapping[str, object],
) -> bytes:
    return fit_trees(
        matrix,
        target,
        weight=None,
        validation=None,
        params={**_PARAMS, **params},
        rounds=rounds,
        early_stopping=0,
        feature_names=names,
        seed=1,
    )


def _medians(names: tuple[str, ...], matrix: FloatMatrix) -> dict[str, float | None]:
    present = (column[~np.isnan(column)] for column in matrix.T)
    cells = (np.median(column) if len(column) else np.nan for column in present)
    return dict(zip(names, map(value_or_none, cells), strict=True))


def _probes(
    detector: Trainable, model: bytes, weights: dict[str, Any], targets: list[str]
) -> tuple[Probe, ...]:
    matrix = detector.matrix(detector.read(targets).facts, weights)
    margin = load_trees(model, detector.features.names).margin(matrix)
    scores = CALIBRATION.score(margin)
    return tuple(
        Probe(target, m, s)
        for target, m, s in zip(targets, margin.tolist(), scores.tolist(), strict=True)
    )
