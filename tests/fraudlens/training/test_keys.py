from __future__ import annotations

import polars as pl
import pytest

from fraudlens.errors import DataError
from fraudlens.training.keys import with_clusters, with_keys
from tests.fraudlens.training.made import keyed, tell_nobody
from tests.fraudlens.training.shapes import Words


def frame(*rows: tuple[int, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={"group": pl.UInt64, "cluster": pl.String}, orient="row")


def test_rows_of_a_cluster_share_a_group() -> None:
    found = with_clusters(frame((7, "a"), (5, "a"), (9, None), (3, "b")))

    assert [5, 5, 9, 3] == found["group"].to_list()
    assert "cluster" not in found.columns


def test_groups_join_by_way_of_each_other() -> None:
    found = with_clusters(frame((7, "a"), (5, "a"), (7, "b"), (2, "b"), (5, None)))

    assert [2, 2, 2, 2, 2] == found["group"].to_list()


def test_without_clusters_nothing_changes() -> None:
    assert [7, 5] == with_clusters(frame((7, None), (5, None)))["group"].to_list()


def test_no_readable_row_is_refused() -> None:
    frame = keyed({"value": "!"}).drop("duplicate", "group", "shared", "form")

    with pytest.raises(DataError, match="no row of the data can be read: row 1: "):
        with_keys(frame, Words(), tell_nobody)
    with pytest.raises(DataError, match=r"no row of the data can be read$"):
        with_keys(frame.clear(), Words(), tell_nobody)
