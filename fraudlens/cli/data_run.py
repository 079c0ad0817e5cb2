"""The work of `fraudlens data apps`: labels and facts to rows that training reads."""

from __future__ import annotations

import csv
import gzip
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import orjson

from apkscan.facts_file import facts_lines
from apkscan.facts_json import facts_from_json
from fraudlens.cli.output import destination
from fraudlens.errors import DataError, InputError, UsageError
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from apkscan.facts import ApkFacts

_LABELS = {"0": 0, "benign": 0, "1": 1, "malicious": 1, "fraud": 1}
_WEAK_TRUST = "c"
"""Trust in a label that was guessed from the app itself."""


def join_apps(
    labels: Path, facts: tuple[Path, ...], out: Path, kinds: Path | None
) -> Iterator[str]:
    """Write a row for each labelled app whose facts are there; give lines that sum up.

    Raises:
        DataError: the labels or the kinds make no sense, or no app has both label and facts.
        SourceError: a file of facts cannot be read.
        UsageError: `out` has another ending, or cannot be written.
    """
    if not out.name.endswith((".jsonl", ".jsonl.gz")):
        raise UsageError(f"--out: {out} is no name of rows", hint="end it in .jsonl or .jsonl.gz")
    known, types = _labels(labels), _fraud_types(kinds)
    counts: Counter[str] = Counter()
    rows: dict[str, bytes] = {}
    for path in facts:
        for line in facts_lines(path):
            found = _facts(line.facts)
            label = known.get(found.file.sha256) if found else None
            if found is None or label is None:
                counts["without a label or broken"] += 1
                continue
            rows[found.file.sha256] = _row(line.facts, found, label, types)
    if not rows:
        raise DataError(
            f"{labels}: none of {len(known)} labelled apps has facts",
            hint="sha256 must be the digest of the file that was scanned",
        )
    missing = len(known.keys() - rows.keys())
    data = b"".join(rows[digest] for digest in sorted(rows))
    with destination(out) as write:
        write(gzip.compress(data, mtime=0) if out.suffix == ".gz" else data)
    yield f"{len(rows)} labelled apps"
    yield f"{missing} labels without facts, {counts.total()} facts without a label"


def _labels(path: Path) -> dict[str, dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise DataError(f"{path}: cannot be read: {exc}") from exc
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, 2):
        if not row.get("sha256") or (row.get("label") or "").lower() not in _LABELS:
            raise DataError(
                f"{path}: line {number}: no 'sha256', or no known 'label'",
                hint="labels are 0, 1, benign, malicious or fraud",
            )
        earlier = found.setdefault(row["sha256"].lower(), row)
        if _LABELS[earlier["label"].lower()] != _LABELS[row["label"].lower()]:
            raise DataError(
                f"{path}: line {number}: the file has another label above",
                hint="leave out both rows, or the wrong one",
            )
    return {row["sha256"].lower(): row for row in rows}


def _fraud_types(path: Path | None) -> Mapping[str, str]:
    if path is None:
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8")).get("fraud_types", {})
    except (OSError, ValueError, RecursionError) as exc:
        raise DataError(f"{path}: cannot be read: {exc}") from exc
    if not isinstance(table, dict):
        raise DataError(f"{path}: fraud_types: is no table of categories")
    for name, kind in table.items():
        if not isinstance(kind, str) or kind not in set(FraudType):
            raise DataError(f"{path}: fraud_types: '{name}': '{kind}' is no fraud type")
    found: dict[str, str] = table
    return found


def _facts(text: str) -> ApkFacts | None:
    try:
        return facts_from_json(text)
    except InputError:
        return None


def _row(text: str, facts: ApkFacts, label: Mapping[str, str], types: Mapping[str, str]) -> bytes:
    fraud = _LABELS[label["label"].lower()]
    category = (label.get("category") or "").lower()
    kind = types.get(category, category if category in set(FraudType) else "unknown")
    row = {
        "value": text,
        "name": " ".join(filter(None, (facts.identity.label, facts.identity.package))) or None,
        "label": fraud,
        "category": kind if fraud else label.get("stratum") or "benign",
        "source": label.get("source") or None,
        "cluster": label.get("cluster") or None,
        "weak": bool(fraud) and (label.get("label_trust") or "").lower() == _WEAK_TRUST,
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
