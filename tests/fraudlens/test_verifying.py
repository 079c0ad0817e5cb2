from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fraudlens.bundle import load_bundle
from fraudlens.manifest import Probe
from fraudlens.verifying import largest_difference
from tests.contract.fake import FakeDetector

if TYPE_CHECKING:
    from pathlib import Path

DETECTOR = FakeDetector()


def test_probes_score_as_trained(small_bundle: Path) -> None:
    assert 0.0 == largest_difference(DETECTOR, load_bundle(small_bundle, DETECTOR.features))


@pytest.mark.parametrize(
    ("probe", "expected"),
    [(Probe("abc.ok", 0.123, 0.5), None), (Probe("no host", 0.0, 0.5), None)],
    ids=["other score", "unreadable"],
)
def test_probe_that_differs_is_told(
    small_bundle: Path, probe: Probe, expected: float | None
) -> None:
    bundle = load_bundle(small_bundle, DETECTOR.features)
    changed = replace(bundle, manifest=replace(bundle.manifest, probes=(probe,)))

    assert expected == largest_difference(DETECTOR, changed)


def test_no_probes_differ_by_nothing(small_bundle: Path) -> None:
    bundle = load_bundle(small_bundle, DETECTOR.features)

    assert 0.0 == largest_difference(
        DETECTOR, replace(bundle, manifest=replace(bundle.manifest, probes=()))
    )
