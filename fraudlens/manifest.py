"""What a bundle says of itself (`manifest.json`): read with care, written canonically."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.calibration import Calibration
from fraudlens.document import Node
from fraudlens.errors import ManifestInvalid
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
"""Highest format of the manifest that this version reads, and the one that it writes."""

MANIFEST = "manifest.json"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[a-z][a-z0-9_]*\.(txt|npz)")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the bundle, as it was saved."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Lowest score of a verdict."""

    score: float
    fpr: float
    """Share of benign rows at or above `score` that it was chosen for."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where `suspicious` and `fraud` begin; fraud never below suspicious."""

    suspicious: Threshold
    fraud: Threshold


@dataclass(frozen=True, slots=True)
class Probe:
    """A target with the raw score and the score that the training run gave it."""

    target: str
    margin: float
    score: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is known of a model beside its weights."""

    kind: str
    """The analyzer that computes the columns: `url`, `apk`."""
    name: str
    version: str
    fraudlens: str
    """Version that trained the model."""
    schema_digest: str
    columns: tuple[str, ...]
    calibration: Calibration
    thresholds: Thresholds
    alone: Calibration | None = None
    """Of a model that builds on another: from the log-odds that the other one gives a target alone
    to those that hold among the targets that this one judges. It gives no verdict."""
    types: tuple[str, ...] = ()
    """Classes of `types.txt` in order; empty if the bundle names no types."""
    folded: Mapping[str, str] = field(default_factory=dict)
    """Types that count as `other_fraud` here, each with the reason."""
    training: Mapping[str, object] = field(default_factory=dict)
    """Seed, options, inputs, versions, rows; plain JSON."""
    evaluation: Mapping[str, object] = field(default_factory=dict)
    probes: tuple[Probe, ...] = ()
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    """Filled in by `save_bundle`."""
    format: int = FORMAT


def parse_manifest(data: bytes, file: str = MANIFEST) -> Manifest:
    """Read a manifest; `file` is the name that errors begin with.

    Raises:
        ManifestInvalid: broken, or of a newer format.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise ManifestInvalid(
            f"{file}: not JSON: {exc}", hint="get the model again, or train it anew"
        ) from exc
    return _manifest(Node(document, file))


def dump_manifest(manifest: Manifest) -> bytes:
    """Write a manifest: sorted keys, one space of indent, final newline, UTF-8."""
    text = json.dumps(
        to_dict(manifest), sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False
    )
    return text.encode() + b"\n"


def to_dict(manifest: Manifest) -> dict[str, object]:
    """Give a manifest as plain JSON values."""
    return {
        "format": manifest.format,
        "kind": manifest.kind,
        "name": manifest.name,
        "version": manifest.version,
        "fraudlens": manifest.fraudlens,
        "schema": {"digest": manifest.schema_digest, "columns": list(manifest.columns)},
        "files": {
            name: {"sha256": entry.sha256, "bytes": entry.bytes}
            for name, entry in manifest.files.items()
        },
        "types": list(manifest.types),
        "folded": dict(manifest.folded),
        "calibration": _calibration_dict(manifest.calibration),
        **({"alone": _calibration_dict(manifest.alone)} if manifest.alone else {}),
        "thresholds": {
            "suspicious": _threshold_dict(manifest.thresholds.suspicious),
            "fraud": _threshold_dict(manifest.thresholds.fraud),
        },
        "training": dict(manifest.training),
        "evaluation": dict(manifest.evaluation),
        "probes": [
            {"target": probe.target, "margin": probe.margin, "score": probe.score}
            for probe in manifest.probes
        ],
    }


def _calibration_dict(calibration: Calibration) -> dict[str, object]:
    return {
        "margin": list(calibration.margin),
        "log_odds": list(calibration.log_odds),
        "base_rate": calibration.base_rate,
    }


def _threshold_dict(threshold: Threshold) -> dict[str, float]:
    return {"score": threshold.score, "fpr": threshold.fpr}


def _manifest(node: Node) -> Manifest:
    version = node.get("format").integer()
    if version != FORMAT:
        raise ManifestInvalid(
            f"{node.file}: format: {version} was written by a newer fraudlens, this one reads"
            f" {FORMAT}",
            hint="upgrade fraudlens, or use an older model",
        )
    schema = node.get("schema")
    return Manifest(
        kind=node.get("kind").text(),
        name=node.get("name").text(),
        version=node.get("version").text(),
        fraudlens=node.get("fraudlens").text(),
        schema_digest=_digest(schema.get("digest")),
        columns=tuple(column.text() for column in schema.get("columns").each()),
        calibration=_calibration(node.get("calibration")),
        thresholds=_thresholds(node.get("thresholds")),
        alone=_calibration(node.get("alone")) if "alone" in node.mapping() else None,
        types=tuple(_fraud_type(entry) for entry in node.get("types").each()),
        folded={name: reason.text() for name, reason in node.get("folded").items()},
        training=node.get("training").mapping(),
        evaluation=node.get("evaluation").mapping(),
        probes=tuple(_probe(entry) for entry in node.get("probes").each()),
        files=_files(node.get("files")),
        format=version,
    )


def _digest(node: Node) -> str:
    return node.matching(_DIGEST.fullmatch, "a SHA-256 in lower-case hex")


def _fraud_type(node: Node) -> str:
    return node.matching(set(FraudType).__contains__, "a fraud type")


def _files(node: Node) -> dict[str, FileEntry]:
    # A name is a name, never a path: what a manifest names outside its folder is not read.
    found = {}
    for name, entry in node.items():
        if not _FILE.fullmatch(name):
            raise entry.fault("not the name of a model file")
        found[name] = FileEntry(_digest(entry.get("sha256")), entry.get("bytes").integer())
    if "model.txt" not in found:
        raise node.fault("'model.txt' is missing")
    return found


def _calibration(node: Node) -> Calibration:
    calibration = Calibration(
        margin=tuple(knot.number() for knot in node.get("margin").each()),
        log_odds=tuple(knot.number() for knot in node.get("log_odds").each()),
        base_rate=node.get("base_rate").number(),
    )
    if problem := calibration.problem():
        raise node.fault(problem)
    return calibration


def _thresholds(node: Node) -> Thresholds:
    suspicious, fraud = (_threshold(node.get(name)) for name in ("suspicious", "fraud"))
    if fraud.score < suspicious.score:
        raise node.get("fraud").get("score").fault("lies below the score of 'suspicious'")
    return Thresholds(suspicious, fraud)


def _threshold(node: Node) -> Threshold:
    return Threshold(_share(node.get("score")), _share(node.get("fpr")))


def _share(node: Node) -> float:
    value = node.number()
    if not 0 <= value <= 1:
        raise node.fault(f"expected a number from 0 to 1, found {value}")
    return value


def _probe(node: Node) -> Probe:
    return Probe(node.get("target").text(), node.get("margin").number(), node.get("score").number())
