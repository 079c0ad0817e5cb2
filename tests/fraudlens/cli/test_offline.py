"""No command opens a socket, with the fake analyzer or the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fraudlens import bundle
from fraudlens.scanning.analyzers import ANALYZERS, load_analyzer
from tests.contract.bundles import save_small_bundle
from tests.fraudlens.cli.conftest import exit_code

TARGETS = ("http://abcdefgh123-secure.bad/login", "bücher.example", "xn--bcher-kva.example")
APP = str(Path(__file__).parents[3] / "examples" / "apps" / "quickloan.apk")


@pytest.fixture(
    scope="module",
    params=["tests.contract.fake:FakeDetector", ANALYZERS["url"]],
    ids=["fake", "url"],
)
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("offline") / "model"
    return request.param, save_small_bundle(path, load_analyzer(request.param))


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize(
    "command",
    [
        ("scan", *TARGETS),
        ("scan", *TARGETS, "--format", "jsonl", "--lang", "zh"),
        ("url", "scan", *TARGETS, "--format", "csv"),
        ("url", "features", *TARGETS),
        ("url", "explain", TARGETS[0]),
        ("model", "list"),
        ("model", "show", "url"),
        ("model", "verify"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_no_command_opens_a_socket(
    installed: tuple[str, Path], command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, path = installed
    monkeypatch.setitem(ANALYZERS, "url", reference)
    monkeypatch.setattr(bundle, "_places", lambda kind: (path,) if kind == "url" else ())

    assert exit_code(*command) in {0, 1}


@pytest.mark.usefixtures("no_socket")
@pytest.mark.parametrize(
    "command",
    [("scan", APP, TARGETS[0]), ("apk", "scan", APP), ("apk", "explain", APP)],
    ids=["scan", "apk scan", "apk explain"],
)
def test_no_command_on_apps_opens_a_socket(
    small_bundle: Path, app_bundle: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANALYZERS, "url", "tests.contract.fake:FakeDetector")
    places = {"url": (small_bundle,), "apk": (app_bundle,)}
    monkeypatch.setattr(bundle, "_places", places.__getitem__)

    assert exit_code(*command) in {0, 1}
