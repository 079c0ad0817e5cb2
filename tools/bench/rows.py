"""The rows that both systems judge: the test part of the shipped configuration, or a draw of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training.config import load_config
from fraudlens.training.digest import draw
from fraudlens.training.prepare import prepare
from fraudlens.training.split import TEST, split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.evaluate import Table

_SEED = 101
"""Seed of the draw; rows are drawn by their digests, so the draw is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows of the test part that both systems judge."""

    frame: pl.DataFrame
    config: TrainingConfig
    counts: tuple[Table, ...]
    """For each form, class and role: rows in the test part, rows drawn, and groups among them."""


def draw_rows(
    detector: Trainable,
    data: Sequence[Path],
    config: Path,
    most: int,
    progress: Callable[[str], None],
) -> Drawn:
    """Draw at most `most` rows of each form, class and role from the test part; 0 takes all.

    Raises:
        FraudlensError: configuration or data is not as it must be.
    """
    options = load_config(config)
    prepared = prepare(detector, data, options, beside=config, progress=progress)
    test = split(prepared.frame, options.split).frame.filter(pl.col("part") == TEST)
    kept, counts = [], []
    for (form, fraud, role), rows in sorted(test.group_by("form", "fraud", "role")):
        drawn = rows[draw(rows["duplicate"].to_numpy(), most, _SEED)]
        kept.append(drawn)
        counts.append(
            {
                "form": detector.forms[int(str(form))],
                "class": "fraud" if fraud else "benign",
                "role": role,
                "test": rows.height,
                "drawn": drawn.height,
                "groups": drawn["group"].n_unique(),
            }
        )
    frame = pl.concat(kept)
    return Drawn(frame[np.argsort(frame["duplicate"].to_numpy())], options, tuple(counts))
