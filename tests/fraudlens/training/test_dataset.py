"""Labelled files: formats, names of categories, and errors that name file, row and column."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fraudlens.errors import DataError
from fraudlens.training.config import LabelConfig
from fraudlens.training.dataset import (
    InputFile,
    input_file,
    read_dataset,
    read_table,
    read_values,
    sha256_of,
)

if TYPE_CHECKING:
    from pathlib import Path

ROWS = pl.DataFrame(
    {
        "url": ["a.example/", "b.example"],
        "label": [1, 0],
        "first_seen": ["2026-03", None],
        "source": ["one|two", None],
        "weak": [True, False],
        "name": ["An app", None],
        "cluster": [None, "k1"],
    }
)


def read(path: Path) -> pl.DataFrame:
    return read_dataset([path], LabelConfig()).frame


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz", "x.jsonl", "x.ndjson.gz", "x.parquet"])
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    plain = tmp_path / name.removesuffix(".gz")
    if "csv" in name:
        ROWS.write_csv(plain)
    elif "parquet" in name:
        ROWS.write_parquet(plain)
    else:
        ROWS.write_ndjson(plain)
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(plain.read_bytes()))

    rows = read(path).rows()

    assert [
        ("a.example/", 1, "unknown", dt.date(2026, 3, 1), "one", True, "An app", None),
        ("b.example", 0, "benign", None, "x", False, None, "k1"),
    ] == rows


@pytest.mark.parametrize(
    ("category", "label", "fraud", "kind"),
    [
        ("impersonation_gov", "", 1, "fake_authority"),
        ("Job_or_rebate_scam", "", 1, "rebate_job"),
        ("tech_support_or_customer_service", "1", 1, "fake_customer_service"),
        ("fraud_other", "", 1, "other_fraud"),
        ("other", "", 0, "other"),
        ("other", "1", 1, "other_fraud"),
        ("unknown", "", 1, "unknown"),
        ("unknown", "0", 0, "benign"),
        ("phishing", "true", 1, "phishing"),
        ("gov", "0", 0, "gov"),
        ("", "0", 0, "benign"),
    ],
)
def test_label_and_category_name_class_and_kind(
    tmp_path: Path, category: str, label: str, fraud: int, kind: str
) -> None:
    path = write(tmp_path / "x.csv", f"value,category,label\na,{category},{label}\n")

    assert [(fraud, kind)] == read(path).select("fraud", "category").rows()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("host\na\n", 'x.csv: no column "value", "url" or "domain"'),
        ("value,label\na,0\nb,2\n", 'x.csv: row 2: label: expected 0 or 1, found "2"'),
        ("value,category\na,odd\n", 'x.csv: row 1: category: unknown category, found "odd"'),
        (
            "value,category,label\na,phishing,0\n",
            'x.csv: row 1: category: contradicts the label, found "phishing"',
        ),
        ("value\na\n", 'x.csv: row 1: category: neither label nor category, found ""'),
        (
            "value,label,first_seen\na,0,soon\n",
            'x.csv: row 1: first_seen: expected an ISO date, found "soon"',
        ),
    ],
)
def test_an_error_names_file_row_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(write(tmp_path / "x.csv", text))

    assert message == caught.value.message


def test_years_and_times_are_dates(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "value,label,first_seen\na,0,2018\nb,0,2026-05-02T10:00:00Z\n")

    assert [dt.date(2018, 1, 1), dt.date(2026, 5, 2)] == read(path)["first_seen"].to_list()


def test_a_row_of_a_day_to_come_is_refused_where_the_day_is_known(tmp_path: Path) -> None:
    text = "value,label,first_seen\na,0,2026-05-02\nb,0,\nc,0,2206-05-03\n"
    path = write(tmp_path / "x.csv", text)
    with pytest.raises(DataError) as caught:
        read_dataset([path], LabelConfig(), latest=dt.date(2206, 5, 2))

    assert (
        'x.csv: row 3: first_seen: expected a day up to 2206-05-02, found "2206-05-03"'
        == caught.value.message
    )
    assert 3 == read_dataset([path], LabelConfig(), latest=dt.date(2206, 5, 3)).frame.height


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.parquet", b"no", "cannot read"),
        ("x.csv.gz", b"no", "cannot read"),
        ("x.xlsx", b"", 'unknown format "xlsx"'),
        (None, b"", "cannot read"),
    ],
)
def test_an_unreadable_file_is_refused(
    tmp_path: Path, name: str | None, data: bytes, why: str
) -> None:
    path = tmp_path / (name or "missing.csv")
    if name:
        path.write_bytes(data)

    with pytest.raises(DataError, match=why):
        read(path)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("x.jsonl", b'{"value":"a","label":0}\n\n{"value":"b",\n', "line 3: "),
        ("x.jsonl", b'{"value":"a","label":0}\n{"value":"\xff"}\n', "line 2: "),
        ("x.csv", b"value,label\na,0\nb\xff,1\n", "line 3: invalid utf-8 sequence"),
        ("x.csv", b"value,label\na,0\nb,1,2,3\n", "found more fields"),
        ("x.parquet", b"no\n\xff", "parquet"),
    ],
)
def test_a_broken_line_is_named_where_it_can_be(
    tmp_path: Path, name: str, data: bytes, line: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read(path)

    assert caught.value.message.startswith(f'cannot read "{path}": {line}')


def test_inputs_are_named_with_digest_and_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "value,label\na,0\n")

    source = read_dataset([path], LabelConfig()).inputs[0]

    assert ("x.csv", 64, 1) == (source.name, len(source.sha256), source.rows)


def test_a_table_is_read_as_it_stands(tmp_path: Path) -> None:
    """Neither a label nor a date is looked at."""
    path = write(tmp_path / "x.csv", "host,label\na,perhaps\n")

    assert [{"host": "a", "label": "perhaps"}] == read_table(path).to_dicts()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("value,url\n{},a.example\n{},\n", ["a.example", ""]),
        ("value,domain\na.example,b.example\n", ["a.example"]),
        ("registrable_domain\na.example\n", ["a.example"]),
    ],
    ids=["url first", "value", "domain"],
)
def test_addresses_are_found_in_any_file(tmp_path: Path, text: str, values: list[str]) -> None:
    """In samples of another model `value` is JSON, and the address stands in `url`."""
    assert values == read_values(write(tmp_path / "x.csv", text)).to_list()


def test_a_file_without_addresses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_values(write(tmp_path / "x.csv", "host\na\n"))

    assert 'x.csv: no column "value", "url" or "domain"' == caught.value.message


def test_a_file_is_named_by_its_digest(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "host\na\nb\n")
    digest = hashlib.sha256(b"host\na\nb\n").hexdigest()

    assert InputFile("x.csv", digest, 2) == input_file(path)
    assert digest == sha256_of(path)


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with pytest.raises(DataError) as caught:
        sha256_of(path)

    assert f'cannot read "{path}": No such file or directory' == caught.value.message
