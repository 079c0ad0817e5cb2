"""Parquet for data tools: stable columns and types, what is nested as JSON text."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from fraudlens.reports.escape import without_surrogates
from fraudlens.reports.jsonl import json_text, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

NUMBERS = {"score": "Float64", "line": "Int64"}
"""Columns that are no text, with their types in polars."""
JSON = ("fraud_types", "reasons", "findings", "facts", "policy")
"""Columns that hold JSON, as it stands in a record; null where the record has no such key."""
COLUMNS = (
    "target", "kind", "verdict", "score", "fraud_type", "basis", "policy_result", "error_code",
    "error_message", "file", "line", "host", "registrable_domain", "package", "sha256",
    "model_name", "model_version", "model_sha256", *JSON,
)  # fmt: skip
"""Names of the columns; new ones are added at the end only."""

_FACTS = ("host", "registrable_domain", "package", "sha256")
_ROWS = 65_536
"""Rows of a group."""
_HELD = 4_096
"""Rows that are held as Python values: those of one that is flagged take ten kilobytes."""


def parquet(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:  # noqa: ARG001  as all
    """Write outcomes as rows, in order: the same texts and numbers as in JSON Lines.

    Texts are as they came, for no one looks at a Parquet file with a terminal. A file ends with
    what says where its columns are, so it is held until all is known: packed, group by group.
    """
    import polars as pl  # noqa: PLC0415  100 ms

    source = iter(outcomes)
    groups = [_group(source)]
    while group := _group(source):
        groups.append(group)
    file = io.BytesIO()
    pl.scan_parquet([group or _packed(_frame([])) for group in groups]).sink_parquet(
        file, row_group_size=_ROWS
    )
    yield file.getvalue()


def _group(outcomes: Iterator[Outcome]) -> bytes:
    """Pack the rows of a group; nothing if there are none."""
    import polars as pl  # noqa: PLC0415  as above

    frames: list[pl.DataFrame] = []
    while len(frames) * _HELD < _ROWS and (some := list(islice(outcomes, _HELD))):
        frames.append(_frame(some))
    return _packed(pl.concat(frames)) if frames else b""


def _frame(outcomes: list[Outcome]) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415  as above

    rows = [_row(outcome) for outcome in outcomes]
    types: dict[str, pl.DataType] = {
        name: getattr(pl, NUMBERS.get(name, "String"))() for name in COLUMNS
    }
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    return pl.DataFrame(columns, schema=types)


def _packed(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def _row(outcome: Outcome) -> dict[str, object]:
    values = record(outcome)
    found = {
        **values,
        **{name: json_text(values[name]).decode() for name in JSON if values.get(name) is not None},
        **_parts(values["facts"], "", _FACTS),
        **_parts(values["error"], "error_", ("code", "message")),
        **_parts(values["origin"], "", ("file", "line")),
        **_parts(values["model"], "model_", ("name", "version", "sha256")),
        **_parts(values.get("policy"), "policy_", ("result",)),
    }
    return {name: _cell(name, found.get(name)) for name in COLUMNS}


def _parts(value: object, prefix: str, names: Iterable[str]) -> dict[str, object]:
    """Give members of an object, if it is one, under the names of their columns."""
    members = value if isinstance(value, dict) else {}
    return {f"{prefix}{name}": members.get(name) for name in names}


def _cell(name: str, value: object) -> object:
    if value is None or name in NUMBERS:
        return value
    return without_surrogates(str(value))
