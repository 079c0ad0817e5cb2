"""Wall time and peak memory of whole processes, as medians over runs on stated cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_LAUNCHER = Path(__file__).with_name("launch.py")
TOP = Path(__file__).parent.parent.parent


class CommandFailed(Exception):
    """A command that was to be measured ended with an exit code that it must not have."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The measured runs of one command."""

    seconds: tuple[float, ...]
    """Wall time of each run after the warm-up."""
    cpu_seconds: tuple[float, ...]
    """Time of all its processes on cores: on a busy machine the fairer figure."""
    peak_bytes: int
    """Most memory of the largest process in any run."""
    cores: int
    """Cores that it could use; 0 where the system cannot bind a process to cores."""

    @property
    def median(self) -> float:
        """Median wall time in seconds."""
        return median(self.seconds)


@dataclass(frozen=True, slots=True)
class Plan:
    """How often to run a command, and on how many cores."""

    runs: int = 5
    warm_ups: int = 1
    cores: int = 1
    codes: Collection[int] = (0,)
    """Exit codes that are no failure."""


def time_command(command: Sequence[str], plan: Plan) -> Timing:
    """Run a command as the plan says, in the top folder of the checkout.

    Raises:
        CommandFailed: a run ended with another exit code.
    """
    cpus = _cpus(plan.cores)
    spec = json.dumps({"command": list(command), "cpus": cpus})
    measured = [_run(spec, plan) for _ in range(plan.warm_ups + plan.runs)][plan.warm_ups :]
    return Timing(
        tuple(run["seconds"] for run in measured),
        tuple(run["cpu_seconds"] for run in measured),
        max(int(run["peak_bytes"]) for run in measured),
        len(cpus),
    )


def _run(spec: str, plan: Plan) -> dict[str, float]:
    command = [sys.executable, "-I", "-S", str(_LAUNCHER), spec]
    ran = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    result: dict[str, float] = json.loads(ran.stdout) if ran.returncode == 0 else {"code": -1}
    if result["code"] not in plan.codes:
        last = ran.stderr.strip().splitlines()[-1:] or ["without a word"]
        raise CommandFailed(f"exit code {result['code']:g}: {last[0]}")
    return result


def _cpus(cores: int) -> list[int]:
    bound = getattr(os, "sched_getaffinity", None)
    return sorted(bound(0))[:cores] if bound else []
