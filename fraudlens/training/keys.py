"""What an analyzer knows of each row that decides where the row may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from fraudlens.errors import DataError
from fraudlens.training.digest import mix
from fraudlens.training.dropped import split_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fraudlens.detector import Trainable
    from fraudlens.training.dropped import Dropped

_CHUNK = 500_000
"""Rows read at once: facts of a chunk are dropped before the next, so memory stays flat."""


def with_keys(
    frame: pl.DataFrame, detector: Trainable, progress: Callable[[str], None]
) -> tuple[pl.DataFrame, Dropped]:
    """Add the columns `duplicate`, `group` (UInt64), `shared` (bool), `form`, `cell` (Int8).

    Rows that cannot be read leave; the rest is sorted by the digest of `duplicate`, so that the
    order of the files changes nothing and the head of the table is a fair sample.

    Raises:
        DataError: no row can be read.
    """
    parts = []
    for start in range(0, frame.height, _CHUNK):
        parts.append(sample_keys(frame["value"].slice(start, _CHUNK), detector, start))
        progress(f"keys of {min(start + _CHUNK, frame.height)} of {frame.height} rows")
    if not parts or not (keys := pl.concat(parts)).height:
        raise DataError(f"no row of the data can be read{_why(frame, detector)}")
    frame = frame.with_row_index("row")
    readable = frame["row"].is_in(keys["row"].implode())
    frame, drop = split_off(frame, ~readable, "unreadable")
    frame = with_clusters(frame.with_columns(keys.drop("row").get_columns()))
    frame = frame.with_columns(order=pl.Series(mix(frame["duplicate"].to_numpy(), 0)))
    return frame.sort("order", "duplicate", "value", "source", "first_seen").drop(
        "row", "order"
    ), drop


def _why(frame: pl.DataFrame, detector: Trainable) -> str:
    """Say what is wrong with the first row, after a colon; nothing where there is no row."""
    failures = detector.read(frame["value"].head(1).to_list()).failures
    return "".join(f": row 1: {error.message}" for _, error in failures)


def with_clusters(frame: pl.DataFrame) -> pl.DataFrame:
    """Join the groups of rows that share a `cluster`, by way of each other too; drop the column.

    The key of a joined group is the least of its keys.
    """
    stated = frame.filter(pl.col("cluster").is_not_null()).select("group", "cluster").unique()
    if stated.height:
        frame = frame.with_columns(group=pl.Series(_joined(frame, stated)))
    return frame.drop("cluster")


def _joined(frame: pl.DataFrame, stated: pl.DataFrame) -> NDArray[np.uint64]:
    groups = stated["group"].unique().sort()
    clusters = stated["cluster"].unique().sort()
    rows = stated["group"].replace_strict(groups, pl.int_range(len(groups), eager=True)).to_numpy()
    columns = (
        stated["cluster"]
        .replace_strict(clusters, pl.int_range(len(clusters), eager=True))
        .to_numpy()
    )
    size = len(groups) + len(clusters)
    links = coo_array((np.ones(len(rows)), (rows, columns + len(groups))), (size, size))
    part = connected_components(links, directed=False)[1][: len(groups)]
    keys = groups.to_numpy()
    least = np.full(part.max() + 1, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, part, keys)
    known = frame["group"].replace_strict(
        groups, pl.Series(least[part]), default=None, return_dtype=pl.UInt64
    )
    joined: NDArray[np.uint64] = known.fill_null(frame["group"]).to_numpy()
    return joined


def sample_keys(values: pl.Series, detector: Trainable, start: int) -> pl.DataFrame:
    """Give the keys of the rows that can be read; `row` counts from `start`."""
    read = detector.read(values.to_list())
    return pl.DataFrame(
        {
            "row": (read.rows + start).astype(np.uint32),
            "duplicate": detector.duplicates(read.facts),
            "group": detector.groups(read.facts),
            "shared": detector.shared(read.facts),
            "form": detector.form(read.facts),
            "cell": detector.cells(read.facts),
        },
        schema={
            "row": pl.UInt32, "duplicate": pl.UInt64, "group": pl.UInt64,
            "shared": pl.Boolean, "form": pl.Int8, "cell": pl.Int8,
        },
    )  # fmt: skip
