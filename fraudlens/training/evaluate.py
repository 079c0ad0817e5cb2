"""Figures of scored rows as plain JSON: overall, by form, month, type, source, kind of site."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training import metrics
from fraudlens.training.roles import MAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Table = dict[str, object]
"""Plain JSON."""

WORST = ("name", "score", "category", "source")
"""Columns of the worst mistakes."""

_WORST = 10
_FEWEST = 20
"""Fraud rows that a source or type needs for a line of its own."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their scores; all arrays have one entry a row."""

    frame: pl.DataFrame
    """Columns `value name fraud category first_seen source form role`."""
    score: NDArray[np.float64]
    weight: NDArray[np.float64]
    """Balanced weights, for calibration only."""
    given_type: NDArray[np.int64] | None
    """Most likely class of the type model; `None` without one."""
    true_type: NDArray[np.int64]
    """Class of the type model; -1 = none or unknown."""
    strata: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """What a bundle says of itself that the figures need."""

    suspicious: float
    fraud: float
    types: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures, and the names that only a report may show."""

    figures: Table
    worst: dict[str, list[Table]]
    """Ten false alarms and ten misses by name: never for the manifest or the card."""


def evaluate_rows(rows: Scored, judge: Judge) -> Evaluation:
    """Judge scored rows; figures are about rows of the main role, the others stand apart."""
    main = (rows.frame["role"] == MAIN).to_numpy()
    fraud = rows.frame["fraud"].to_numpy() == 1
    bad, good = rows.score[main & fraud], rows.score[main & ~fraud]
    cuts = {fpr: metrics.threshold_at_fpr(good, fpr) if len(good) else None
            for fpr in metrics.FPRS[:2]}  # fmt: skip
    table = rows.frame.with_columns(score=pl.Series(rows.score))
    caught = table.filter(pl.Series(main & fraud)).with_columns(
        low=_at_least(cuts[metrics.FPRS[0]]), high=_at_least(cuts[metrics.FPRS[1]])
    )
    months = _months(caught)
    figures: Table = {
        "rows": {"fraud": len(bad), "benign": len(good)},
        "overall": section(bad, good),
        "forms": _forms(rows, main, fraud, judge),
        "shipped": shipped(bad, good, judge),
        "months": months,
        "aut": _area([month["recall"] for month in months]),
        "types": _groups(caught, "category", 1),
        "sources": _groups(caught, "source", _FEWEST),
        "kinds": _kinds(rows, main & ~fraud, judge),
        "apart": _apart(table.filter(pl.Series(fraud & ~main)), cuts, judge),
        "type_model": _type_model(rows, main & fraud, judge),
        **_calibration(rows, main),
    }
    return Evaluation(figures, _worst(table, main, fraud))


def section(bad: NDArray[np.float64], good: NDArray[np.float64]) -> Table:
    """Give the figures of a set of fraud scores against a set of benign scores."""
    recalls: list[Table] = []
    for fpr in metrics.FPRS:
        few = not len(good) or (fpr < metrics.FPRS[1] and len(good) < metrics.FEW_NEGATIVES)
        value = None if few else metrics.recall_at_fpr(bad, good, fpr)
        recalls.append({"fpr": fpr, "recall": None if value is None else asdict(value)})
    return {
        "fraud": len(bad),
        "benign": len(good),
        "auc": metrics.auc(bad, good),
        "pr_auc": metrics.pr_auc(bad, good),
        "recall": recalls,
        "roc": [list(point) for point in metrics.roc(bad, good)] if len(bad) and len(good) else [],
    }


def shipped(bad: NDArray[np.float64], good: NDArray[np.float64], judge: Judge) -> list[Table]:
    """Give what each shipped threshold does to these rows, with precision by prevalence."""
    tables: list[Table] = []
    for name, cut in (("suspicious", judge.suspicious), ("fraud", judge.fraud)):
        tpr = metrics.rate(int((bad >= cut).sum()), len(bad))
        fpr = metrics.rate(int((good >= cut).sum()), len(good))
        # No false alarm among few rows is no promise of none: the interval's end stands for it.
        seen = fpr.value or fpr.high
        precision = {
            str(p): metrics.precision_at(tpr.value, seen, p)
            for p in metrics.PREVALENCES
            if tpr.value is not None
        }
        tables.append(
            {"label": name, "tpr": asdict(tpr), "fpr": asdict(fpr), "precision": precision}
        )
    review = [
        float(((side >= judge.suspicious) & (side < judge.fraud)).mean()) if len(side) else None
        for side in (bad, good)
    ]
    return [*tables, {"label": "review", "fraud": review[0], "benign": review[1]}]


def _forms(
    rows: Scored, main: NDArray[np.bool_], fraud: NDArray[np.bool_], judge: Judge
) -> dict[str, Table]:
    form = rows.frame["form"].to_numpy()
    tables = {}
    for number, name in enumerate(judge.forms):
        bad = rows.score[main & fraud & (form == number)]
        good = rows.score[main & ~fraud & (form == number)]
        tables[name] = {**section(bad, good), "shipped": shipped(bad, good, judge)}
    return tables


def _at_least(cut: float | None) -> pl.Expr:
    return pl.lit(value=False) if cut is None else pl.col("score") >= cut


def _months(caught: pl.DataFrame) -> list[Table]:
    table = (
        caught.filter(pl.col("first_seen").is_not_null())
        .group_by(month=pl.col("first_seen").dt.strftime("%Y-%m"))
        .agg(rows=pl.len(), recall=pl.col("high").mean(), recall_1=pl.col("low").mean())
        .sort("month")
    )
    return table.to_dicts()


def _area(recalls: list[object]) -> float | None:
    values = np.array(recalls, np.float64)
    if len(values) < 2:  # noqa: PLR2004  no area between fewer than two months
        return float(values[0]) if len(values) else None
    return float(((values[1:] + values[:-1]) / 2).mean())


def _groups(caught: pl.DataFrame, column: str, fewest: int) -> list[Table]:
    table = (
        caught.group_by(name=column)
        .agg(rows=pl.len(), recall_1=pl.col("low").mean(), recall=pl.col("high").mean())
        .filter(pl.col("rows") >= fewest)
        .sort("rows", "name", descending=[True, False])
    )
    return table.to_dicts()


def _kinds(rows: Scored, good: NDArray[np.bool_], judge: Judge) -> list[Table]:
    category = rows.frame["category"].to_numpy()
    named = {str(name): category == name for name in np.unique(category[good].astype(str))}
    strata = {f"* {name}": mask for name, mask in rows.strata.items()}
    tables: list[Table] = []
    for name, mask in {**named, **strata}.items():
        score = rows.score[good & mask]
        if len(score):
            tables.append(
                {
                    "name": name,
                    "suspicious": asdict(
                        metrics.rate(int((score >= judge.suspicious).sum()), len(score))
                    ),
                    "fraud": asdict(metrics.rate(int((score >= judge.fraud).sum()), len(score))),
                }
            )
    return tables


def _apart(table: pl.DataFrame, cuts: Mapping[float, float | None], judge: Judge) -> list[Table]:
    low, high = (_at_least(cuts[fpr]) for fpr in metrics.FPRS[:2])
    grouped = (
        table.group_by(name="role")
        .agg(
            rows=pl.len(),
            recall_1=low.mean(),
            recall=high.mean(),
            flagged=(pl.col("score") >= judge.suspicious).mean(),
        )
        .sort("name")
    )
    return grouped.to_dicts()


def _type_model(rows: Scored, bad: NDArray[np.bool_], judge: Judge) -> Table | None:
    if rows.given_type is None:
        return None
    known = bad & (rows.true_type >= 0)
    if not known.any():
        return None
    counts = metrics.confusion(
        rows.true_type[known].astype(np.int64), rows.given_type[known], len(judge.types)
    )
    return {
        "types": list(judge.types),
        "rows": int(known.sum()),
        "macro_f1": metrics.macro_f1(counts),
        "confusion": counts.tolist(),
    }


def _calibration(rows: Scored, main: NDArray[np.bool_]) -> Table:
    fraud = rows.frame["fraud"].to_numpy()[main]
    if not len(fraud):
        return {"ece": None, "reliability": []}
    bins = metrics.reliability(rows.score[main], fraud, rows.weight[main])
    return {"ece": metrics.calibration_error(bins), "reliability": [asdict(b) for b in bins]}


def _worst(
    table: pl.DataFrame, main: NDArray[np.bool_], fraud: NDArray[np.bool_]
) -> dict[str, list[Table]]:
    table = table.with_columns(name=pl.coalesce("name", "value"))
    alarms = table.filter(pl.Series(main & ~fraud)).sort("score", "value", descending=[True, False])
    misses = table.filter(pl.Series(main & fraud)).sort("score", "value")
    return {
        "false alarms": alarms.select(WORST).head(_WORST).to_dicts(),
        "misses": misses.select(WORST).head(_WORST).to_dicts(),
    }
