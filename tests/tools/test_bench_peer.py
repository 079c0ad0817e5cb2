"""The peer of the benchmark: installed by its lock alone, scored once, refusals counted."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.tools.made_peer import tell_nobody, write_peer
from tools.bench import peer as peers
from tools.bench.peer import Absent, Peer, install, score

if TYPE_CHECKING:
    from pathlib import Path

URLS = ["a" * 19, "refuse me", "a.b", "two words", "lone", "日本.jp"]


@pytest.mark.parametrize("workers", [1, 2])
def test_scores_are_those_of_the_peer(peer: Peer, tmp_path: Path, workers: int) -> None:
    found = score(replace(peer, cache=tmp_path, workers=workers), URLS, tell_nobody)

    assert [0.9, 0.0, 0.3, 0.0, 0.0, 0.5] == found.score.tolist()
    assert 3 == found.refused
    assert 0.8 == found.block
    assert 0.1 < found.review < 0.1000001


def test_same_rows_are_scored_once(peer: Peer, tmp_path: Path) -> None:
    told: list[str] = []
    kept = replace(peer, cache=tmp_path)
    first, again, other = (score(kept, urls, told.append) for urls in (URLS, URLS, URLS[:2]))

    assert first.score.tolist() == again.score.tolist()
    assert 2 == len(other.score)
    assert 2 == len(told)


def test_failing_peer_is_an_error(peer: Peer, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        score(replace(peer, cache=tmp_path, workers=-1), URLS, tell_nobody)

    assert [] == list((tmp_path / "scores").iterdir())


def test_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "LOCK", write_peer(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    first = install(tmp_path / "cache", 1, tell_nobody)
    (tmp_path / "fraudurl-1.0.1-py3-none-any.whl").unlink()

    assert first == install(tmp_path / "cache", 1, tell_nobody)
    assert isinstance(first, Peer)
    assert "1.0.1" == first.version


def test_peer_that_cannot_be_had_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    found = install(tmp_path, 1, tell_nobody)

    assert isinstance(found, Absent)
    assert re.fullmatch(
        r"fraudurl could not be installed: ERROR: .*fraudurl==1\.0\.1", found.reason
    )


def test_lock_has_one_exact_release_and_no_place_to_download_from() -> None:
    text = peers.LOCK.read_text("utf-8").replace("\\\n", " ")
    (line,) = [line for line in text.splitlines() if not line.startswith("#")]

    assert re.fullmatch(r"fraudurl==1\.0\.1 +--hash=sha256:[0-9a-f]{64}", line)
