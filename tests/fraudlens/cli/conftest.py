"""The command line run in this process, with the fake analyzer and its small model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from fraudlens import bundle
from fraudlens.cli.app import main
from fraudlens.scanning.analyzers import ANALYZERS

if TYPE_CHECKING:
    from pathlib import Path


class Run(Protocol):
    """Runs `fraudlens` with arguments and gives the exit code."""

    def __call__(self, *arguments: str) -> int: ...


def exit_code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert isinstance(caught.value.code, int | None)
    return caught.value.code or 0


@pytest.fixture
def run(small_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Put the fake analyzer and its model in the place of the shipped ones."""
    return _installed(monkeypatch, {"url": (small_bundle,)})


@pytest.fixture
def run_apps(small_bundle: Path, app_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Do the same, with a small model of apps beside."""
    return _installed(monkeypatch, {"url": (small_bundle,), "apk": (app_bundle,)})


def _installed(monkeypatch: pytest.MonkeyPatch, places: dict[str, tuple[Path, ...]]) -> Run:
    monkeypatch.setitem(ANALYZERS, "url", "tests.contract.fake:FakeDetector")
    monkeypatch.setattr(bundle, "_places", lambda kind: places.get(kind, ()))
    monkeypatch.setenv("COLUMNS", "80")
    return exit_code
