"""Which apps are measured: a folder of real ones with their labels, or those that tests build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from fraudlens.errors import DataError
from fraudlens.training.config import load_config
from fraudlens.training.conflicts import matches
from tests.data.apk.apps import CAST, built

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LABELS = {"0": False, "benign": False, "1": True, "malicious": True, "fraud": True}
_WEAK = "C"
"""Trust in a label that was guessed from the app itself."""
_SUFFIX = ".apk"


@dataclass(frozen=True, slots=True)
class App:
    """An app of the sample."""

    path: Path
    fraud: bool | None = None
    """`None`: nobody said."""


@dataclass(frozen=True, slots=True)
class Apps:
    """Apps in the order of a draw: any head of them is one, too."""

    every: tuple[App, ...]
    labelled: tuple[App, ...]
    """Those with a label that may be judged by it, honest and fraud in turn."""
    origin: str
    """What they are, as a sentence."""
    choice: str = "No labels were given."
    """How the labelled ones were chosen, as a sentence."""

    def both(self, most: int) -> tuple[App, ...]:
        """Give as many honest apps as fraud apps, at most `most`; any apps if none has a label."""
        return (self.labelled or self.every)[:most]


def real_apps(folder: Path, labels: Path | None, config: Path) -> Apps:
    """Give the apps of a folder; of the labelled ones those that could not train the model.

    Raises:
        FraudlensError: labels or configuration cannot be read.
    """
    paths = {path.stem.lower(): path for path in folder.glob(f"*{_SUFFIX}")}
    every = tuple(App(path) for _, path in sorted(paths.items(), key=_draw))
    if labels is None:
        return Apps(every, (), f"{len(every):,} real apps.")
    frame, choice = _held_out(_labels(labels), config)
    known = [
        App(paths[digest], _LABELS[label])
        for digest, label in frame.select("sha256", "label").iter_rows()
        if digest in paths
    ]
    honest, fraud = ([app for app in known if app.fraud is side] for side in (False, True))
    turns = tuple(app for pair in zip(honest, fraud, strict=False) for app in pair)
    return Apps(every, turns, f"{len(every):,} real apps.", choice)


def made_apps(folder: Path) -> Apps:
    """Build the apps of the tests into `folder`: they tell costs, but not who judges well."""
    for name in CAST:
        (folder / f"{name}{_SUFFIX}").write_bytes(built(name))
    apps = tuple(App(folder / f"{name}{_SUFFIX}") for name in CAST)
    return Apps(apps, (), f"{len(apps)} small apps that tests build, since no real ones are here.")


def _labels(path: Path) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as exc:
        raise DataError(f"{path}: cannot be read: {exc}") from exc
    if missing := {"sha256", "label"} - set(frame.columns):
        raise DataError(f"{path}: no column '{min(missing)}'")
    return frame.with_columns(
        pl.col("sha256").str.to_lowercase(), pl.col("label").str.to_lowercase()
    ).filter(pl.col("label").is_in(list(_LABELS)))


def _held_out(frame: pl.DataFrame, config: Path) -> tuple[pl.DataFrame, str]:
    """Keep what is of sources that the model is tested on, the first of each source first."""
    said = "Labels were given without sources: these apps may have trained the model."
    if "label_trust" in frame.columns:
        frame = frame.filter(pl.col("label_trust") != _WEAK)
    if "source" in frame.columns:
        patterns = load_config(config).split.test_sources
        held = matches("source", patterns)
        if "cluster" in frame.columns:
            elsewhere = frame.filter(held.not_())["cluster"].drop_nulls()
            held &= pl.col("cluster").is_in(elsewhere.implode()).fill_null(value=False).not_()
        frame = frame.filter(held)
        said = (
            "Honest and fraud apps are of sources and clusters that did not train the model "
            f"({config.name}), spread over sources; labels that were guessed are left out."
        )
    draw = pl.Series([_draw((digest, None)) for digest in frame["sha256"]], dtype=pl.String)
    frame = frame.with_columns(draw=draw).sort("draw")
    spread = ["label", *(["source"] if "source" in frame.columns else [])]
    turn = pl.int_range(pl.len()).over(spread) if len(spread) > 1 else pl.lit(0)
    return frame.with_columns(turn=turn).sort("turn", "draw"), said


def _draw(named: Iterable[object]) -> str:
    name, *_ = named
    return hashlib.sha256(f"bench {name}".encode()).hexdigest()
