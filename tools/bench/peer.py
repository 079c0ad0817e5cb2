"""The peer in an environment of its own, and its scores of rows."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

LOCK = Path(__file__).with_name("fraudurl.lock")
SCRIPT = Path(__file__).with_name("peer_score.py")
NAME = "fraudurl"


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is nothing to show."""

    reason: str


@dataclass(frozen=True, slots=True)
class Peer:
    """The installed peer."""

    python: Path
    """Interpreter of its environment."""
    version: str
    cache: Path
    """Folder for what need not be computed twice."""
    workers: int = 1


@dataclass(frozen=True, slots=True)
class PeerScores:
    """What the peer says of rows."""

    score: NDArray[np.float64]
    """Probability of fraud, float64 (n,); 0 where it refused the row."""
    refused: int
    review: float
    """Scores from here on are at least for review."""
    block: float
    """Scores from here on are called fraud."""


def install(cache: Path, workers: int, say: Callable[[str], None]) -> Peer | Absent:
    """Make the peer's environment below `cache`, unless it is there."""
    home = make_environment(NAME, LOCK, cache, say)
    if isinstance(home, Absent):
        return home
    return Peer(home / "bin" / "python", locked_version(LOCK), cache, workers)


def make_environment(
    name: str, lock: Path, cache: Path, say: Callable[[str], None]
) -> Path | Absent:
    """Make an environment of exactly what `lock` names below `cache`, unless it is there."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    home = (cache / f"{name}-{digest}").resolve()
    python = home / "bin" / "python"
    ready = home / "ready"
    if not ready.is_file():
        say(f"installing {name} below {cache}")
        # The pip that installed us installs the peer, too: it knows the package index to use.
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet"]
        pinned = ["install", "--require-hashes", "--no-deps", "-r", str(lock)]
        for command in (
            [sys.executable, "-m", "venv", "--clear", "--without-pip", str(home)],
            [*pip, *pinned],
        ):
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode:
                said = (ran.stderr or ran.stdout).strip().splitlines()[-1:] or ["no word"]
                return Absent(f"{name} could not be installed: {said[0]}")
        ready.touch()
    return home


def score(peer: Peer, urls: Sequence[str], say: Callable[[str], None]) -> PeerScores:
    """Score URLs with the peer; the same URLs are scored once only.

    Raises:
        subprocess.CalledProcessError: the peer failed.
    """
    lines = "".join(f"{json.dumps(url)}\n" for url in urls)
    keys = (LOCK.read_bytes(), SCRIPT.read_bytes(), lines.encode())
    digest = hashlib.sha256(b"\0".join(hashlib.sha256(key).digest() for key in keys)).hexdigest()
    kept = peer.cache / "scores" / f"{digest}.jsonl"
    if not kept.is_file():
        say(f"{NAME} scores {len(urls)} rows, about 1,000 a second and core")
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=peer.cache) as folder:
            source, target = Path(folder) / "urls", Path(folder) / "scores"
            source.write_text(lines, "utf-8")
            subprocess.run(score_command(peer, source, target), check=True)
            target.replace(kept)
    return _read(kept)


def score_command(peer: Peer, source: Path, target: Path) -> list[str]:
    """Give the command that scores the JSON strings of one file into another."""
    script = str(SCRIPT.resolve())
    return [str(peer.python), "-I", script, str(source), str(target), str(peer.workers)]


def _read(path: Path) -> PeerScores:
    cuts, *scores = map(json.loads, path.read_text("utf-8").splitlines())
    return PeerScores(
        score=np.array([score or 0.0 for score in scores], np.float64),
        refused=scores.count(None),
        # It calls legitimate what is at or below its lower cut.
        review=float(np.nextafter(cuts["legit"], 1.0)),
        block=float(cuts["fraud"]),
    )


def locked_version(lock: Path, name: str = NAME) -> str:
    """Give the version of `name` in a lock."""
    return lock.read_text("utf-8").partition(f"{name}==")[2].split()[0]
