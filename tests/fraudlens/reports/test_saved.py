"""What `jsonl` writes is read back whole; what it cannot have written is refused by line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import SourceError
from fraudlens.limits import Limits
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.saved import read_run
from fraudlens.verdict import Verdict
from tests.fraudlens.reports.apps import APPS, REJECTED
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.outcomes import BROKEN, CLEAR, FRAUD, HOSTILE, OUTCOMES, SUSPICIOUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens.verdict import Outcome

HINT = "name a file that 'fraudlens scan --format jsonl' wrote, whole"
WHOLE = (FRAUD, SUSPICIOUS, CLEAR, HOSTILE, *APPS)
"""Outcomes without halves of characters, which are lost on the way."""


def back(data: bytes, limits: Limits | None = None) -> list[Outcome]:
    return list(read_run([data], "run.jsonl", limits or Limits()))


def verdicts(data: bytes) -> list[Verdict]:
    return [outcome for outcome in back(data) if isinstance(outcome, Verdict)]


def fault(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        back(data, limits)
    assert HINT == caught.value.hint
    return caught.value.message


def changed(outcome: Outcome, place: str, *, to: object) -> bytes:
    """Give a record with another value at a place, such as `reasons[1].weight`."""
    record: Any = json.loads(jsonl([outcome]))
    *outer, last = (int(step) if step.isdigit() else step for step in re.findall(r"\w+", place))
    inner = record
    for step in outer:
        inner = inner[step]
    inner[last] = to
    return json.dumps(record).encode()


def test_outcomes_come_back_as_they_were() -> None:
    assert list(WHOLE) == back(jsonl(WHOLE))


@given(DRAWN)
def test_a_run_that_was_read_is_written_the_same(outcomes: list[Outcome]) -> None:
    data = jsonl(outcomes)

    assert data == jsonl(back(data))


@given(st.lists(st.integers(0, 4000), max_size=6))
def test_it_does_not_matter_where_the_blocks_are_cut(places: list[int]) -> None:
    data = jsonl(OUTCOMES)
    ends = [*sorted(places), len(data)]
    blocks = [data[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    assert data == jsonl(read_run(blocks, "run.jsonl"))


def test_blank_lines_and_a_last_line_without_an_end_are_fine() -> None:
    lines = jsonl(WHOLE).splitlines()

    assert list(WHOLE) == back(b"\r\n  \n".join(lines))
    assert [] == back(b"")


def test_models_of_a_run_are_one_object() -> None:
    first, second = verdicts(jsonl([FRAUD, CLEAR]))

    assert first.model is second.model


def test_keys_of_later_versions_are_left_alone() -> None:
    assert [FRAUD] == back(changed(FRAUD, "later", to={"a": 1}))
    assert [FRAUD] == back(changed(FRAUD, "reasons[0].later", to=[]))


def test_records_of_earlier_versions_lack_what_came_later() -> None:
    record = json.loads(jsonl([FRAUD]))
    del record["basis"], record["model"]["thresholds"], record["origin"]
    (found,) = verdicts(json.dumps(record).encode())

    assert found.model.thresholds is None
    assert found.subject.file is None


@given(st.binary(max_size=60))
def test_noise_is_refused_and_nothing_else_happens(noise: bytes) -> None:
    if noise.strip():
        fault(noise)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"7", "run.jsonl: line 1: the line: expected an object, found 7"),
        (b"[]", "run.jsonl: line 1: the line: expected an object, found a list"),
        (b"{}", "run.jsonl: line 1: schema: expected fraudlens.verdict/1, found nothing"),
        (
            changed(FRAUD, "schema", to="fraudlens.verdict/2"),
            'run.jsonl: line 1: schema: expected fraudlens.verdict/1, found "fraudlens.verdict/2"',
        ),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_by_line(data: bytes, message: str) -> None:
    assert message == fault(data)


@pytest.mark.parametrize("line", [b"{", b"NaN", b"\xff", b"[" * 2000, jsonl([FRAUD])[:-9]])
def test_what_is_no_json_is_refused_by_line(line: bytes) -> None:
    assert fault(b"\n" + line).startswith("run.jsonl: line 2: is no JSON: ")


@pytest.mark.parametrize(
    ("outcome", "place", "value", "what"),
    [
        (FRAUD, "kind", "ftp", 'expected url, apk, found "ftp"'),
        (FRAUD, "kind", {"a": 1}, "expected url, apk, found an object"),
        (FRAUD, "target", None, "expected a text, found nothing"),
        (FRAUD, "verdict", "maybe", 'expected clear, suspicious, fraud, found "maybe"'),
        (
            FRAUD,
            "error",
            {"code": "x", "message": "y"},
            "expected null beside a verdict, found an object",
        ),
        (FRAUD, "score", "1", 'expected a number, found "1"'),
        (FRAUD, "score", True, "expected a number, found true"),
        (FRAUD, "score", 1.5, "expected a share from 0 to 1, found 1.5"),
        (FRAUD, "score", None, "expected a number, found nothing"),
        (FRAUD, "fraud_types.phishing", -1, "expected a share from 0 to 1, found -1"),
        (FRAUD, "facts", [], "expected an object, found a list"),
        (FRAUD, "reasons", {}, "expected a list, found an object"),
        (FRAUD, "reasons[1].weight", None, "expected a number, found nothing"),
        (FRAUD, "reasons[0].value", [], "expected a number, found a list"),
        (FRAUD, "findings[0].severity", 1, "expected info, low, medium, high, found 1"),
        (FRAUD, f"findings[0].evidence.{'x' * 40}", 1, "expected a text, found 1"),
        (FRAUD, "model", None, "expected an object, found nothing"),
        (FRAUD, "model.sha256", "AB" * 32, f'expected a SHA-256, found "{"AB" * 20}…"'),
        (FRAUD, "model.thresholds", [], "expected an object, found a list"),
        (FRAUD, "model.thresholds.fraud", "1", 'expected a number, found "1"'),
        (FRAUD, "model.base_rate", 7, "expected a share from 0 to 1, found 7"),
        (FRAUD, "origin", "x", 'expected an object, found "x"'),
        (FRAUD, "origin.line", 0, "expected a number from 1, found 0"),
        (FRAUD, "origin.line", True, "expected a number from 1, found true"),
        (FRAUD, "origin.line", 1.5, "expected a number from 1, found 1.5"),
        (FRAUD, "origin.where", 1, "expected an object, found 1"),
        (
            FRAUD,
            "basis",
            "whim",
            'expected model, rules, visibility, official-app, own-list, found "whim"',
        ),
        (REJECTED, "policy", 1, "expected an object, found 1"),
        (REJECTED, "policy.result", "no", 'expected pass, review, reject, found "no"'),
        (REJECTED, "policy.as_of", "\x1b[2J", 'expected a day, found "\x1b[2J"'),
        (REJECTED, "policy.breaches[0].result", "pass", 'expected review, reject, found "pass"'),
        (REJECTED, "policy.missing[0]", 1, "expected a text, found 1"),
        (BROKEN, "error", None, "expected an object, found nothing"),
        (BROKEN, "error.code", "\x1b[2J", 'expected a code, found "\x1b[2J"'),
        (BROKEN, "error.message", 4, "expected a text, found 4"),
    ],
)
def test_value_of_another_kind_is_refused_by_place(
    outcome: Outcome, place: str, value: object, what: str
) -> None:
    data = jsonl(WHOLE) + changed(outcome, place, to=value)

    assert f"run.jsonl: line {len(WHOLE) + 1}: {place}: {what}" == fault(data)


def test_places_in_messages_are_short() -> None:
    message = fault(changed(FRAUD, f"findings[0].evidence.{'y' * 99}", to=1))

    assert message.endswith(f"evidence.{'y' * 40}: expected a text, found 1")


def test_unknown_type_of_fraud_is_refused() -> None:
    message = fault(changed(FRAUD, "fraud_type", to="lottery"))

    assert message.startswith("run.jsonl: line 1: fraud_type: expected phishing, fake_investment, ")
    assert message.endswith('found "lottery"')


@pytest.mark.parametrize(("levels", "fits"), [(31, True), (32, True), (33, False)])
def test_facts_are_as_deep_as_can_be_written_again(levels: int, *, fits: bool) -> None:
    deep: object = 1
    for _ in range(levels - 1):
        deep = [deep]
    data = changed(FRAUD, "facts", to={"deep": deep})
    if fits:
        assert data.count(b"[") == jsonl(back(data)).count(b"[")
    else:
        assert "run.jsonl: line 1: facts: are nested deeper than 32 levels" == fault(data)


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n"])
def test_lines_have_a_bound(end: bytes) -> None:
    data = jsonl([CLEAR]).rstrip(b"\n")
    message = f"run.jsonl: line 1: is longer than {len(data) - 1} bytes"

    assert [CLEAR] == back(data + end, Limits(max_record_bytes=len(data) + 1))
    assert [CLEAR] == back(data + end, Limits(max_record_bytes=len(data)))
    assert message == fault(data + end, Limits(max_record_bytes=len(data) - 1))


def test_a_line_without_an_end_is_not_held() -> None:
    given = 0

    def blocks() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield b"x" * 100

    with pytest.raises(SourceError, match="line 1: is longer than 1000 bytes"):
        list(read_run(blocks(), "run.jsonl", Limits(max_record_bytes=1000)))
    assert 11 == given


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ({"kind": 1}, "origin.where.kind: expected a text, found 1"),
        ({"kind": "eml", "part": 1}, "origin.where.part: expected a text, found 1"),
        ({"kind": "eml", "column": 0}, "origin.where.column: expected from 1, found 0"),
        ({"kind": "eml", "column": True}, "origin.where.column: expected from 1, found true"),
    ],
)
def test_a_place_in_a_text_is_read_as_strictly(where: dict[str, object], what: str) -> None:
    assert f"run.jsonl: line 1: {what}" == fault(changed(FRAUD, "origin.where", to=where))
