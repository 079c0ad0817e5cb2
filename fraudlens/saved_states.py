"""The states of a saved run: few keys of each line of JSON, read within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from fraudlens.decide import DECISIONS
from fraudlens.errors import SourceError
from fraudlens.states import State, error_state, verdict_state
from fraudlens.verdict import RECORD_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES = 32 << 20
"""Of one line: all names of the largest manifest, each byte six as an escape."""
_HINT = "name a file that 'fraudlens scan --format jsonl' wrote, whole"
_WORDS = frozenset(map(str, DECISIONS))
_KINDS = ("url", "apk")


def saved_states(lines: Iterable[bytes], name: str) -> Iterator[State]:
    """Give the states of a run saved as JSON Lines, in order; blank lines are passed over.

    Raises:
        SourceError: while iterating; a line is no record, or longer than the bound.
    """
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_BYTES:
            raise _fault(name, number, f"is longer than {MOST_BYTES} bytes")
        if line.isspace():
            continue
        try:
            state = _state(orjson.loads(line))
        except orjson.JSONDecodeError as exc:
            raise _fault(name, number, f"is no JSON: {exc.msg}") from exc
        if state is None:
            raise _fault(name, number, "is no record of a scan")
        yield state


def _state(record: object) -> State | None:
    """Read what is compared of a record; `None` if it is none."""
    match record:
        case {
            "schema": schema,
            "kind": str(kind),
            "target": str(target),
            "verdict": "error",
            "error": {"code": str(code)},
        } if schema == RECORD_SCHEMA and kind in _KINDS:
            return error_state(kind, target, code)
        case {
            "schema": schema,
            "kind": str(kind),
            "target": str(target),
            "verdict": str(verdict),
            "score": int(score) | float(score),
            "facts": dict(facts),
        } if schema == RECORD_SCHEMA and kind in _KINDS and verdict in _WORDS and 0 <= score <= 1:
            return verdict_state((kind, target), verdict, float(score), facts, _cuts(record))
        case _:
            return None


def _cuts(record: object) -> tuple[float, float] | None:
    match record:
        case {
            "model": {
                "thresholds": {
                    "suspicious": int(suspicious) | float(suspicious),
                    "fraud": int(fraud) | float(fraud),
                }
            }
        }:
            return float(suspicious), float(fraud)
        case _:
            return None


def _fault(name: str, number: int, what: str) -> SourceError:
    return SourceError(f"{name}: line {number}: {what}", hint=_HINT)
