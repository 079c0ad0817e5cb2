"""JSON Lines: one record a target, the interface of scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import orjson

from fraudlens.reports.escape import json_visible, without_surrogates
from fraudlens.verdict import (
    RECORD_SCHEMA,
    Failure,
    Finding,
    ModelRef,
    Outcome,
    PolicyResult,
    Reason,
    Subject,
    Verdict,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fraudlens.judged import Extras


def jsonl(outcomes: Iterable[Outcome]) -> bytes:
    r"""Write outcomes as lines, in order; hidden characters are `\\u` escapes inside strings."""
    return b"".join(map(_line, outcomes))


def record(outcome: Outcome) -> dict[str, object]:
    """Give an outcome as plain JSON values, in the order of the keys in docs/records.md."""
    match outcome:
        case Verdict():
            return _verdict_record(outcome)
        case Failure():
            return _failure_record(outcome)
        case _:
            assert_never(outcome)


def json_text(plain: object) -> bytes:
    r"""Write plain values as JSON; hidden characters are `\\u` escapes inside strings."""
    try:
        text = orjson.dumps(plain)
    except orjson.JSONEncodeError:  # a lone surrogate: rare, so it is looked for only now
        text = orjson.dumps(_clean(plain))
    return json_visible(text)


def extras_record(verdict: Verdict | Extras) -> dict[str, object]:
    """Give the part of a record that only few verdicts fill."""
    return {
        "fraud_type": verdict.fraud_type,
        "fraud_types": verdict.fraud_types or {},
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def _line(outcome: Outcome) -> bytes:
    return json_text(record(outcome)) + b"\n"


def _verdict_record(verdict: Verdict) -> dict[str, object]:
    subject, model = verdict.subject, verdict.model
    return {
        "schema": RECORD_SCHEMA,
        "kind": subject.kind,
        "target": subject.target,
        "verdict": verdict.decision,
        "score": verdict.score,
        **extras_record(verdict),
        "facts": verdict.facts,
        "model": _model(model),
        "error": None,
        "origin": origin_record(subject),
        "basis": verdict.basis,
        **({"policy": _policy(verdict.policy)} if subject.kind == "apk" else {}),
    }


def _model(model: ModelRef) -> dict[str, object]:
    plain: dict[str, object] = {
        "name": model.name, "version": model.version, "sha256": model.sha256,
    }  # fmt: skip
    if model.thresholds is not None:
        plain["thresholds"] = dict(zip(("suspicious", "fraud"), model.thresholds, strict=True))
    if model.base_rate is not None:
        plain["base_rate"] = model.base_rate
    return plain


def _policy(policy: PolicyResult | None) -> dict[str, object] | None:
    if policy is None:
        return None
    return {
        "pack": policy.pack,
        "as_of": policy.as_of,
        "result": policy.result,
        "breaches": [
            {
                "rule": breach.rule,
                "result": breach.result,
                "text": breach.text,
                "evidence": breach.evidence,
                "source": breach.source,
                "effective_from": breach.effective_from,
            }
            for breach in policy.breaches
        ],
        "missing": policy.missing,
    }


def _failure_record(failure: Failure) -> dict[str, object]:
    return {
        "schema": RECORD_SCHEMA,
        "kind": failure.subject.kind,
        "target": failure.subject.target,
        "verdict": "error",
        "score": None,
        "fraud_type": None,
        "fraud_types": {},
        "reasons": [],
        "findings": [],
        "facts": {},
        "model": None,
        "error": {"code": failure.code, "message": failure.message},
        "origin": origin_record(failure.subject),
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "feature": reason.feature,
        "value": reason.value,
        "weight": reason.weight,
        "text": reason.text,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "text": finding.text,
        "evidence": finding.evidence,
    }


def origin_record(subject: Subject) -> dict[str, object] | None:
    """Give where a target came from; `None` for one that was named itself."""
    if subject.file is None:
        return None
    plain: dict[str, object] = {"file": subject.file, "line": subject.line}
    if subject.where is not None:
        plain["where"] = where_record(subject.where)
    return plain


def where_record(where: Where) -> dict[str, object]:
    """Give where in a messy text a target stood."""
    return {
        "kind": where.kind,
        "part": where.part,
        "column": where.column,
        "text": where.text,
        "shown": where.shown,
    }


def _clean(value: object) -> object:
    match value:
        case str():
            return without_surrogates(value)
        case dict():
            return {_clean(key): _clean(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_clean(entry) for entry in value]
        case _:
            return value
