"""Rows of other collections that calibrate a model without having taught it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from fraudlens.errors import UsageError
from fraudlens.training.dataset import ADDRESS_COLUMNS, read_dataset
from fraudlens.training.keys import with_keys
from fraudlens.training.prepare import find_beside
from fraudlens.training.roles import role, trained

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.config import TrainingConfig


def beside_rows(
    detector: Trainable,
    parts: pl.DataFrame,
    config: TrainingConfig,
    places: Sequence[Path | None],
    progress: Callable[[str], None],
) -> pl.DataFrame | None:
    """Give the rows of `calibration.beside` of which no group stands in a part; `None` for none.

    They have the columns of prepared rows; a group has at most as many as one held out.

    Raises:
        DataError: a file breaks its card.
        UsageError: a file is not there, or its groups are not kept from training.
    """
    names, labels = config.calibration.beside, config.labels
    for name in names:
        if name not in labels.without:
            raise UsageError(
                f'calibration.beside names "{name}", and labels.without does not',
                hint="name it there, too: rows that train would calibrate what they taught",
            )
    if not names:
        return None
    if not 0 < (share := config.calibration.beside_share) < 1:
        raise UsageError(
            f"calibration.beside_share: {share} is no share of both sides",
            hint="give a number above 0 and below 1, or take the files out of calibration.beside",
        )
    progress("rows beside")
    paths = [find_beside(name, places) for name in names]
    frame, _ = with_keys(read_dataset(paths, labels, ADDRESS_COLUMNS).frame, detector, progress)
    most = config.split.held_out_rows_per_group or frame.height
    return (
        frame.filter(~pl.col("group").is_in(parts["group"].unique().implode()))
        .with_columns(role=role(labels))
        .filter(trained(labels))
        .filter(pl.int_range(pl.len()).over("group", "fraud") < most)
    )
