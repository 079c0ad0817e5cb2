"""Wall time and peak memory of whole processes, as medians over runs on stated cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Once:
    """How to run a command a single time, whatever comes of it."""

    cores: int = 1
    cap_s: int = 0
    """CPU seconds after which it is ended; 0 lets it run."""
    output: Path | None = None
    """File that takes its standard output."""
    environ: Mapping[str, str] | None = None
    """Its environment; `None`: that of this process."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    code: int
    ended: bool
    """Whether it was over its cap."""
    said: str
    """Last line of its standard error."""


def time_command(command: Sequence[str], plan: Plan) -> Timing:
    """Run a command as the plan says, in the top folder of the checkout.

    Raises:
        CommandFailed: a run ended with another exit code.
    """
    once = Once(plan.cores)
    runs = [_good(run_once(command, once), plan) for _ in range(plan.warm_ups + plan.runs)]
    measured = runs[plan.warm_ups :]
    return Timing(
        tuple(run.seconds for run in measured),
        tuple(run.cpu_seconds for run in measured),
        max(run.peak_bytes for run in measured),
        len(_cpus(plan.cores)),
    )


def run_once(command: Sequence[str], how: Once) -> Run:
    """Run a command in the top folder of the checkout; one that does not start has the code -1."""
    given = {
        "command": list(command),
        "cpus": _cpus(how.cores),
        "cap_s": how.cap_s,
        "output": str(how.output.resolve()) if how.output else "",
    }
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), json.dumps(given)]
    ran = subprocess.run(
        launcher, cwd=TOP, capture_output=True, text=True, errors="replace", check=False,
        env=None if how.environ is None else dict(how.environ),
    )  # fmt: skip
    nothing = {"seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0, "code": -1, "ended": False}
    found: dict[str, Any] = json.loads(ran.stdout) if ran.returncode == 0 else nothing
    said = ran.stderr.strip().splitlines()[-1:] or ["without a word"]
    return Run(**found, said=said[0])


def _good(run: Run, plan: Plan) -> Run:
    if run.code not in plan.codes:
        raise CommandFailed(f"exit code {run.code}: {run.said}")
    return run


def _cpus(cores: int) -> list[int]:
    bound = getattr(os, "sched_getaffinity", None)
    return sorted(bound(0))[:cores] if bound else []
