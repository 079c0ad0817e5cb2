"""Parquet files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fraudlens.limits import Limits
from tests.urlguard.inputs.lists import Listing, gather, refusal
from urlguard.inputs import open_targets, parquet

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path, **columns: object) -> str:
    pl.DataFrame(columns).write_parquet(path)
    return str(path)


def read(path: str, column: str | None = None) -> Listing:
    return gather(open_targets(path, column=column))


def test_rows_become_targets(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", id=[1, 2], URL=["a.example ", "b.example"])

    assert [(1, "a.example"), (2, "b.example")] == read(path).rows


def test_magic_tells_it_and_not_the_name(tmp_path: Path) -> None:
    path = written(tmp_path / "s3:[1]*.txt", url=["a"])

    assert ["a"] == read(path).targets


@pytest.mark.parametrize("column", ["site", "2"])
def test_column_is_named_or_numbered(tmp_path: Path, column: str) -> None:
    assert ["b"] == read(written(tmp_path / "x", url=["a"], site=["b"]), column).targets


def test_categories_are_text(tmp_path: Path) -> None:
    url = pl.Series(["a", "b"], dtype=pl.Categorical)

    assert ["a", "b"] == read(written(tmp_path / "x", url=url)).targets


def test_empty_table_has_no_chunks(tmp_path: Path) -> None:
    assert [] == read(written(tmp_path / "x", url=pl.Series([], dtype=pl.String))).rows


def test_bad_values_are_errors_in_their_places(tmp_path: Path) -> None:
    path = written(tmp_path / "x", url=["a", None, "b\0", "", "x" * (1 << 20), "y" * 1048577, "c"])

    listing = read(path)

    assert [1, 5, 7] == [line for line, _ in listing.rows if line not in listing.errors]
    assert (6, "y" * 80) == listing.rows[5]
    assert {
        2: "the cell is empty",
        3: "a NUL byte stands in the line",
        4: "the cell is empty",
        6: "the value is longer than 1048576 bytes",
    } == listing.messages


def test_slices_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_SLICE_ROWS", 3)
    path = written(tmp_path / "x", url=[f"{n}.example" for n in range(7)])

    assert [(n + 1, f"{n}.example") for n in range(7)] == read(path).rows


def test_long_values_come_in_short_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_CHUNK_BYTES", 10)
    path = written(tmp_path / "x", url=["aaaa", "bbbb", "c" * 50, "d", None, "e"])

    chunks = list(open_targets(path))

    assert [2, 1, 3] == [len(chunk.targets) for chunk in chunks]
    assert [1, 2, 3, 4, 5, 6] == [line for line, _ in gather(chunks).rows]


def test_missing_column_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", id=[1], site=["a"])

    message, hint = refusal(path)

    known = "'url', 'domain', 'host', 'value', 'link', 'uri'"
    assert f"{path}: no column {known} among 'id', 'site'" == message
    assert "name the column with --column, or give its number from 1" == hint


def test_column_of_numbers_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", url=[1])

    expected = f"{path}: column 'url' holds Int64, not text", "name another column with --column"
    assert expected == refusal(path)


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1"])
def test_broken_footer_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(data)

    message, hint = refusal(path)

    assert message.startswith(f"{path}: broken Parquet: ")
    assert "write or copy the file again" == hint


def test_broken_pages_are_an_error_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    written(path, url=[f"host{n}.example" for n in range(1000)])
    data = bytearray(path.read_bytes())
    data[4:200] = b"\xff" * 196
    path.write_bytes(data)

    listing = read(str(path))

    assert [(1, "")] == listing.rows
    assert listing.messages[1].startswith("broken Parquet: ")


def test_pipe_of_parquet_is_refused() -> None:
    buffer = io.BytesIO()
    pl.DataFrame({"url": ["a"]}).write_parquet(buffer)

    message, hint = refusal("-", data=buffer.getvalue())

    assert "-: not a list of URLs: looks like Parquet from a pipe or an archive" == message
    assert "save it, and name the file" == hint


def test_bound_of_a_value_is_the_bound_of_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "x", url=["x" * 19, "x" * 20, "x" * 21])

    listing = gather(open_targets(path, limits=Limits(max_line_bytes=20)))

    assert {3: "limit-exceeded"} == listing.codes
