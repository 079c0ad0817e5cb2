"""The made-up peer, installed once, and apps to measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.detector import ApkDetector
from tests.contract.apps import app_rows
from tests.contract.bundles import save_small_bundle
from tests.data.apk.apps import built
from tests.tools.made_peer import tell_nobody, write_peer
from tools.bench import peer as peers
from tools.bench.app_sample import App, Apps
from tools.bench.peer import Peer, install
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Peer:
    """Install the made-up peer from its wheel; pip may ask no index."""
    folder = tmp_path_factory.mktemp("peer")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peers, "LOCK", write_peer(folder))
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(folder))
        found = install(folder / "cache", 2, tell_nobody)
    assert isinstance(found, Peer)
    return found


@pytest.fixture(scope="session")
def app_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a model of apps, trained on made-up facts; tests must not change it."""
    path = tmp_path_factory.mktemp("models") / "apk"
    return save_small_bundle(path, ApkDetector(), rows=app_rows())


@pytest.fixture(scope="session")
def url_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a small URL model; tests must not change it."""
    return save_small_bundle(tmp_path_factory.mktemp("models") / "url", UrlDetector())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Apps:
    """Give an honest app, a fraud app, and a file that is none."""
    folder = tmp_path_factory.mktemp("apps")
    files = {"calculator": built("calculator"), "loan": built("loan"), "none": b"no app"}
    for name, data in files.items():
        (folder / f"{name}.apk").write_bytes(data)
    apps = [App(folder / f"{name}.apk", name == "loan") for name in files]
    return Apps(tuple(apps), tuple(apps[:2]), "3 made apps.", "Labels by their makers.")
