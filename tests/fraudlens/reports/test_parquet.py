"""Parquet gives back what JSON Lines give, in columns whose types do not change."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings

from fraudlens.reports import parquet as module
from fraudlens.reports.escape import without_surrogates
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.parquet import COLUMNS, JSON, NUMBERS, parquet
from fraudlens.reports.run import RunInfo
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

RUN = RunInfo("0.1.0", datetime(2026, 11, 26, tzinfo=UTC))


def read(outcomes: list[Outcome]) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(b"".join(parquet(outcomes, RUN))))


def records(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl(outcomes).splitlines()]


@pytest.mark.parametrize("outcomes", [[], [*OUTCOMES], [*APPS]], ids=["none", "urls", "apps"])
def test_columns_and_types_are_always_the_same(outcomes: list[Outcome]) -> None:
    frame = read(outcomes)

    assert [*COLUMNS] == frame.columns
    assert {name: NUMBERS.get(name, "String") for name in COLUMNS} == {
        name: str(kind) for name, kind in frame.schema.items()
    }
    assert len(outcomes) == len(frame)


@settings(max_examples=40)
@given(DRAWN)
def test_cells_are_the_values_of_the_records(outcomes: list[Outcome]) -> None:
    rows, expected = read(outcomes).to_dicts(), records(outcomes)

    for key in ("target", "kind", "verdict", "score", "fraud_type", "basis"):
        assert [record.get(key) for record in expected] == [row[key] for row in rows]
    for key in JSON:
        found = [None if row[key] is None else json.loads(row[key]) for row in rows]
        assert [record.get(key) for record in expected] == found
    assert [without_surrogates(o.subject.target) for o in outcomes] == [r["target"] for r in rows]


def test_parts_of_a_record_have_columns_of_their_own() -> None:
    first, *_, last = read([*OUTCOMES]).to_dicts()

    assert ("urls.txt", 3) == (first["file"], first["line"])
    assert "secure-login.example" == first["registrable_domain"]
    assert ("url", "2026.11", "ab" * 32) == tuple(
        first[f"model_{key}"] for key in ("name", "version", "sha256")
    )
    assert ("malformed", "no host\x1b in it") == (last["error_code"], last["error_message"])
    assert ["reject", "review", "pass"] == read([*APPS])["policy_result"].to_list()


def test_many_groups_are_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read([*OUTCOMES, *APPS])
    monkeypatch.setattr(module, "_ROWS", 3)
    monkeypatch.setattr(module, "_HELD", 2)

    assert whole.equals(read([*OUTCOMES, *APPS]))
