"""What every test may rely on: repeatable draws, no network, and where the large data stands."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

TOP = Path(__file__).parent.parent


def _refuse(*_args: object, **_options: object) -> NoReturn:
    raise AssertionError("a test may not use the network")


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Refuse every connection and name look-up; pipes of worker processes still work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _refuse)
        patch.setattr(socket.socket, "connect_ex", _refuse)
        patch.setattr(socket, "getaddrinfo", _refuse)
        yield


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the mere creation of a socket fail, to show that a command is offline."""
    monkeypatch.setattr(socket, "socket", _refuse)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Give the folder of the large labelled data, which is no part of the project.

    It is `$FRAUDLENS_DATA`, else `../shared/data` beside the checkout; without it the test skips.
    """
    place = Path(os.environ.get("FRAUDLENS_DATA") or TOP.parent / "shared" / "data")
    if not place.is_dir():
        pytest.skip("no labelled data: set FRAUDLENS_DATA to its folder")
    return place
