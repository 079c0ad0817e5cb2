"""Plain JSON values to an outcome: strict on every key that is known, blind to all others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput
from fraudlens.reports.plain import (
    list_at,
    number_at,
    object_at,
    one_of,
    share_at,
    shown,
    text_at,
    text_like,
    texts_at,
    word_of,
)
from fraudlens.verdict import (
    RECORD_SCHEMA,
    Basis,
    Breach,
    Decision,
    Failure,
    Finding,
    FraudType,
    ModelRef,
    Outcome,
    PolicyResult,
    Reason,
    Severity,
    Subject,
    Verdict,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST = 32
"""Levels of facts; ours have four, and JSON writers give up at 254."""
_CODE = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_KINDS = ("url", "apk")
_RESULTS = ("pass", "review", "reject")


def outcome_of(record: object) -> Outcome:
    """Read a record as `fraudlens.reports.jsonl.record` gives it.

    Raises:
        MalformedInput: it is none; the message says where, from the record down.
    """
    values = object_at(record, "the line")
    if values.get("schema") != RECORD_SCHEMA:
        raise MalformedInput(
            f"schema: expected {RECORD_SCHEMA}, found {shown(values.get('schema'))}"
        )
    subject = _subject(values)
    if values.get("verdict") == "error":
        error = object_at(values.get("error"), "error")
        code = text_like(error.get("code"), _CODE, "error.code", "a code")
        return Failure(subject, code, text_at(error.get("message"), "error.message"))
    if values.get("error") is not None:
        raise MalformedInput(
            f"error: expected null beside a verdict, found {shown(values['error'])}"
        )
    return _verdict(values, subject)


def _verdict(values: Mapping[str, object], subject: Subject) -> Verdict:
    fraud_type = values.get("fraud_type")
    return Verdict(
        subject,
        word_of(values.get("verdict"), Decision, "verdict"),
        share_at(values.get("score"), "score"),
        _model(values.get("model")),
        None if fraud_type is None else word_of(fraud_type, FraudType, "fraud_type").value,
        _fraud_types(values.get("fraud_types", {})),
        list_at(values.get("reasons", []), "reasons", _reason),
        list_at(values.get("findings", []), "findings", _finding),
        _facts(values.get("facts", {})),
        word_of(values.get("basis", Basis.MODEL), Basis, "basis"),
        _policy(values.get("policy")),
    )


def _subject(values: Mapping[str, object]) -> Subject:
    kind = one_of(values.get("kind"), _KINDS, "kind")
    target = text_at(values.get("target"), "target")
    if values.get("origin") is None:
        return Subject(kind, target)
    origin = object_at(values["origin"], "origin")
    file, line = text_at(origin.get("file"), "origin.file"), origin.get("line")
    if line is not None and (not isinstance(line, int) or isinstance(line, bool) or line < 1):
        raise MalformedInput(f"origin.line: expected a number from 1, found {shown(line)}")
    return Subject(kind, target, file, line, _where(origin.get("where")))


def _where(value: object) -> Where | None:
    if value is None:
        return None
    where = object_at(value, "origin.where")
    column = where.get("column")
    if column is not None and (type(column) is not int or column < 1):
        raise MalformedInput(f"origin.where.column: expected from 1, found {shown(column)}")
    texts = {
        name: None if where.get(name) is None else text_at(where[name], f"origin.where.{name}")
        for name in ("text", "part", "shown")
    }
    return Where(text_at(where.get("kind"), "origin.where.kind"), column=column, **texts)


def _fraud_types(value: object) -> dict[str, float]:
    types = object_at(value, "fraud_types")
    return {
        word_of(name, FraudType, "fraud_types").value: share_at(share, f"fraud_types.{name}")
        for name, share in types.items()
    }


def _reason(value: object, place: str) -> Reason:
    values = object_at(value, place)
    cell = values.get("value")
    return Reason(
        text_at(values.get("feature"), f"{place}.feature"),
        None if cell is None else number_at(cell, f"{place}.value"),
        number_at(values.get("weight"), f"{place}.weight"),
        text_at(values.get("text"), f"{place}.text"),
    )


def _finding(value: object, place: str) -> Finding:
    values = object_at(value, place)
    return Finding(
        text_at(values.get("rule"), f"{place}.rule"),
        word_of(values.get("severity"), Severity, f"{place}.severity"),
        text_at(values.get("text"), f"{place}.text"),
        texts_at(values.get("evidence", {}), f"{place}.evidence"),
    )


def _facts(value: object) -> Mapping[str, object]:
    facts = object_at(value, "facts")
    if not _is_flat(facts, _DEEPEST):
        raise MalformedInput(f"facts: are nested deeper than {_DEEPEST} levels")
    return facts


def _is_flat(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_flat(each, levels - 1) for each in inner)


def _model(value: object) -> ModelRef:
    values = object_at(value, "model")
    base_rate, thresholds = values.get("base_rate"), values.get("thresholds")
    return _model_ref(
        text_at(values.get("name"), "model.name"),
        text_at(values.get("version"), "model.version"),
        text_like(values.get("sha256"), _SHA256, "model.sha256", "a SHA-256"),
        None if thresholds is None else _cuts(thresholds),
        None if base_rate is None else share_at(base_rate, "model.base_rate"),
    )


def _cuts(value: object) -> tuple[float, float]:
    cuts = object_at(value, "model.thresholds")
    return (
        number_at(cuts.get("suspicious"), "model.thresholds.suspicious"),
        number_at(cuts.get("fraud"), "model.thresholds.fraud"),
    )


@lru_cache(maxsize=16)
def _model_ref(
    name: str, version: str, sha256: str, cuts: tuple[float, float] | None, base_rate: float | None
) -> ModelRef:
    """Make one object of what all records of a run repeat."""
    return ModelRef(name, version, sha256, cuts, base_rate)


def _policy(value: object) -> PolicyResult | None:
    if value is None:
        return None
    values = object_at(value, "policy")
    return PolicyResult(
        text_at(values.get("pack"), "policy.pack"),
        text_like(values.get("as_of"), _DAY, "policy.as_of", "a day"),
        one_of(values.get("result"), _RESULTS, "policy.result"),
        list_at(values.get("breaches", []), "policy.breaches", _breach),
        list_at(values.get("missing", []), "policy.missing", text_at),
    )


def _breach(value: object, place: str) -> Breach:
    values = object_at(value, place)
    return Breach(
        text_at(values.get("rule"), f"{place}.rule"),
        one_of(values.get("result"), _RESULTS[1:], f"{place}.result"),
        text_at(values.get("text"), f"{place}.text"),
        texts_at(values.get("evidence", {}), f"{place}.evidence"),
        text_at(values.get("source", ""), f"{place}.source"),
        text_at(values.get("effective_from", ""), f"{place}.effective_from"),
    )
