from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import MalformedInput
from fraudlens.reports.jsonl import json_text, jsonl, record
from fraudlens.reports.record_reading import read_record
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.flagged import ALL, LOAN, PAGE
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome


@pytest.mark.parametrize("outcome", [*OUTCOMES, *APPS, *ALL], ids=str)
def test_a_record_read_back_is_written_the_same(outcome: Outcome) -> None:
    line = jsonl([outcome])

    assert line == jsonl([read_record(line)])


def changed(path: str, value: object) -> bytes:
    """Give a record of an app in which the value at a dotted path is another."""
    plain: Any = json.loads(json_text(record(APPS[0])))
    plain["findings"] = json.loads(json_text(record(LOAN)))["findings"]
    plain["reasons"] = json.loads(json_text(record(PAGE)))["reasons"]
    node = plain
    *parents, last = path.split(".")
    for name in parents:
        node = node[int(name)] if name.isdigit() else node[name]
    node[last] = value
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "x/2", 'record: is not of the schema "fraudlens.verdict/1"'),
        ("kind", None, "record: kind: is missing"),
        ("target", 7, "record: target: is no text"),
        ("origin", [], "record: origin: is no object"),
        ("origin", {"file": "a", "line": True}, "record.origin: line: is no whole number"),
        ("verdict", "maybe", 'record: verdict: is no "maybe" that is known here'),
        ("score", True, "record: score: is no number"),
        ("score", "1", "record: score: is no number"),
        ("fraud_types.fake_loan", "x", "record.fraud_types: fake_loan: is no number"),
        ("model", None, "record: model: is missing"),
        ("model.sha256", None, "record.model: sha256: is missing"),
        ("reasons", {}, "record: reasons: is no list of objects"),
        ("reasons", [7], "record: reasons: is no list of objects"),
        ("reasons.0.value", "x", "record.reasons[0]: value: is no number"),
        ("findings.0.severity", "", 'record.findings[0]: severity: is no "" that is known here'),
        ("findings.0.evidence", {"a": 1}, "record.findings[0].evidence: a: is no text"),
        ("basis", "luck", 'record: basis: is no "luck" that is known here'),
        ("policy.missing", "x", "record.policy: missing: is no list of texts"),
        ("policy.missing", [7], "record.policy: missing: is no list of texts"),
        ("policy.breaches.0.rule", 1, "record.policy.breaches[0]: rule: is no text"),
        ("error", {"code": "x"}, "record.error: message: is missing"),
    ],
)  # fmt: skip
def test_a_broken_record_says_where(path: str, value: object, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_record(changed(path, value))

    assert message == caught.value.message


def test_what_is_left_out_is_empty() -> None:
    plain = {
        "schema": "fraudlens.verdict/1", "kind": "url", "target": "a", "verdict": "clear",
        "score": 0, "model": {"name": "n", "version": "v", "sha256": "s"},
    }  # fmt: skip
    read = read_record(json.dumps(plain).encode())

    assert b'"facts":{}' in jsonl([read])


@given(st.binary(max_size=60))
def test_anything_else_is_malformed(line: bytes) -> None:
    with pytest.raises(MalformedInput):
        read_record(line)
