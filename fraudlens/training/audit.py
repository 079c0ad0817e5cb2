"""The traps of the field, looked for in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training import metrics
from fraudlens.training.digest import draw, uniform
from fraudlens.training.fit import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Trainable
    from fraudlens.training.config import AuditConfig
    from fraudlens.training.evaluate import Judge, Table
    from fraudlens.training.fit import Fitter

TWIN_MEDIAN = 0.02
"""Most that the median score may move between spellings of one host."""
TWIN_CHANGED = 0.01
"""Most spellings that may get another verdict."""

MISSING_GAP = 0.1
"""Most that the shares of absent values of a column may differ between the classes."""

_SOURCES = 10
"""Sources told apart by the model that predicts the source: the largest of a class."""


def feature_aucs(
    matrix: FloatMatrix, fraud: NDArray[np.int8], names: Sequence[str], config: AuditConfig
) -> list[Table]:
    """Give the AUC of each single column, strongest first, with an alarm where it is too good.

    A column that falls with fraud counts as one minus its AUC; absent values count as lowest.
    """
    tables: list[Table] = []
    bad, good = matrix[fraud == 1], matrix[fraud == 0]
    for number, name in enumerate(names):
        value = metrics.auc(_filled(bad[:, number]), _filled(good[:, number]))
        if value is None:
            continue
        strength = max(value, 1 - value)
        tables.append(
            {
                "feature": name,
                "auc": strength,
                "alarm": strength > config.feature_auc,
                "explained": config.explained.get(name, ""),
            }
        )
    return sorted(tables, key=lambda table: (-float(str(table["auc"])), str(table["feature"])))


def missing_gaps(rows: Rows, names: Sequence[str]) -> list[Table]:
    """Give the columns that one class lacks more often than the other: having a fact would tell it.

    Rows count by their weights, under which a form or a platform says nothing of the class.
    """
    absent = np.isnan(rows.matrix)
    shares = [
        np.average(absent[rows.target == fraud], axis=0, weights=rows.weight[rows.target == fraud])
        for fraud in (1, 0)
    ]
    gap = np.abs(shares[0] - shares[1])
    return [
        {
            "feature": names[number],
            "fraud": float(shares[0][number]),
            "benign": float(shares[1][number]),
        }
        for number in np.argsort(-gap, kind="stable").tolist()
        if gap[number] > MISSING_GAP
    ]


def twin_test(
    detector: Trainable,
    score: Callable[[Sequence[str]], tuple[NDArray[np.int64], NDArray[np.float64]]],
    targets: Sequence[str],
    judge: Judge,
) -> Table:
    """Score each target in its other spellings, and tell how far score and verdict move.

    `score` gives the positions of the targets that could be read, and their scores.
    """
    spelled = [(target, twin) for target in targets for twin in detector.twins(target)]
    wanted = list(dict.fromkeys(text for pair in spelled for text in pair))
    rows, scores = score(wanted)
    known = {wanted[row]: value for row, value in zip(rows.tolist(), scores.tolist(), strict=True)}
    pairs = np.array([(known[a], known[b]) for a, b in spelled if a in known and b in known])
    if not len(pairs):
        return {"pairs": 0, "median": 0.0, "changed": 0.0, "passed": True}
    move = np.abs(pairs[:, 0] - pairs[:, 1])
    verdict = np.digitize(pairs, [judge.suspicious, judge.fraud])
    median, changed = float(np.median(move)), float((verdict[:, 0] != verdict[:, 1]).mean())
    return {
        "pairs": len(pairs),
        "median": median,
        "mean": float(move.mean()),
        "changed": changed,
        "passed": median < TWIN_MEDIAN and changed < TWIN_CHANGED,
    }


def source_prediction(
    fitter: Fitter, matrix: FloatMatrix, frame: pl.DataFrame, config: AuditConfig
) -> list[Table]:
    """Tell how well the columns give away the source within each class, on unseen groups."""
    tables: list[Table] = []
    for side, name in ((0, "benign"), (1, "fraud")):
        mine = frame["fraud"] == side
        largest = (
            frame.filter(mine)["source"]
            .value_counts(sort=True)
            .sort("count", "source", descending=[True, False])["source"][:_SOURCES]
        )
        rows = np.flatnonzero((mine & frame["source"].is_in(largest.implode())).to_numpy())
        if len(largest) < 2:  # noqa: PLR2004  one source cannot be told from another
            continue
        rows = rows[draw(frame["duplicate"].to_numpy()[rows], config.source_rows, 3)]
        place = {source: number for number, source in enumerate(largest)}
        target = frame["source"].gather(rows).replace_strict(place, return_dtype=pl.Int8).to_numpy()
        unseen = uniform(frame["group"].gather(rows).to_numpy(), 3) < 0.5  # noqa: PLR2004  a half
        if len(np.unique(target[~unseen])) < len(largest) or not unseen.any():
            continue
        seen = rows[~unseen]
        fit = Rows(matrix[seen], target[~unseen], np.ones(len(seen), np.float32))
        model = fitter.class_model(fit, len(largest), 30, f"source of {name} rows")
        given = fitter.probabilities(model, matrix[rows[unseen]]).argmax(axis=1)
        majority = np.bincount(target[unseen]).max() / unseen.sum()
        tables.append(
            {
                "class": name,
                "sources": len(largest),
                "rows": int(unseen.sum()),
                "accuracy": float((given == target[unseen]).mean()),
                "majority": float(majority),
            }
        )
    return tables


def leave_one_out(
    fitter: Fitter, train: Rows, frame: pl.DataFrame, benign: FloatMatrix, config: AuditConfig
) -> list[Table]:
    """Judge rows of a fraud source by a model that never saw the source, nor its groups.

    Beside it stands the same small model with the other half of the source's groups in training,
    so that the difference is what knowing the list is worth. Thresholds: `benign` rows at both
    FPRs. Learned columns are those of the full run, which knew the source.
    """
    strong = frame.filter((pl.col("fraud") == 1) & (pl.col("role") == "main"))
    counts = strong["source"].value_counts().sort("count", "source", descending=[True, False])
    group, key = frame["group"].to_numpy(), frame["duplicate"].to_numpy()
    tables: list[Table] = []
    for source in counts["source"][: config.leave_out]:
        mine = ((frame["source"] == source) & (frame["fraud"] == 1)).to_numpy()
        touched = np.isin(group, group[mine])
        judged = mine & (uniform(group, 4) < 0.5)  # noqa: PLR2004  half of the groups
        line: Table = {"source": source, "rows": int(judged.sum())}
        for name, hidden in (("left_out", touched), ("known", np.isin(group, group[judged]))):
            rows = np.flatnonzero(~hidden)
            rows = rows[draw(key[rows], config.leave_out_rows, 4)]
            what = f"{source} {name.replace('_', ' ')}"
            model = fitter.quick_model(train.take(rows), config.leave_out_rounds, what)
            bad = fitter.margin(model, train.matrix[judged])
            good = fitter.margin(model, benign)
            line[name] = [metrics.recall_at_fpr(bad, good, fpr).value for fpr in metrics.FPRS[:2]]
        tables.append(line)
    return tables


def shared_rows(frame: pl.DataFrame) -> Table:
    """Count groups and samples that stand in more than one part: all must be 0."""
    return {
        key: frame.group_by(key).agg(pl.col("part").n_unique()).filter(pl.col("part") > 1).height
        for key in ("group", "duplicate")
    }


def twin_targets(frame: pl.DataFrame, rows: int) -> list[str]:
    """Draw targets of both classes for the twin test: the table stands in digest order."""
    picked = [
        frame.filter(pl.col("fraud") == side).head(rows // 2)["value"].to_list() for side in (0, 1)
    ]
    return [*picked[0], *picked[1]]


def _filled(column: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.nan_to_num(column.astype(np.float64), nan=-np.inf, posinf=np.inf, neginf=-np.inf)
