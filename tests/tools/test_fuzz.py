"""The fuzzer finds what a reader may not do, and says how to repeat it."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput
from tests.apkscan.mutate import mutant
from tests.data.apk.apps import built
from tools import fuzz
from tools.fuzz import Plan

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BASES = (built("calculator"),)
MANY = Plan(seed=5, numbers=range(30), workers=2)


def third(path: Path) -> bool:
    """Tell one mutant in three, the same ones each time."""
    return sum(path.read_bytes()) % 3 == 0


def test_quiet_reader_has_no_findings() -> None:
    def read(path: Path) -> int:
        if third(path):
            raise MalformedInput("odd")
        return 1

    outcomes = list(fuzz.fuzz(read, BASES, MANY))

    assert list(range(30)) == sorted(outcome.number for outcome in outcomes)
    assert {"read", "refused"} == {outcome.what for outcome in outcomes}


def test_exception_is_a_finding_with_its_place_and_number() -> None:
    def read(path: Path) -> None:
        if third(path):
            raise KeyError("nothing")

    found = [each for each in fuzz.fuzz(read, BASES, MANY) if each.what not in fuzz.FINE]

    assert found
    assert found[0].what.startswith("KeyError at test_fuzz.py:")
    assert "nothing" in found[0].trace
    assert mutant(5, found[0].number, BASES).recipe == found[0].recipe


def test_slow_mutant_is_a_finding(tmp_path: Path) -> None:
    outcome = fuzz.try_one(len_of, mutant(1, 1, BASES), tmp_path / "a.apk", slow_s=0.0)

    assert outcome.what == "slow"


def len_of(path: Path) -> int:
    """Give the length of a file."""
    return path.stat().st_size


def test_dead_process_is_a_finding_and_the_rest_goes_on() -> None:
    def read(path: Path) -> None:
        if third(path):
            os._exit(77)

    outcomes = list(fuzz.fuzz(read, BASES, Plan(seed=5, numbers=range(12), workers=1)))

    assert list(range(12)) == [outcome.number for outcome in outcomes]
    assert {"read", "died with 77"} == {outcome.what for outcome in outcomes}


def test_hanging_process_is_ended() -> None:
    def read(_: Path) -> None:
        signal.pause()  # for ever: the process is killed

    (outcome,) = fuzz.fuzz(read, BASES, Plan(seed=5, numbers=range(1), workers=1, hang_s=0.0))

    assert outcome.what == "hang"


def test_command_reports_and_fails_on_findings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.apk").write_bytes(BASES[0])
    (tmp_path / "broken_reader.py").write_text("def read(path, limits):\n    return 1 // 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    options = ["--count", "3", "--seed", "9", "--bases", str(tmp_path), "--workers", "1"]

    assert fuzz.main([*options, "--reader", "broken_reader:read"]) == 1
    assert "ZeroDivisionError at broken_reader.py:2: --seed 9 --start" in capsys.readouterr().out
    sys.modules.pop("broken_reader")


def test_command_succeeds_without_findings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.apk").write_bytes(BASES[0])
    (tmp_path / "calm_reader.py").write_text("def read(path, limits):\n    return path\n")
    monkeypatch.syspath_prepend(tmp_path)
    options = ["--count", "4", "--bases", str(tmp_path), "--workers", "2"]

    assert fuzz.main([*options, "--reader", "calm_reader:read"]) == 0
    assert "4 read" in capsys.readouterr().out
    sys.modules.pop("calm_reader")
