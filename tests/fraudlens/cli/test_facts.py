"""Scans that keep facts, and scans of files of facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    Run = Callable[..., int]
    Capture = pytest.CaptureFixture[str]

CALCULATOR = str(Path(__file__).parents[3] / "examples" / "apps" / "calculator.apk")


def outcomes(capfd: Capture) -> list[tuple[str, str | None]]:
    """Give target and error of each record."""
    found = map(json.loads, capfd.readouterr().out.splitlines())
    return [(each["target"], (each["error"] or {}).get("message")) for each in found]


def test_an_app_may_be_named_twice(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    kept = str(tmp_path / "facts.jsonl")
    run_apps("apk", "scan", CALCULATOR, CALCULATOR, "--facts", kept, "--format", "jsonl")

    assert [(CALCULATOR, None)] * 2 == outcomes(capfd)


def test_an_app_that_a_cut_file_has_lost_is_told(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    kept = tmp_path / "facts.jsonl"
    run_apps("apk", "scan", CALCULATOR, "--facts", str(kept))
    kept.write_bytes(kept.read_bytes() + kept.read_bytes()[:-200])
    capfd.readouterr()

    assert 3 == run_apps("apk", "scan", str(kept), "--format", "jsonl")
    assert [
        (CALCULATOR, None),
        (str(kept), f"{kept}: line 2: is cut off"),
    ] == outcomes(capfd)


def test_a_broken_file_of_facts_costs_no_other_app(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    broken = tmp_path / "facts.jsonl"
    broken.write_text("{}\n")

    assert 3 == run_apps("apk", "scan", str(broken), CALCULATOR, "--format", "jsonl")
    assert [
        (str(broken), f"{broken}: line 1: is no line of facts"),
        (CALCULATOR, None),
    ] == outcomes(capfd)
