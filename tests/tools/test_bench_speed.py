"""Timing of whole processes, the made-up URLs they read, and the tables of both."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest

from tests.tools.made_peer import tell_nobody
from tools.bench import made_urls, speed, tables, timing
from tools.bench.made_urls import write_urls
from tools.bench.peer import Absent
from tools.bench.speed import Race, race
from tools.bench.timing import CommandFailed, Plan, time_command

if TYPE_CHECKING:
    from pathlib import Path

    from tools.bench.peer import Peer

ABSENT = Absent("fraudurl could not be installed: no network")


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def test_made_urls_are_the_same_for_a_seed(tmp_path: Path) -> None:
    texts = []
    for seed in (1, 1, 2):
        size = write_urls(tmp_path / "urls", 500, seed)
        texts.append((tmp_path / "urls").read_bytes())
        assert size == len(texts[-1])

    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def test_made_urls_look_like_traffic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_urls, "_CHUNK", 4000)
    write_urls(tmp_path / "urls", 10_001, 0)
    lines = (tmp_path / "urls").read_text("utf-8").splitlines()
    odd = [line for line in lines if not line.startswith("https://")]

    assert 10_001 == len(lines)
    assert 70 < mean(map(len, lines)) < 90
    assert 0.005 < len(odd) / len(lines) < 0.03
    assert len(set(lines)) > 0.98 * len(lines)
    assert any(not line.isascii() for line in odd)


def test_peak_memory_is_that_of_the_command_alone() -> None:
    """Linux counts what a parent held into the peak of its child, unless a small one starts it."""
    held = b"x" * (200 << 20)
    found = time_command(python("y = b'x' * (60 << 20)"), Plan(runs=2, warm_ups=0))

    assert 200 << 20 == len(held)
    assert 60 << 20 < found.peak_bytes < 150 << 20
    assert 2 == len(found.seconds) == len(found.cpu_seconds)
    assert min(found.seconds) <= found.median <= max(found.seconds)


def test_command_is_bound_to_as_many_cores(tmp_path: Path) -> None:
    note = tmp_path / "note"
    program = f"import os; open({str(note)!r}, 'w').write(str(len(os.sched_getaffinity(0))))"

    assert 1 == time_command(python(program), Plan(runs=1)).cores
    assert "1" == note.read_text("utf-8")


def test_system_without_binding_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")

    assert 0 == time_command(python("pass"), Plan(runs=1, warm_ups=0)).cores


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (python("import sys; sys.exit('oh no')"), "exit code 1: oh no"),
        (python("raise SystemExit(3)"), "exit code 3: without a word"),
        (("/no/such/program",), "exit code -1: FileNotFoundError: .*"),
    ],
    ids=["says why", "silent", "absent"],
)
def test_failing_command_is_an_error(command: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandFailed, match=f"^{message}$"):
        time_command(command, Plan(runs=1, warm_ups=0))


def test_fraudlens_is_the_command_of_this_environment() -> None:
    command = [*speed.FRAUDLENS, "--version"]
    ran = subprocess.run(command, cwd=timing.TOP, capture_output=True, text=True, check=True)

    assert ran.stdout.startswith("fraudlens ")


def test_both_are_timed_on_the_same_made_up_file(
    peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "FRAUDLENS", python("pass"))
    what = Race(rows=300, peer_rows=20, runs=1, model=tmp_path / "model", many=100)
    found = race(what, peer, tmp_path / "cache", tell_nobody)
    text = tables.text_of(tables.speed_tables(found))

    assert "| fraudlens url scan, 2 workers | 300 |" in text
    assert "| fraudurl library, without reasons | 20 |" in text
    assert "is taken off its time" in text
    assert "scan of 100 lines" in text
    assert "MiB, below 1024 MiB" in text
    assert [] == list((tmp_path / "cache").iterdir())


def test_speed_without_the_peer_is_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "FRAUDLENS", python("pass"))
    found: Any = race(Race(rows=10, runs=1), ABSENT, tmp_path, tell_nobody)
    text = tables.text_of(tables.speed_tables(found))

    assert 2 == len(found["lines"])
    assert " fraudurl could not be installed: no network." in text
    assert "scan of" not in text
