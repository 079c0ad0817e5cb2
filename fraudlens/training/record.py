"""What a manifest records of a training run: plain JSON, no row of the data."""

from __future__ import annotations

import datetime as dt
import platform
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from fraudlens.knowledge.reference import deciding_digests
from fraudlens.training.conflicts import matches
from fraudlens.training.dropped import as_table
from fraudlens.training.split import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fraudlens.training.build import Built
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.dataset import InputFile
    from fraudlens.training.dropped import Dropped
    from fraudlens.training.evaluate import Table

_LIBRARIES = ("lightgbm", "numpy", "polars", "scipy")
_DIGITS = 6


def training_record(
    built: Built,
    frame: pl.DataFrame,
    config: TrainingConfig,
    *,
    seed: int,
    inputs: Sequence[InputFile],
    dropped: Sequence[Dropped],
    rules: Sequence[str],
    without: Sequence[InputFile] = (),
) -> Table:
    """Give what the run was made of: inputs, options, versions, rows, sources, what was dropped."""
    return {
        "seed": seed,
        "inputs": [asdict(source) for source in inputs],
        "without": [asdict(source) for source in without],
        "reference": deciding_digests(built.model.detector.reference),
        "depends": dict(built.model.detector.depends),
        "versions": {name: version(name) for name in _LIBRARIES}
        | {"python": platform.python_version()},
        "options": plain(asdict(config)),
        "split": list(rules),
        "parts": _parts(frame, built.model.detector.forms),
        "trained_rows": built.train.frame.height,
        "rounds": built.rounds,
        "refitted_rows": built.refitted,
        "grafted_rows": int(built.train.frame["made"].sum()),
        "sources": _sources(frame, config.licences),
        "dropped": as_table(dropped),
        "noise": built.noise,
        "threshold_notes": list(built.notes),
        "typical": _typical(built, fraud=0),
        "typical_fraud": _typical(built, fraud=1),
    }


def plain(value: Any) -> Any:  # noqa: ANN401  JSON in, JSON out
    """Give plain JSON with rounded figures: dates as text, tuples as lists, no long curves."""
    match value:
        case dict():
            return {str(key): plain(each) for key, each in value.items() if key != "roc"}
        case list() | tuple():
            return [plain(each) for each in value]
        case float():
            return round(value, _DIGITS)
        case dt.date():
            return value.isoformat()
        case _:
            return value


def version_of(frame: pl.DataFrame, config: TrainingConfig) -> str:
    """Give the version of the bundle: as configured, else the newest date of a fraud row."""
    newest = frame.filter(pl.col("fraud") == 1)["first_seen"].max()
    return config.version or (newest.isoformat() if isinstance(newest, dt.date) else "undated")


def _parts(frame: pl.DataFrame, forms: Sequence[str]) -> list[Table]:
    table = (
        frame.group_by("part", "fraud", "form")
        .agg(
            rows=pl.len(),
            groups=pl.col("group").n_unique(),
            first=pl.col("first_seen").min(),
            last=pl.col("first_seen").max(),
        )
        .sort("part", "fraud", "form")
    )
    return [
        plain(
            {
                **row,
                "part": PARTS[row["part"]],
                "fraud": "fraud" if row["fraud"] else "benign",
                "form": forms[row["form"]],
            }
        )
        for row in table.to_dicts()
    ]


def _sources(frame: pl.DataFrame, licences: Mapping[str, str]) -> list[Table]:
    counts = frame.group_by("fraud", "source").agg(
        *((pl.col("part") == number).sum().alias(name) for number, name in enumerate(PARTS))
    )
    licence = pl.lit("not stated")
    for pattern, text in reversed(list(licences.items())):
        licence = pl.when(matches("source", [pattern])).then(pl.lit(text)).otherwise(licence)
    table = counts.with_columns(licence=licence).sort(
        "fraud", *PARTS, "source", descending=[True, True, True, True, False]
    )
    return [{**row, "fraud": bool(row["fraud"])} for row in table.to_dicts()]


def _typical(built: Built, *, fraud: int) -> Table:
    """Give the median of each column over training rows of a class; `None` where all are absent."""
    rows = built.train.rows.matrix[built.train.rows.target == fraud]
    found: Table = {}
    for number, name in enumerate(built.model.detector.features.names):
        column = rows[:, number]
        present = column[~np.isnan(column)]
        found[name] = float(np.median(present)) if len(present) else None
    return found
