"""The page on records says what the schema and the renderers say, key by key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from fraudlens.reports import csv, parquet
from fraudlens.reports.jsonl import jsonl
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

TOP = Path(__file__).parent.parent
PAGE = (TOP / "docs/records.md").read_text("utf-8")
SCHEMA: dict[str, Any] = json.loads(
    (TOP / "datasets/schema/verdict.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
TYPES = {"string": "text", "number": "number", "object": "object", "array": "list"}
ROW = re.compile(r"^\| (`[^|]*) \| ([^|]*) \|", re.MULTILINE)


def rows(title: str | None) -> list[tuple[str, str]]:
    """Give the first two cells of each row of a section, or of what stands before the first."""
    head, *sections = PAGE.split("\n## ")
    texts = {section.partition("\n")[0]: section for section in sections}
    return ROW.findall(head if title is None else texts[title])


def type_words(schema: dict[str, Any]) -> str:
    parts = schema.get("anyOf", [schema])
    names = [part.get("type", "string") for part in parts]
    words = [TYPES[name] for name in names if name != "null"]
    return " or ".join([*words, *(["null"] if "null" in names else [])])


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=60)
@given(DRAWN)
def test_every_record_fits_the_schema(outcomes: list[Outcome]) -> None:
    for line in jsonl([*outcomes, *OUTCOMES, *APPS]).splitlines():
        assert [] == [fault.message for fault in VALIDATOR.iter_errors(json.loads(line))]


@pytest.mark.parametrize("name", ["report.jsonl", "apps.jsonl"])
def test_golden_records_fit_the_schema(name: str) -> None:
    lines = (TOP / "tests/data/reports" / name).read_bytes().splitlines()

    assert [] == [each for line in lines for each in VALIDATOR.iter_errors(json.loads(line))]
    assert lines


def test_page_has_the_keys_and_types_of_the_schema_in_order() -> None:
    said = [(name.strip("`"), kind) for name, kind in rows(None)]

    assert [(key, type_words(value)) for key, value in SCHEMA["properties"].items()] == said


def test_page_has_the_columns_of_sheets_in_order() -> None:
    said = [(name.strip("`"), kind) for name, kind in rows("Columns of CSV")]

    assert [*csv.COLUMNS] == [name for name, _ in said]


def test_page_has_the_columns_and_types_of_parquet_in_order() -> None:
    kinds = {"text": "String", "number": "Float64", "whole number": "Int64", "JSON": "String"}
    said = [
        (name.strip("`"), kind) for names, kind in rows("Columns of Parquet")
        for name in names.split(", ")
    ]  # fmt: skip

    assert [*parquet.COLUMNS] == [name for name, _ in said]
    assert {name: parquet.NUMBERS.get(name, "String") for name in parquet.COLUMNS} == {
        name: kinds[kind] for name, kind in said
    }
    assert [*parquet.JSON] == [name for name, kind in said if kind == "JSON"]
