"""A small model and its analyzer, shared by the tests of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.bundle import load_bundle
from fraudlens.scoring import ScoreOptions, Scorer
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model of `FakeDetector`; tests must not change it."""
    return save_small_bundle(tmp_path_factory.mktemp("models") / "fake", FakeDetector())


@pytest.fixture(scope="session")
def scorer(small_bundle: Path) -> Scorer:
    detector = FakeDetector()
    return Scorer(detector, load_bundle(small_bundle, detector.features), ScoreOptions())
