"""The made-up peer, installed once."""

from __future__ import annotations

import pytest

from tests.tools.made_peer import tell_nobody, write_peer
from tools.bench import peer as peers
from tools.bench.peer import Peer, install


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
