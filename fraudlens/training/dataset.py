"""Labelled rows from CSV, JSON Lines and Parquet into one columnar table."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import polars as pl

from fraudlens.errors import DataError
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fraudlens.training.config import LabelConfig

UNKNOWN = "unknown"
"""Category of fraud whose type nobody stated: may train the score, never the type."""

_VALUE_COLUMNS = ("value", "url", "domain", "registrable_domain")
ADDRESS_COLUMNS = ("url", *_VALUE_COLUMNS)
"""Columns of samples where the address within a richer sample is wanted."""
_RENAMED = {
    "impersonation_gov": FraudType.FAKE_AUTHORITY,
    "job_or_rebate_scam": FraudType.REBATE_JOB,
    "tech_support_or_customer_service": FraudType.FAKE_CUSTOMER_SERVICE,
    "fraud_other": FraudType.OTHER_FRAUD,
}
_READERS: Mapping[str, Callable[[bytes], object]] = {
    "csv": bytes.decode,
    "jsonl": orjson.loads,
    "ndjson": orjson.loads,
}
"""What each line of a text must pass."""
_SHOWN = 200
"""Characters of the names of columns in a hint."""
_AFTER_A_DAY = r"^$|^[Tt Z+]"
"""What may follow a day: a time, or a zone."""
_LABELS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "false": 0, "true": 1}


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that rows came from, for the manifest."""

    name: str
    """File name without its folder."""
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows of all files, in the order read.

    Columns of `frame`: `value` (text), `fraud` (Int8, 1 = fraud), `category` (fraud: a fraud type
    or `unknown`; benign: kind of site), `first_seen` (Date or null), `source` (text, the first
    of a `|`-joined list), `weak` (bool), `name` (text or null: what people call the sample),
    `cluster` (text or null: rows that share one must not stand in two parts).
    """

    frame: pl.DataFrame
    inputs: tuple[InputFile, ...]


def read_dataset(
    paths: Sequence[Path],
    config: LabelConfig,
    columns: Sequence[str] = _VALUE_COLUMNS,
    *,
    latest: dt.date | None = None,
) -> Dataset:
    """Read labelled files; the first of `columns` that a file has holds its samples.

    `latest` is the last day on which a row can have been seen, if the caller knows the time.

    Raises:
        DataError: a file cannot be read, lacks a column, or a row's label or date makes no sense.
    """
    read = [_read_file(path, config, columns, latest) for path in paths]
    return Dataset(pl.concat([frame for frame, _ in read]), tuple(source for _, source in read))


def _read_file(
    path: Path, config: LabelConfig, columns: Sequence[str], latest: dt.date | None
) -> tuple[pl.DataFrame, InputFile]:
    raw = _without_blank_lines(read_table(path))
    name = file_name(path)
    value = _values(raw, name, columns)
    category = _text(raw, "category", name).str.to_lowercase()
    label = _labels(_text(raw, "label", name).str.to_lowercase(), name)
    fraud, kind = _classes(category, label, config, name)
    frame = pl.DataFrame(
        {
            "value": value,
            "fraud": fraud,
            "category": kind,
            "first_seen": _dates(_text(raw, "first_seen", name), name, latest),
            "source": _text(raw, "source", name)
            .str.split("|")
            .list.first()
            .fill_null(name.split(".", 1)[0]),
            "weak": _labels(_text(raw, "weak", name).str.to_lowercase(), name).fill_null(0) == 1,
            "name": _text(raw, "name", name),
            "cluster": _text(raw, "cluster", name),
        }
    )
    return frame, _input(path, frame.height)


def read_values(path: Path) -> pl.Series:
    """Read the samples alone of a file that needs no label; `url` stands before `value` in it.

    Raises:
        DataError: the file cannot be read, or has no column of samples.
    """
    return _values(_without_blank_lines(read_table(path)), file_name(path), ADDRESS_COLUMNS)


def file_name(path: Path) -> str:
    """Give the name of a file without its folder; what is no UTF-8 in it becomes U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def input_file(path: Path) -> InputFile:
    """Give name, digest and rows of a file."""
    return _input(path, read_table(path).height)


def sha256_of(path: Path) -> str:
    """Give the digest of a file, by which manifests name it.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise DataError(f'cannot read "{path}": {exc.strerror}') from exc


def _input(path: Path, rows: int) -> InputFile:
    return InputFile(file_name(path), sha256_of(path), rows)


def _values(raw: pl.DataFrame, name: str, columns: Sequence[str] = _VALUE_COLUMNS) -> pl.Series:
    value = next((column for column in columns if column in raw.columns), None)
    if value is None:
        found = ", ".join(raw.columns)[:_SHOWN]
        raise DataError(
            f'{name}: no column "value", "url" or "domain"',
            hint=f"rename the column; found: {found}",
        )
    return _as_text(raw[value], name).fill_null("")


def read_table(path: Path) -> pl.DataFrame:
    """Read a table of CSV, JSON Lines or Parquet as it stands.

    Raises:
        DataError: the file cannot be read, or has another format.
    """
    kind = path.name.removesuffix(".gz").rsplit(".", 1)[-1].lower()
    data = b""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if kind == "csv":
            return pl.read_csv(_utf8(data), infer_schema=False)
        if kind in {"jsonl", "ndjson"}:
            return pl.read_ndjson(_utf8(data), infer_schema_length=None)
        if kind == "parquet":
            return pl.read_parquet(data)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, pl.exceptions.PolarsError) as exc:
        place = _broken_line(data, kind)
        raise DataError(f'cannot read "{path}": {place}{str(exc).splitlines()[0]}') from exc
    raise DataError(
        f'cannot read "{path}": unknown format "{kind}"',
        hint="give .csv, .jsonl or .parquet, the first two also with .gz",
    )


def _utf8(data: bytes) -> bytes:
    """Give a text as plain UTF-8, by the mark of order at its beginning."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _without_blank_lines(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(~pl.all_horizontal(pl.all().is_null()))


def _broken_line(data: bytes, kind: str) -> str:
    """Give where a text first breaks, as `line 3: `; nothing where no line alone is broken."""
    if kind not in _READERS:
        return ""
    for number, line in enumerate(data.splitlines(), 1):
        try:
            _READERS[kind](line or b"{}")
        except ValueError:
            return f"line {number}: "
    return ""


def _text(raw: pl.DataFrame, column: str, name: str) -> pl.Series:
    """Give a column as text with blanks as null; all null where it is absent."""
    if column not in raw.columns:
        return pl.Series(column, [None], dtype=pl.String).new_from_index(0, raw.height)
    text = _as_text(raw[column], name).str.strip_chars()
    return text.set(text == "", None)


def _as_text(column: pl.Series, name: str) -> pl.Series:
    try:
        return column.cast(pl.String)
    except pl.exceptions.PolarsError as exc:
        raise DataError(
            f"{name}: {column.name}: expected text or numbers, found {column.dtype}",
            hint="write one plain value a row",
        ) from exc


def _labels(text: pl.Series, name: str) -> pl.Series:
    label = text.replace_strict(_LABELS, default=None, return_dtype=pl.Int8)
    _refuse(text, label.is_null() & text.is_not_null(), name, "expected 0 or 1")
    return label


def _classes(
    category: pl.Series, label: pl.Series, config: LabelConfig, name: str
) -> tuple[pl.Series, pl.Series]:
    """Give the class and the category of each row, from whichever of the two is stated."""
    known = {kind.value: kind.value for kind in FraudType} | {UNKNOWN: UNKNOWN}
    known |= {theirs: ours.value for theirs, ours in _RENAMED.items()}
    names = {**known, **{kind: kind for kind in config.benign_kinds}}
    kind = category.replace_strict(names, default=None, return_dtype=pl.String)
    hint = "name kinds of benign rows in labels.benign_kinds of the configuration"
    _refuse(category, kind.is_null() & category.is_not_null(), name, "unknown category", hint)
    stated = category.replace_strict(
        {**dict.fromkeys(known, 1), **dict.fromkeys(config.benign_kinds, 0)},
        default=None,
        return_dtype=pl.Int8,
    )
    # `unknown` with a label states nothing, and `other` is also a kind of benign site.
    stated = stated.set(category.is_in([UNKNOWN, "other"]) & label.is_not_null(), None)
    _refuse(category, (stated != label).fill_null(value=False), name, "contradicts the label")
    fraud = label.fill_null(stated)
    missing = fraud.is_null()
    _refuse(category, missing, name, "neither label nor category")
    frame = pl.DataFrame({"fraud": fraud, "kind": kind}).with_columns(
        kind=pl.when(pl.col("fraud") == 0)
        .then(pl.col("kind").fill_null("benign").replace(UNKNOWN, "benign"))
        .otherwise(pl.col("kind").fill_null(UNKNOWN).replace("other", FraudType.OTHER_FRAUD.value))
    )
    return frame["fraud"].cast(pl.Int8), frame["kind"]


def _dates(text: pl.Series, name: str, latest: dt.date | None) -> pl.Series:
    """Read ISO dates and times; a bare year or month stands for its first day."""
    day = text.str.slice(0, 10)
    day = day + pl.Series(["", "-01", "-01-01"]).gather(
        (day.str.len_chars() == 7).fill_null(value=False).cast(pl.UInt32)  # noqa: PLR2004  YYYY-MM
        + (day.str.len_chars() == 4).fill_null(value=False).cast(pl.UInt32) * 2  # noqa: PLR2004  YYYY
    )
    date = day.str.to_date("%Y-%m-%d", strict=False)
    odd = date.is_null() | (date.dt.year() < 1) | ~text.str.slice(10).str.contains(_AFTER_A_DAY)
    _refuse(text, odd & text.is_not_null(), name, "expected an ISO date")
    if latest is not None:
        late = (date > latest).fill_null(value=False)
        _refuse(text, late, name, f"expected a day up to {latest}")
    return date


def _refuse(column: pl.Series, wrong: pl.Series, name: str, why: str, hint: str = "") -> None:
    if wrong.any():
        row = int(wrong.arg_max() or 0)
        shown = str(column[row])[:60] if column[row] is not None else ""
        raise DataError(f'{name}: row {row + 1}: {column.name}: {why}, found "{shown}"', hint=hint)
