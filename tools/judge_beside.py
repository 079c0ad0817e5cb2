"""Judge apps by the app model beside two URL models: `python -m tools.judge_beside`.

Addresses in apps are scored by the URL model, so each URL model gives an app model other columns.
Where a new one cannot be had, because the data that trained it are not at hand, this says what a
new URL model does to the verdicts of the old one (docs/decisions/0037). With `--write` the digest
of the new URL model goes into the manifest of the app model, with the counts, and scans no longer
say that the two do not belong together. Nothing else of the bundle changes.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from apkscan.detector import ApkDetector
from apkscan.view import Surroundings
from fraudlens.bundle import load_bundle, read_manifest, save_bundle
from fraudlens.decide import DECISIONS, ranks, settled
from fraudlens.scanning.scorers import LinkScorer
from fraudlens.training.card import render_card
from fraudlens.training.crossfit import ruled_ranks
from fraudlens.training.dataset import read_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Judged:
    """Apps as one model judges them, with the links inside scored by one URL model."""

    score: NDArray[np.float64]
    rank: NDArray[np.int8]
    """Places in `DECISIONS`, by score and rules together."""


def main() -> None:
    """Print the comparison, and write it if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="rows of apps, as for training")
    parser.add_argument("--model", type=Path, default=Path("models/apk"), help="the app model")
    parser.add_argument("--before", type=Path, required=True, help="the URL model it has known")
    parser.add_argument("--now", type=Path, default=Path("models/url"), help="the other one")
    parser.add_argument("--write", action="store_true", help="note it in the app model")
    options = parser.parse_args()
    values = read_values(options.data).to_list()
    before, now = (judge(options.model, url, values) for url in (options.before, options.now))
    found = compare(before, now)
    for name, value in found.items():
        print(f"{name}: {value}")
    if options.write:
        note(options.model, read_manifest(options.now)[1].sha256, found)


def judge(model: Path, url_model: Path, values: Sequence[str]) -> Judged:
    """Judge apps by `model` while links are scored by `url_model`."""
    detector = _detector(url_model)
    bundle = load_bundle(model, detector.features)
    read = detector.read(values)
    margin = bundle.trees.margin(detector.matrix(read.facts, bundle.weights))
    odds, score = np.full(len(values), -np.inf), np.zeros(len(values))
    odds[read.rows] = bundle.manifest.calibration.to_log_odds(margin)
    score[read.rows] = bundle.manifest.calibration.score(margin)
    ruled = ruled_ranks(detector, values, odds)
    return Judged(score, settled(ranks(score, bundle.manifest.thresholds), ruled))


def compare(before: Judged, now: Judged) -> dict[str, object]:
    """Give what changed, in counts and in points of probability."""
    change = np.abs(now.score - before.score)
    moved = before.rank != now.rank
    pairs = zip(before.rank[moved].tolist(), now.rank[moved].tolist(), strict=True)
    names = [f"{DECISIONS[old]} to {DECISIONS[new]}" for old, new in pairs]
    return {
        "apps": len(change),
        "scores_changed": int((change > 0).sum()),
        "mean_change": round(float(change.mean()), 6),
        "quantile_99": round(float(np.quantile(change, 0.99)), 6),
        "largest_change": round(float(change.max()), 6),
        "verdicts_changed": {name: names.count(name) for name in sorted(set(names))},
    }


def note(model: Path, digest: str, found: dict[str, object]) -> None:
    """Write the digest of the URL model and the counts into the manifest and the card."""
    manifest = read_manifest(model)[0]
    training = {**manifest.training, "judged_beside": {"url": digest, "found": found}}
    manifest = replace(manifest, training=training)
    files = {name: (model / name).read_bytes() for name in manifest.files}
    save_bundle(model, manifest, files, extra={"CARD.md": render_card(manifest).encode()})


def _detector(url_model: Path) -> ApkDetector:
    digest = read_manifest(url_model)[1].sha256
    return ApkDetector(Surroundings(LinkScorer(url_model), {"url": digest}))


if __name__ == "__main__":
    main()
