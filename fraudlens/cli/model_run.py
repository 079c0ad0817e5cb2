"""The work of `fraudlens model`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle import list_bundles, load_bundle, locate, read_manifest
from fraudlens.errors import ModelIntegrityError, ModelNotFound
from fraudlens.reports.escape import visible
from fraudlens.scanning.analyzers import ANALYZERS
from fraudlens.scanning.scorers import make_detector

if TYPE_CHECKING:
    from fraudlens.manifest import Manifest
    from fraudlens.verdict import ModelRef


def list_lines() -> list[str]:
    """Give one line a shipped model.

    Raises:
        ModelNotFound: there is none.
    """
    found = list_bundles()
    if not found:
        raise ModelNotFound(
            "no model is installed",
            hint="train one with 'fraudlens url train --data ... --out ...'",
        )
    lines = []
    for kind, path in found:
        manifest, ref = read_manifest(path)
        lines.append(f"{kind}  {visible(manifest.version)}  {ref.sha256[:12]}  {path}")
    return lines


def show_lines(name: str) -> list[str]:
    """Give what a model says of itself, and its card if one lies beside it."""
    path = _find(name)
    manifest, ref = read_manifest(path)
    lines = _summary(path, manifest, ref)
    card = path / "CARD.md"
    if card.is_file():
        lines += ["", *map(visible, card.read_text("utf-8", "replace").splitlines())]
    return lines


def verify_lines(name: str | None) -> list[str]:
    """Check one model or all shipped ones, and say so in a line each.

    Raises:
        ModelError: a model is absent, broken, or scores other than its training run.
    """
    paths = [path for _, path in list_bundles()] if name is None else [_find(name)]
    if not paths:
        raise ModelNotFound("no model is installed", hint="name the folder of one")
    return [_verified(path) for path in paths]


def _verified(path: Path) -> str:
    from fraudlens.verifying import changed_reference, largest_difference  # noqa: PLC0415  numpy

    manifest, _ = read_manifest(path)
    if manifest.kind not in ANALYZERS:
        raise ModelNotFound(
            f"{path}: this version has no analyzer for models of kind '{visible(manifest.kind)}'",
            hint="upgrade fraudlens",
        )
    detector = make_detector(manifest.kind)
    bundle = load_bundle(path, detector.features)
    if changed := changed_reference(detector, bundle.manifest):
        raise ModelIntegrityError(
            f"{path}: the reference data is not that of the training run: {', '.join(changed)}",
            hint="restore these files, or train the model anew: its columns rest on them",
        )
    difference = largest_difference(detector, bundle)
    if difference is None:
        raise ModelIntegrityError(
            f"{path}: the probes do not score as in the training run",
            hint=f"other versions of numpy or LightGBM may be the cause; 'fraudlens"
            f" {manifest.kind} train' with the options in manifest.json reproduces the model",
        )
    return (
        f"{manifest.kind} {visible(manifest.version)}: {len(manifest.files)} files as saved,"
        f" {len(manifest.probes)} probes score as trained (largest difference {difference:.1e})"
    )


def _find(name: str) -> Path:
    return locate(name) if name in ANALYZERS else Path(name)


def _summary(path: Path, manifest: Manifest, ref: ModelRef) -> list[str]:
    suspicious, fraud = manifest.thresholds.suspicious, manifest.thresholds.fraud
    size = sum(entry.bytes for entry in manifest.files.values())
    rows = {
        "model": f"{manifest.name} {manifest.version}",
        "folder": str(path),
        "sha256": ref.sha256,
        "made by": f"fraudlens {manifest.fraudlens}",
        "files": f"{', '.join(sorted(manifest.files))} ({size:,} bytes)",
        "columns": str(len(manifest.columns)),
        "types": ", ".join(manifest.types) or "none",
        "base rate": f"{manifest.calibration.base_rate:g}",
        "suspicious": f"from score {suspicious.score:.4f} (chosen for FPR {suspicious.fpr:.3%})",
        "fraud": f"from score {fraud.score:.4f} (chosen for FPR {fraud.fpr:.3%})",
    }
    folded = [f"  {name}: {why}" for name, why in manifest.folded.items()]
    lines = [f"{name:<11} {value}" for name, value in rows.items()]
    return [
        visible(line)
        for line in (*lines, *(["folded into other_fraud:"] if folded else []), *folded)
    ]
