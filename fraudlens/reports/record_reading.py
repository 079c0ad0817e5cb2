"""Records of a saved run, read back into outcomes: what is read may be a stranger's file."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import orjson

from fraudlens.errors import MalformedInput
from fraudlens.verdict import (
    RECORD_SCHEMA,
    Basis,
    Breach,
    Decision,
    Failure,
    Finding,
    ModelRef,
    Outcome,
    PolicyResult,
    Reason,
    Severity,
    Subject,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum


def read_record(line: bytes) -> Outcome:
    """Read one line of `--format jsonl`; writing it again gives the same record.

    Raises:
        MalformedInput: it is no such line.
    """
    try:
        plain = orjson.loads(line)
    except orjson.JSONDecodeError as exc:
        raise MalformedInput("record: is no JSON") from exc
    if not isinstance(plain, dict) or plain.get("schema") != RECORD_SCHEMA:
        raise MalformedInput(f'record: is not of the schema "{RECORD_SCHEMA}"')
    node = _Node(plain, "record")
    origin = node.inner("origin")
    subject = Subject(
        node.text("kind"),
        node.text("target"),
        origin.maybe("file") if origin else None,
        origin.whole("line") if origin else None,
    )
    error = node.inner("error")
    if error:
        return Failure(subject, error.text("code"), error.text("message"))
    return _verdict(node, subject)


@dataclass(frozen=True, slots=True)
class _Node:
    """An object of the record, and where it stands."""

    value: Mapping[str, object]
    path: str

    def fault(self, key: str, expected: str) -> MalformedInput:
        return MalformedInput(f"{self.path}: {key}: is {expected}")

    def maybe(self, key: str) -> str | None:
        value = self.value.get(key)
        if value is not None and not isinstance(value, str):
            raise self.fault(key, "no text")
        return value

    def text(self, key: str) -> str:
        value = self.maybe(key)
        if value is None:
            raise self.fault(key, "missing")
        return value

    def number(self, key: str) -> float:
        value = self.value.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.fault(key, "no number")
        return float(value)

    def whole(self, key: str) -> int | None:
        value = self.value.get(key)
        if value is not None and type(value) is not int:
            raise self.fault(key, "no whole number")
        return value

    def word(self, key: str, kind: type[StrEnum]) -> str:
        value = self.text(key)
        if value not in list(kind):
            raise self.fault(key, f'no "{value[:40]}" that is known here')
        return value

    def inner(self, key: str) -> _Node | None:
        value = self.value.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.fault(key, "no object")
        return _Node(value, f"{self.path}.{key}")

    def each(self, key: str) -> list[_Node]:
        value = self.value.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(key, "no list of objects")
        return [_Node(one, f"{self.path}.{key}[{at}]") for at, one in enumerate(value)]

    def texts(self, key: str) -> dict[str, str]:
        inner = self.inner(key)
        return {name: inner.text(name) for name in inner.value} if inner else {}

    def numbers(self, key: str) -> dict[str, float]:
        inner = self.inner(key)
        return {name: inner.number(name) for name in inner.value} if inner else {}


def _verdict(node: _Node, subject: Subject) -> Verdict:
    facts, model, policy = node.inner("facts"), node.inner("model"), node.inner("policy")
    if model is None:
        raise node.fault("model", "missing")
    return Verdict(
        subject,
        Decision(node.word("verdict", Decision)),
        node.number("score"),
        _model(model),
        node.maybe("fraud_type"),
        node.numbers("fraud_types"),
        tuple(map(_reason, node.each("reasons"))),
        tuple(map(_finding, node.each("findings"))),
        facts.value if facts else {},
        Basis(node.word("basis", Basis)) if "basis" in node.value else Basis.MODEL,
        _policy(policy) if policy else None,
    )


def _model(node: _Node) -> ModelRef:
    cuts = node.inner("thresholds")
    thresholds = (cuts.number("suspicious"), cuts.number("fraud")) if cuts else None
    return ModelRef(node.text("name"), node.text("version"), node.text("sha256"), thresholds)


def _reason(node: _Node) -> Reason:
    value = None if node.value.get("value") is None else node.number("value")
    return Reason(node.text("feature"), value, node.number("weight"), node.text("text"))


def _finding(node: _Node) -> Finding:
    severity = Severity(node.word("severity", Severity))
    return Finding(node.text("rule"), severity, node.text("text"), node.texts("evidence"))


def _policy(node: _Node) -> PolicyResult:
    missing = node.value.get("missing", [])
    if not isinstance(missing, list) or not all(isinstance(one, str) for one in missing):
        raise node.fault("missing", "no list of texts")
    breaches = tuple(
        Breach(
            one.text("rule"),
            one.text("result"),
            one.text("text"),
            one.texts("evidence"),
            one.text("source"),
            one.text("effective_from"),
        )
        for one in node.each("breaches")
    )
    return PolicyResult(
        node.text("pack"), node.text("as_of"), node.text("result"), breaches, tuple(missing)
    )
