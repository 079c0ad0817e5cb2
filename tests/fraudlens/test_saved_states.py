"""The states of a saved run: what was written is read, all else is refused with its line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens import saved_states as module
from fraudlens.errors import SourceError
from fraudlens.reports.jsonl import jsonl
from fraudlens.saved_states import saved_states
from fraudlens.states import state_of
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.blocks import MIXED
from tests.fraudlens.reports.outcomes import FRAUD

HINT = "name a file that 'fraudlens scan --format jsonl' wrote, whole"
GOOD = json.loads(jsonl([FRAUD]))


def test_states_are_those_of_the_outcomes_that_were_written() -> None:
    outcomes = (*APPS, *MIXED)
    lines = jsonl(outcomes).splitlines(keepends=True)
    states = [replace(state_of(one), target="") for one in outcomes]  # halves are no JSON

    assert states == [replace(one, target="") for one in saved_states([*lines, b"\n"], "run")]


def test_record_without_thresholds_is_read() -> None:
    line = json.dumps({**GOOD, "model": {"name": "old"}, "score": 1}).encode()
    (state,) = saved_states([line], "run")

    assert (None, 1.0) == (state.cuts, state.score)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "fraudlens.verdict/2"},
        {"kind": "file"},
        {"target": None},
        {"verdict": "bad"},
        {"verdict": "error"},
        {"verdict": "error", "error": {"code": 7}},
        {"score": None},
        {"score": "0.5"},
        {"score": 1.5},
        {"facts": []},
    ],
    ids=str,
)
def test_what_is_no_record_is_refused_with_its_line(change: dict[str, object]) -> None:
    with pytest.raises(SourceError) as caught:
        list(saved_states([b"\n", json.dumps({**GOOD, **change}).encode()], "run.jsonl"))

    assert "run.jsonl: line 2: is no record of a scan" == caught.value.message
    assert HINT == caught.value.hint


def test_what_is_no_json_is_refused_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"^run.jsonl: line 1: is no JSON: "):
        list(saved_states([b"verdict,score\n"], "run.jsonl"))


def test_line_above_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    line = jsonl([FRAUD])
    monkeypatch.setattr(module, "MOST_BYTES", len(line))

    assert 1 == len(list(saved_states([line], "run")))

    monkeypatch.setattr(module, "MOST_BYTES", len(line) - 1)
    with pytest.raises(SourceError) as caught:
        list(saved_states([line], "run"))

    assert f"run: line 1: is longer than {len(line) - 1} bytes" == caught.value.message


@given(
    st.binary(max_size=60)
    | st.recursive(st.none() | st.text(max_size=5), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_any_line_is_read_or_refused(line: bytes) -> None:
    try:
        list(saved_states([line], "run"))
    except SourceError as error:
        assert error.message.startswith("run: line 1: ")  # noqa: PT017  either is right
