"""CSV for spreadsheets: stable columns, no cell that computes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, assert_never

from fraudlens.reports.escape import csv_cell
from fraudlens.verdict import Failure, Outcome, Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (
    "target", "verdict", "score", "fraud_type", "reasons", "findings", "host",
    "registrable_domain", "error_code", "error_message", "file", "line", "model_version",
    "basis", "policy_result", "package", "kind", "sha256", "where_part", "where_column",
)  # fmt: skip
"""Names in the first line; new ones are added at the end only."""


def csv_head() -> bytes:
    """Give the first line."""
    return ",".join(COLUMNS).encode() + b"\r\n"


def csv_rows(outcomes: Iterable[Outcome]) -> bytes:
    """Write outcomes as rows, in order; UTF-8, RFC 4180."""
    text = io.StringIO()
    writer = csv.writer(text)
    for outcome in outcomes:
        match outcome:
            case Verdict():
                cells = _verdict_cells(outcome)
            case Failure():
                cells = _failure_cells(outcome)
            case _:
                assert_never(outcome)
        cells |= _place_cells(outcome.subject)
        writer.writerow([csv_cell(cells.get(name, "")) for name in COLUMNS])
    return text.getvalue().encode()


def _verdict_cells(verdict: Verdict) -> dict[str, str]:
    return {
        "verdict": verdict.decision,
        "score": repr(verdict.score),
        "fraud_type": verdict.fraud_type or "",
        "reasons": "; ".join(reason.text for reason in verdict.reasons),
        "findings": "; ".join(finding.text for finding in verdict.findings),
        "host": _fact(verdict, "host"),
        "registrable_domain": _fact(verdict, "registrable_domain"),
        "model_version": verdict.model.version,
        "basis": verdict.basis,
        "policy_result": verdict.policy.result if verdict.policy else "",
        "package": _fact(verdict, "package"),
        "sha256": _fact(verdict, "sha256"),
    }


def _failure_cells(failure: Failure) -> dict[str, str]:
    return {
        "verdict": "error",
        "error_code": failure.code,
        "error_message": failure.message,
    }


def _place_cells(subject: Subject) -> dict[str, str]:
    part, column = (subject.where.part, subject.where.column) if subject.where else (None, None)
    return {
        "target": subject.target,
        "kind": subject.kind,
        "file": subject.file or "",
        "line": "" if subject.line is None else str(subject.line),
        "where_part": part or "",
        "where_column": "" if column is None else str(column),
    }


def _fact(verdict: Verdict, name: str) -> str:
    value = verdict.facts.get(name)
    return "" if value is None else str(value)
