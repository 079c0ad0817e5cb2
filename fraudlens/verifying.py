"""Whether a bundle still scores what it scored when it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.knowledge.reference import deciding_digests

if TYPE_CHECKING:
    from fraudlens.bundle import Bundle
    from fraudlens.detector import Detector
    from fraudlens.manifest import Manifest

TOLERANCE = 1e-9
"""Log-odds; sums of the same leaves in the same order differ by less on any machine."""


def changed_reference(detector: Detector, manifest: Manifest) -> tuple[str, ...]:
    """Name the reference files of an analyzer that differ from those of the training run.

    A manifest that records none has nothing to differ from.
    """
    trained = manifest.training.get("reference")
    if not isinstance(trained, Mapping):
        return ()
    now = deciding_digests(detector.reference)
    return tuple(name for name in sorted({*trained, *now}) if trained.get(name) != now.get(name))


def largest_difference(detector: Detector, bundle: Bundle) -> float | None:
    """Give the largest difference between stored and fresh raw scores of the probes.

    `None` if it is above `TOLERANCE` or a probe cannot even be read; 0 without probes.
    """
    probes = bundle.manifest.probes
    read = detector.read([probe.target for probe in probes])
    if read.failures:
        return None
    margin = bundle.trees.margin(detector.matrix(read.facts, bundle.weights))
    score = bundle.manifest.calibration.score(margin)
    saved = np.array([[probe.margin, probe.score] for probe in probes]).reshape(-1, 2)
    fresh = np.column_stack([margin, score])
    largest = float(np.abs(fresh - saved).max(initial=0.0))
    return largest if largest <= TOLERANCE else None
