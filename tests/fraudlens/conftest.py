"""A small model and its analyzer, shared by the tests of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.detector import ApkDetector
from fraudlens.bundle import load_bundle
from fraudlens.scoring import ScoreOptions, Scorer
from tests.contract.apps import app_rows
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model of `FakeDetector`; tests must not change it."""
    return save_small_bundle(tmp_path_factory.mktemp("models") / "fake", FakeDetector())


@pytest.fixture(scope="session")
def url_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model of real addresses, made up as well; tests must not change it."""
    return save_small_bundle(tmp_path_factory.mktemp("models") / "url", UrlDetector())


@pytest.fixture(scope="session")
def app_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model of apps, trained on made-up facts; tests must not change it."""
    path = tmp_path_factory.mktemp("models") / "apk"
    return save_small_bundle(path, ApkDetector(), rows=app_rows())


@pytest.fixture(scope="session")
def scorer(small_bundle: Path) -> Scorer:
    detector = FakeDetector()
    return Scorer(detector, load_bundle(small_bundle, detector.features), ScoreOptions())
