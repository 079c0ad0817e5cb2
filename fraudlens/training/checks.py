"""All audits of a finished model in one table, for the manifest, the card and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from fraudlens.training import audit, metrics
from fraudlens.training.curve import learning_curve
from fraudlens.training.fit import Fitter
from fraudlens.training.prepare import find_beside, prepare
from fraudlens.training.score import score_rows
from fraudlens.training.tables import TextTable, generic, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from fraudlens.training.build import Built
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.evaluate import Judge, Table
    from fraudlens.training.tables import Figures

_SHOWN = 15
"""Strongest single columns that are kept."""
_SINGLE = ("feature", "auc", "alarm", "explained")
_PREDICTION = ("class", "sources", "rows", "accuracy", "majority")
_LEFT_OUT = ("source", "rows", "left_out", "known")
_CURVE = ("share", "rows", "recall_1", "recall")
_CROSS = (
    "set", "fraud", "benign", "auc", "recall_1", "recall",
    "suspicious_tpr", "suspicious_fpr", "fraud_tpr", "fraud_fpr",
)  # fmt: skip


def run_checks(
    built: Built,
    frame: pl.DataFrame,
    config: TrainingConfig,
    *,
    seed: int,
    places: Sequence[Path | None],
    progress: Callable[[str], None],
) -> Table:
    """Look for every trap in a finished model; `frame` has the rows of all parts.

    Raises:
        UsageError: a cross set that the configuration names is not there.
    """
    detector, options = built.model.detector, config.audit
    fitter = Fitter(config.fit, detector.features.names, seed, progress)
    watched, train = built.validation, built.train
    progress("audits")
    aucs = audit.feature_aucs(
        watched.rows.matrix, watched.rows.target, detector.features.names, options
    )
    targets = audit.twin_targets(watched.frame, options.twin_rows)
    good = watched.rows.matrix[watched.rows.target == 0]
    return {
        "single_columns": aucs[:_SHOWN],
        "alarms": [table for table in aucs if table["alarm"]],
        "missing": audit.missing_gaps(train.rows, detector.features.names),
        "twins": audit.twin_test(detector, built.model.score, targets, built.model.judge),
        "crossing": audit.shared_rows(frame),
        "source_prediction": audit.source_prediction(
            fitter, train.rows.matrix, train.frame, options
        ),
        "leave_one_source_out": audit.leave_one_out(fitter, train.rows, train.frame, good, options),
        "cross_sets": _cross_sets(built, config, places, progress),
        "curve": learning_curve(
            fitter, train.rows, train.frame["duplicate"].to_numpy(), watched.rows, options
        ),
    }


def check_tables(checks: Figures) -> tuple[TextTable, ...]:
    """Give the audits as tables of text; none names a row."""
    twins = checks["twins"]
    spelled = TextTable(
        "Other spellings of the same target",
        ("figure", "value", "bound"),
        (
            ("pairs", str(twins["pairs"]), ""),
            ("median change of the score", f"{twins['median']:.4f}", f"{audit.TWIN_MEDIAN}"),
            ("verdict changes", percent(twins["changed"], 2), percent(audit.TWIN_CHANGED)),
            ("passed", "yes" if twins["passed"] else "NO", ""),
        ),
    )
    crossing = TextTable(
        "Groups and samples in more than one part",
        ("key", "crossing"),
        tuple((key, str(count)) for key, count in sorted(checks["crossing"].items())),
    )
    known = "Recall at FPR 1 % / 0.1 % on one half of the source's groups."
    tables = (
        generic("Strongest single columns (AUC on validation)", checks["single_columns"], _SINGLE),
        generic(
            "Facts that one class lacks more often",
            checks.get("missing", ()),
            ("feature", "fraud", "benign"),
            "Share of absent values in training rows, listed where the classes differ by more than "
            f"{percent(audit.MISSING_GAP)}: having such a fact, or not, tells the class by itself.",
        ),
        spelled,
        crossing,
        generic("Can the columns tell the source?", checks["source_prediction"], _PREDICTION),
        generic("Sources left out in turn", checks["leave_one_source_out"], _LEFT_OUT, known),
        generic("Other labelled sets (cross-set)", checks["cross_sets"], _CROSS),
        generic("Learning curve on validation", checks["curve"], _CURVE),
    )
    return tuple(table for table in tables if table.rows)


def _cross_sets(
    built: Built,
    config: TrainingConfig,
    places: Sequence[Path | None],
    progress: Callable[[str], None],
) -> list[Table]:
    """Judge other labelled sets, without the groups that training or validation saw."""
    frames = (built.train.frame, built.validation.frame)
    seen = pl.concat([frame["group"] for frame in frames]).unique().implode()
    tables: list[Table] = []
    for name in config.audit.cross:
        path = find_beside(name, places)
        progress(f"cross set {name}")
        prepared = prepare(built.model.detector, [path], config, beside=None, progress=progress)
        frame = prepared.frame.filter(~pl.col("group").is_in(seen))
        rows = score_rows(built.model, frame, config.labels)
        fraud = frame["fraud"].to_numpy() == 1
        bad, good = rows.score[fraud], rows.score[~fraud]
        tables.append({"set": name.split(".", 1)[0], **_line(bad, good, built.model.judge)})
    return tables


def _line(bad: NDArray[np.float64], good: NDArray[np.float64], judge: Judge) -> Table:
    line: Table = {"fraud": len(bad), "benign": len(good), "auc": metrics.auc(bad, good)}
    for name, fpr in (("recall_1", metrics.FPRS[0]), ("recall", metrics.FPRS[1])):
        line[name] = metrics.recall_at_fpr(bad, good, fpr).value if len(good) else None
    for name, cut in (("suspicious", judge.suspicious), ("fraud", judge.fraud)):
        line[f"{name}_tpr"] = metrics.rate(int((bad >= cut).sum()), len(bad)).value
        line[f"{name}_fpr"] = metrics.rate(int((good >= cut).sum()), len(good)).value
    return line
