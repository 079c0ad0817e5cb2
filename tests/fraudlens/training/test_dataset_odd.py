"""Labelled files as other programs write them, and broken ones."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import os
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fraudlens.errors import DataError
from fraudlens.training.config import LabelConfig
from fraudlens.training.dataset import file_name, read_dataset, read_values

if TYPE_CHECKING:
    from pathlib import Path

CSV = "value,label\na,0\nb,1\n"
JSONL = '{"value":"a","label":0}\n{"value":"b","label":1}\n'


def read(path: Path) -> pl.DataFrame:
    return read_dataset([path], LabelConfig()).frame


def refusal(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("x.csv", CSV), ("x.jsonl", JSONL)])
def test_a_mark_of_order_is_no_text(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding)

    assert [("a", 0), ("b", 1)] == read(path).select("value", "fraud").rows()


def test_utf_16_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(codecs.BOM_UTF16_LE + b"v")

    assert refusal(path).message.startswith(f'cannot read "{path}": ')


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("value,label\n\na,0\n\n\n", "utf-8")
    only = tmp_path / "only.csv"
    only.write_text("domain\na.example\n\n", "utf-8")

    assert ["a"] == read(path)["value"].to_list()
    assert ["a.example"] == read_values(only).to_list()


def test_a_packed_file_with_broken_bytes_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(CSV.encode() * 1000))
    packed[20:40] = bytes(byte ^ 0x55 for byte in packed[20:40])
    path = tmp_path / "x.csv.gz"
    path.write_bytes(packed)

    assert refusal(path).message.startswith(f'cannot read "{path}": Error -3')


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"value": ["a"], "label": [0], "source": [["a", "b"]]}, "source: expected text"),
        ({"value": [["a"]], "label": [0]}, "value: expected text or numbers, found List(String)"),
        ({"value": [b"\xff"], "label": [0]}, "value: expected text or numbers, found Binary"),
        ({"value": ["a"], "label": [0], "first_seen": [dt.timedelta(3)]}, "first_seen: expected"),
    ],
    ids=["list", "list of values", "bytes", "duration"],
)
def test_a_column_that_is_no_text_is_refused(
    tmp_path: Path, columns: dict[str, list[object]], message: str
) -> None:
    path = tmp_path / "x.parquet"
    pl.DataFrame(columns).write_parquet(path)

    assert refusal(path).message.startswith(f"x.parquet: {message}")


@pytest.mark.parametrize("date", ["0000-01-01", "2025-01-01x", "2025-01-011", "2025-01-01,5"])
def test_what_only_begins_as_a_date_is_none(tmp_path: Path, date: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f'value,label,first_seen\na,0,"{date}"\n', "utf-8")

    assert f'x.csv: row 1: first_seen: expected an ISO date, found "{date}"' == (
        refusal(path).message
    )


def test_a_weak_label_is_one_in_any_spelling_of_true(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("value,label,weak\na,1,1.0\nb,1,True\nc,1,0.0\nd,1,\n", "utf-8")
    odd = tmp_path / "odd.csv"
    odd.write_text("value,label,weak\na,1,yes\n", "utf-8")

    assert [True, True, False, False] == read(path)["weak"].to_list()
    assert 'odd.csv: row 1: weak: expected 0 or 1, found "yes"' == refusal(odd).message


def test_a_hint_names_the_columns_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("URL;label\na;0\n", "utf-8")

    assert "rename the column; found: URL;label" == refusal(path).hint


def test_a_name_that_is_no_utf_8_can_be_written_down(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"b\xff.csv")

    assert "b\N{REPLACEMENT CHARACTER}.csv" == file_name(path)
