"""Real records fit the published schema of a verdict, and broken ones do not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from apkscan.detector import ApkDetector
from apkscan.facts_json import facts_to_json
from apkscan.read.app import read_app
from apkscan.view import Surroundings
from fraudlens.bundle import load_bundle
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.jsonl import jsonl, record
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.targets import Chunk
from fraudlens.verdict import Basis, Decision, Failure, FraudType, Severity, Subject, Where
from tests.contract.apps import app_rows
from tests.contract.bundles import save_small_bundle
from tests.fraudlens.reports.apps import APPS, REJECTED
from tests.fraudlens.reports.outcomes import CLEAR, FRAUD, HOSTILE, SUSPICIOUS
from tests.schema import faults

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

TOP = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads(
    (TOP / "datasets/schema/verdict.schema.json").read_text("utf-8")
)
MADE = (
    FRAUD, SUSPICIOUS, CLEAR, HOSTILE, *APPS,
    Failure(Subject("url", "x"), "malformed", "no host in it"),
    replace(CLEAR, subject=Subject("url", "a.example", "m.eml", 1, Where("eml", "a[.]example"))),
    Failure(Subject("apk", "x.apk"), "limit-exceeded", "the app is over 500 MiB"),
)  # fmt: skip


def written(outcome: Outcome) -> dict[str, Any]:
    """Give the record of an outcome as a reader gets it."""
    found: dict[str, Any] = json.loads(jsonl([outcome]))
    return found


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Give the records of the example apps under a small model."""
    detector = ApkDetector(Surroundings(score_links=lambda urls: [0.97] * len(urls)))
    place = tmp_path_factory.mktemp("model") / "apk"
    model = save_small_bundle(place, detector, keep=("model.txt", "types.txt"), rows=app_rows())
    scorer = Scorer(detector, load_bundle(model, detector.features), ScoreOptions())
    paths = sorted((TOP / "examples/apps").glob("*.apk"))
    facts = [facts_to_json(read_app(path, DEFAULT_LIMITS)) for path in paths]
    chunk = Chunk(None, facts, None, names=[path.name for path in paths])
    return [written(outcome) for outcome in scorer.score_chunk(chunk)]


@pytest.mark.parametrize("outcome", MADE, ids=lambda o: f"{o.subject.kind}-{type(o).__name__}")
def test_record_fits_the_schema(outcome: Outcome) -> None:
    assert [] == list(faults(written(outcome), SCHEMA))


def test_records_of_read_apps_fit_the_schema(scanned: list[dict[str, Any]]) -> None:
    assert [[], []] == [list(faults(each, SCHEMA)) for each in scanned]
    assert ["apk", "apk"] == [each["kind"] for each in scanned]
    assert scanned[1]["facts"]["worst_links"]


def test_record_page_names_every_fact_of_an_app(scanned: list[dict[str, Any]]) -> None:
    page = (TOP / "docs/records.md").read_text("utf-8")

    assert [] == [key for key in scanned[0]["facts"] if f"`{key}`" not in page]


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "maybe"},
        {"score": 1.5},
        {"score": None},
        {"basis": "guess"},
        {"policy": {"pack": "cn"}},
        {"facts": {"visibility": 2}},
        {"findings": [{"rule": "x", "severity": "grave", "text": "", "evidence": {}}]},
        {"fraud_types": {"loan": 1.0}},
        {"origin": {"file": "x", "line": 0}},
        {"origin": {"file": "x", "line": 1, "where": {"kind": 1}}},
    ],
    ids="-".join,
)
def test_broken_record_does_not_fit(change: dict[str, Any]) -> None:
    assert list(faults({**written(REJECTED), **change}, SCHEMA))


@pytest.mark.parametrize("key", ["basis", "policy", "error", "schema"])
def test_record_of_an_app_needs_its_keys(key: str) -> None:
    broken = {name: value for name, value in written(REJECTED).items() if name != key}

    assert list(faults(broken, SCHEMA))


def test_schema_has_the_words_of_the_code() -> None:
    properties = SCHEMA["properties"]
    severity = properties["findings"]["items"]["properties"]["severity"]

    assert [*Basis] == properties["basis"]["enum"]
    assert [*Decision, "error"] == properties["verdict"]["enum"]
    assert [*FraudType] == properties["fraud_types"]["propertyNames"]["enum"]
    assert [*Severity] == severity["enum"]


def test_schema_names_every_key_that_is_written() -> None:
    assert [] == [key for key in record(REJECTED) if key not in SCHEMA["properties"]]
