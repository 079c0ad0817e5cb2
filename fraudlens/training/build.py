"""From split rows to a model: learned columns, noise, trees, calibration, thresholds, types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.detector import Labels
from fraudlens.errors import UsageError
from fraudlens.training import noise
from fraudlens.training.crossfit import CrossFit, cross_fit
from fraudlens.training.digest import draw
from fraudlens.training.fit import Fitter, Rows, out_of_fold
from fraudlens.training.fraud_types import TypePlan, plan_types
from fraudlens.training.grafts import with_grafts
from fraudlens.training.prepare import BARE
from fraudlens.training.probabilities import Judged, decide
from fraudlens.training.roles import MAIN
from fraudlens.training.score import Model, part_matrix
from fraudlens.training.split import TRAIN, VALIDATION
from fraudlens.training.weights import weigh, with_hardness
from fraudlens.trees import count_trees
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Trainable, Weights
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.evaluate import Table


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a part with their matrix and weights."""

    frame: pl.DataFrame
    rows: Rows


@dataclass(frozen=True, slots=True)
class Built:
    """A model, its texts, and what was learned on the way."""

    model: Model
    files: dict[str, bytes]
    """`model.txt` and, with at least two types, `types.txt`."""
    train: Part
    """Training rows that were left after the noise rule."""
    validation: Part
    noise: Table
    notes: tuple[str, ...]
    """What the card must say of the thresholds."""
    rounds: int
    """Trees, as chosen on validation."""
    refitted: int = 0
    """Rows of train and validation in the last fit of the trees; 0 without one."""
    cross: CrossFit | None = None
    """Rows judged out of source, if the thresholds rest on them."""


def build(
    detector: Trainable,
    frame: pl.DataFrame,
    config: TrainingConfig,
    seed: int,
    progress: Callable[[str], None],
    *,
    beside: pl.DataFrame | None = None,
) -> Built:
    """Train on the rows of the train part, choose all else on those of validation.

    Rows of `beside` calibrate, too.

    Raises:
        DataError: validation has too few negatives for the thresholds.
    """
    fitter = Fitter(config.fit, detector.features.names, seed, progress)
    train = frame.filter(pl.col("part") == TRAIN)
    plan = plan_types(train, config.fit)
    train = _grafted(detector, train, config)
    matrix, weights = _learn(detector, train, config, fitter)
    part, found = _clean(train, matrix, config, fitter)
    watched = _watched(detector, frame, weights, config, fitter)
    drawn = _drawn(part, config, fitter)
    text = fitter.score_model(drawn.rows, watched.rows, "model")
    seen = _hardened(watched, text, config, fitter)
    cross = _cross(part, seen, text, config, fitter)
    others = _others(detector, beside, weights, text, fitter)
    judged = _judged(cross, watched, text, fitter)
    calibration, thresholds, notes = decide(judged, others, config)
    if config.fit.refit:
        weights = _learn_again(detector, train, watched.frame, config, fitter)
        drawn = _joined(drawn, seen, config)
        text = fitter.quick_model(drawn.rows, count_trees(text), "model, on validation, too")
    types = _types(drawn, plan, config, fitter)
    model = Model(
        detector=detector,
        weights=weights,
        trees=fitter.trees(text),
        type_trees=fitter.trees(types) if types else None,
        plan=plan,
        calibration=calibration,
        thresholds=thresholds,
    )
    files = {"model.txt": text, **({"types.txt": types} if types else {})}
    again = drawn.frame.height if config.fit.refit else 0
    return Built(model, files, part, watched, found, notes, count_trees(text), again, cross)


def _grafted(detector: Trainable, train: pl.DataFrame, config: TrainingConfig) -> pl.DataFrame:
    bare = detector.forms.index(BARE) if BARE in detector.forms else None
    return with_grafts(detector, train, config.fit.grafts, bare)


def _learn(
    detector: Trainable,
    train: pl.DataFrame,
    config: TrainingConfig,
    fitter: Fitter,
) -> tuple[FloatMatrix, dict[str, NDArray[np.generic]]]:
    labels = Labels(
        fraud=train["fraud"].to_numpy(),
        fraud_type=_known_types(train),
        fold=train["fold"].to_numpy(),
        weight=weigh(train, config.labels, config.weights),
    )
    fitter.progress("learned columns")
    facts = detector.read(train["value"].to_list()).facts
    return detector.fit(facts, labels, seed=fitter.seed, progress=fitter.progress)


def _learn_again(
    detector: Trainable,
    train: pl.DataFrame,
    seen: pl.DataFrame,
    config: TrainingConfig,
    fitter: Fitter,
) -> dict[str, NDArray[np.generic]]:
    """Fit the learned tables on train and validation."""
    both = pl.concat([train, seen.select(train.columns)]).with_columns(fold=pl.lit(-1, pl.Int8))
    return _learn(detector, both, config, fitter)[1]


def _watched(
    detector: Trainable,
    frame: pl.DataFrame,
    weights: Weights,
    config: TrainingConfig,
    fitter: Fitter,
) -> Part:
    """Give the rows of validation; their learned columns come from the tables of train."""
    fitter.progress("columns of validation")
    seen = frame.filter(pl.col("part") == VALIDATION).with_columns(made=pl.lit(value=False))
    return Part(seen, _rows(seen, part_matrix(detector, weights, seen["value"]), config))


def _hardened(part: Part, text: bytes, config: TrainingConfig, fitter: Fitter) -> Part:
    """Say of each row that `text` never saw how it takes it, if that weighs."""
    if not config.weights.hard_benign:
        return part
    return Part(with_hardness(part.frame, fitter.margin(text, part.rows.matrix)), part.rows)


def _judged(cross: CrossFit | None, watched: Part, text: bytes, fitter: Fitter) -> Judged:
    if cross is not None:
        return Judged(cross.frame, cross.margin)
    return Judged(watched.frame, fitter.margin(text, watched.rows.matrix))


def _others(
    detector: Trainable,
    beside: pl.DataFrame | None,
    weights: Weights,
    text: bytes,
    fitter: Fitter,
) -> Judged | None:
    if beside is None:
        return None
    return Judged(beside, fitter.margin(text, part_matrix(detector, weights, beside["value"])))


def _known_types(train: pl.DataFrame) -> NDArray[np.int8]:
    """Give each row's place in `FraudType`, -1 for benign rows and unknown types."""
    places = {kind.value: number for number, kind in enumerate(FraudType)}
    place = train["category"].replace_strict(places, default=-1, return_dtype=pl.Int8).to_numpy()
    return np.where(train["role"] == MAIN, place, -1).astype(np.int8)


def _clean(
    train: pl.DataFrame, matrix: FloatMatrix, config: TrainingConfig, fitter: Fitter
) -> tuple[Part, Table]:
    """Estimate the label noise and leave out what the rule says."""
    rows = _rows(train, matrix, config)
    rule = noise.rule_text(config.noise)
    if not config.noise.rounds:
        if config.weights.hard_benign:
            raise UsageError(
                "weights.hard_benign needs noise.rounds: who is hard is estimated there",
                hint='set noise.rounds above 0, with noise.drop = "none" to keep all rows',
            )
        return Part(train, rows), {"rule": rule, "fraud": 0, "benign": 0, "sources": []}
    margin = out_of_fold(
        fitter,
        rows,
        train["fold"].to_numpy(),
        train["duplicate"].to_numpy(),
        rounds=config.noise.rounds,
        most=config.noise.rows,
    )
    found = noise.contradicts(train, margin, config.noise)
    gone = noise.to_drop(train, found, config.noise)
    table: Table = {
        "rule": rule,
        "fraud": int((gone & (rows.target == 1)).sum()),
        "benign": int((gone & (rows.target == 0)).sum()),
        "sources": noise.by_source(train, found & ~train["made"].to_numpy()),
    }
    if config.weights.hard_benign:
        train = with_hardness(train, margin)
    kept = train.filter(pl.Series(~gone))
    return Part(kept, _rows(kept, matrix[~gone], config)), table


def _drawn(part: Part, config: TrainingConfig, fitter: Fitter) -> Part:
    """Give the rows that the trees train on: all benign, fraud up to the bound."""
    fraud = np.flatnonzero(part.rows.target == 1)
    if not config.fit.rows or len(fraud) <= config.fit.rows:
        return part
    keys = part.frame["duplicate"].to_numpy()[fraud]
    kept = np.ones(len(part.rows.target), bool)
    kept[fraud] = False
    kept[fraud[draw(keys, config.fit.rows, fitter.seed)]] = True
    rows = part.frame.filter(pl.Series(kept))
    return Part(rows, _rows(rows, part.rows.matrix[kept], config))


def _joined(train: Part, seen: Part, config: TrainingConfig) -> Part:
    """Give the rows of two parts.

    The second's learned columns come from tables of the first, which is as out of fold as can be.
    """
    frame = pl.concat([train.frame, seen.frame.select(train.frame.columns)])
    matrix = np.concatenate([train.rows.matrix, seen.rows.matrix])
    return Part(frame, _rows(frame, matrix, config))


def _rows(frame: pl.DataFrame, matrix: FloatMatrix, config: TrainingConfig) -> Rows:
    weight = weigh(frame, config.labels, config.weights)
    return Rows(matrix, frame["fraud"].to_numpy(), weight)


def _cross(
    part: Part, watched: Part, text: bytes, config: TrainingConfig, fitter: Fitter
) -> CrossFit | None:
    """Judge the rows of train and validation out of source, by models as large as `text`."""
    if not config.calibration.cross_folds:
        return None
    both = _joined(part, watched, config)
    folds = config.calibration.cross_folds
    return cross_fit(fitter, both.frame, both.rows, folds=folds, rounds=count_trees(text))


def _types(part: Part, plan: TypePlan, config: TrainingConfig, fitter: Fitter) -> bytes:
    """Fit the type model on true frauds of known type; empty with fewer than two types."""
    if len(plan.types) < 2:  # noqa: PLR2004  one type cannot be told from another
        return b""
    listed = (part.frame["role"] == MAIN) & ~part.frame["made"]
    known = np.flatnonzero(listed.to_numpy() & (plan.index(part.frame["category"]) >= 0))
    keys = part.frame["duplicate"].to_numpy()[known]
    rows = known[draw(keys, config.fit.type_rows, fitter.seed)]
    target = plan.index(part.frame["category"].gather(rows))
    # Weights by the root of rarity: the common type no longer swallows the rare ones, and a
    # handful of rows still cannot shout down thousands.
    counts = np.bincount(target, minlength=len(plan.types))
    weight = np.sqrt(len(target) / np.maximum(counts, 1))[target].astype(np.float32)
    data = Rows(part.rows.matrix[rows], target, weight)
    return fitter.class_model(data, len(plan.types), config.fit.type_rounds, "types")
