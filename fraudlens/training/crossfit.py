"""Scores of rows by models that saw neither their source nor their group.

Where rows are few, one held-out part decides too much: here each row is judged once, by a model
of the other sources, and calibration, thresholds and the table of the card rest on all of them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.decide import DECISIONS, ruled, settled
from fraudlens.errors import DataError
from fraudlens.training.conflicts import matches
from fraudlens.training.evaluate import section
from fraudlens.training.metrics import Rate, rate, threshold_at_fpr
from fraudlens.training.roles import MAIN
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import Trainable
    from fraudlens.training.evaluate import Table
    from fraudlens.training.fit import Fitter, Rows

KINDS = "all but malware", "malware"
"""Of fraud rows, if there are both."""
NO_KINDS: Mapping[str, Sequence[str]] = MappingProxyType({})
_FEWEST = 5
"""Rows that a source needs for a line of its own."""
_FPR = 0.01


@dataclass(frozen=True, slots=True)
class CrossFit:
    """Rows that were judged out of source."""

    frame: pl.DataFrame
    margin: NDArray[np.float64]
    rows: Rows
    folds: int


def cross_fit(
    fitter: Fitter, frame: pl.DataFrame, rows: Rows, *, folds: int, rounds: int
) -> CrossFit:
    """Judge each row by a model of `rounds` trees that saw no row of its source and group.

    Raises:
        DataError: there are too few sources.
    """
    fold = source_folds(frame, folds)
    group = frame["group"].to_numpy()
    margin = np.zeros(frame.height)
    for number in range(folds):
        mine = fold == number
        if not mine.any():
            continue
        seen = np.flatnonzero(~np.isin(group, group[mine]))
        if len(np.unique(rows.target[seen])) < 2:  # noqa: PLR2004  fraud and benign
            raise DataError(
                "without the sources of one fold the other rows lack a class",
                hint="give rows of more sources, or set calibration.cross_folds lower",
            )
        model = fitter.quick_model(rows.take(seen), rounds, f"sources of fold {number + 1}")
        margin[mine] = fitter.margin(model, rows.matrix[mine])
    return CrossFit(frame, margin, rows, folds)


def source_folds(frame: pl.DataFrame, folds: int) -> NDArray[np.int64]:
    """Give each row the fold of its source; large sources are dealt out first, class by class.

    With folds enough for all sources of fraud these are dealt out first, and no two share a fold.
    """
    counts = frame.group_by("fraud", "source").len()
    enough = folds >= counts["fraud"].sum()
    counts = counts.sort("fraud", "len", "source", descending=[enough, True, False])
    load = np.zeros((2, folds))
    place: dict[str, int] = {}
    for fraud, source, rows in counts.rows():
        number = place.setdefault(source, int(load[fraud].argmin()))
        load[fraud, number] += rows
    return frame["source"].replace_strict(place, return_dtype=pl.Int64).to_numpy()


def ruled_ranks(
    detector: Trainable, values: Sequence[str], odds: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Give what rules alone decide of each row: a place in `DECISIONS`, or `CLEARED`.

    Shape: int8 (rows,); of `odds` float64 (rows,), the log-odds that the model gives each row,
    which some rules ask for.
    """
    found = np.zeros(len(values), np.int8)
    read = detector.read(values)
    for place, ruling in detector.rulings(read.facts, "en").items():
        row = read.rows[place]
        found[row], _ = ruled(ruling, odds[row])
    return found


def verdict_figures(
    cross: CrossFit, given: NDArray[np.int8], ruled: NDArray[np.int8]
) -> list[Table]:
    """Give recall and false alarms of verdicts out of source: by model, by rules, by both.

    Shape: int8 (rows,), `given` by the score and `ruled` by the rules, as `ruled_ranks` does.
    """
    main = (cross.frame["role"] == MAIN).to_numpy()
    fraud = cross.frame["fraud"].to_numpy() == 1
    by = {"model": given, "rules": ruled, "both": settled(given, ruled)}
    return [
        {
            "label": str(DECISIONS[level]),
            "by": name,
            "tpr": asdict(_rate(ranks >= level, main & fraud)),
            "fpr": asdict(_rate(ranks >= level, main & ~fraud)),
        }
        for level in (1, 2)
        for name, ranks in by.items()
    ]


def _rate(flagged: NDArray[np.bool_], rows: NDArray[np.bool_]) -> Rate:
    return rate(int((flagged & rows).sum()), int(rows.sum()))


def cross_figures(cross: CrossFit, site_kinds: Mapping[str, Sequence[str]] = NO_KINDS) -> Table:
    """Give the figures of the rows of the main role: overall, by kind, by source at FPR 1 %.

    What is malware and nothing else is a kind of its own: another subject than fraud. So are the
    benign rows of each of `site_kinds` (name to source patterns), which are left out in turn.
    """
    main = (cross.frame["role"] == MAIN).to_numpy()
    fraud = main & (cross.frame["fraud"] == 1).to_numpy()
    benign = main & ~fraud
    good = cross.margin[benign]
    cut = threshold_at_fpr(good, _FPR) if len(good) else np.inf
    return {
        "folds": cross.folds,
        "overall": _section(cross.margin[fraud], good),
        "kinds": {
            name: _section(cross.margin[some & fraud], cross.margin[some & benign])
            for name, some in _parts(cross.frame, fraud, site_kinds).items()
        },
        "sources": _by_source(cross.frame, cross.margin >= cut, main),
    }


def _parts(
    frame: pl.DataFrame, fraud: NDArray[np.bool_], site_kinds: Mapping[str, Sequence[str]]
) -> dict[str, NDArray[np.bool_]]:
    """Give the rows of each part by name; malware only where there is other fraud, too."""
    malware = (frame["category"] == FraudType.MALWARE).to_numpy() & fraud
    split = bool(malware.any() and (fraud & ~malware).any())
    kinds = {KINDS[0]: ~malware, KINDS[1]: malware | ~fraud} if split else {}
    found = dict(kinds)
    for name, sources in site_kinds.items():
        mine = frame.select(matches("source", sources)).to_series().to_numpy() & ~fraud
        for kind, rows in {"all": np.ones(frame.height, bool), **kinds}.items():
            found[f"{kind}, without {name}"] = rows & ~mine
    return found


def _section(bad: NDArray[np.float64], good: NDArray[np.float64]) -> Table:
    return {**section(bad, good), "roc": []}


def _by_source(
    frame: pl.DataFrame, flagged: NDArray[np.bool_], main: NDArray[np.bool_]
) -> Sequence[Table]:
    side = pl.when(pl.col("fraud") == 1).then(pl.lit("fraud")).otherwise(pl.lit("benign"))
    table = (
        frame.select("source", side.alias("class"), flagged=pl.Series(flagged))
        .filter(pl.Series(main))
        .group_by("class", "source")
        .agg(rows=pl.len(), flagged=pl.col("flagged").mean())
        .filter(pl.col("rows") >= _FEWEST)
        .sort("class", "rows", "source", descending=[True, True, False])
    )
    return table.to_dicts()
