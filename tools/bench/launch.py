"""Start one command and measure it: `python -I -S launch.py JSON` prints seconds and peak memory.

It is a process of its own because it must be small: Linux counts into a child's peak memory what
its parent held when it started the child, and the benchmark itself holds tables of rows.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import Any

_KIB = 1 if sys.platform == "darwin" else 1024
"""`ru_maxrss` is in KiB on Linux, in bytes on macOS."""
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""With it each run would compile the code anew, which an installed package never does."""
_PATIENCE = 5
"""A capped command may stand on the clock for so many times its cap: the machine may be busy."""


def measured(given: dict[str, Any]) -> dict[str, float]:
    """Run `command` on `cpus` (empty: anywhere), its output thrown away or written to `output`.

    With `cap_s` above 0 it is ended after so many CPU seconds of one process, or on the clock
    after `_PATIENCE` times as many. Gives `seconds` (wall), `cpu_seconds`, `peak_bytes` of its
    largest process, the exit `code`, and whether it was `ended`.
    """
    if given["cpus"]:
        os.sched_setaffinity(0, given["cpus"])
    cap = int(given.get("cap_s", 0))
    if cap:
        _bound_cpu(cap)
    output = given.get("output") or os.devnull
    written = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    command = given["command"]
    started = time.perf_counter()
    # A group of its own, so that its workers are ended, too.
    own: dict[str, Any] = {"setpgroup": 0} if cap else {}
    environ = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    child = os.posix_spawn(command[0], command, environ, file_actions=written, **own)
    status, usage, late = _wait(child, cap * _PATIENCE)
    code = os.waitstatus_to_exitcode(status)
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * _KIB,
        "code": code,
        "ended": late or (cap > 0 and code == -signal.SIGXCPU),
    }


def _bound_cpu(cap: int) -> None:
    import resource  # noqa: PLC0415  only on Unix, and only here

    resource.setrlimit(resource.RLIMIT_CPU, (cap, cap + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wait(child: int, patience: int) -> tuple[int, Any, bool]:
    if not patience:
        _, status, usage = os.wait4(child, 0)
        return status, usage, False
    late = []

    def end(*_: object) -> None:
        late.append(True)
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.alarm(patience)
    try:
        _, status, usage = os.wait4(child, 0)
    except BaseException:
        os.killpg(child, signal.SIGKILL)  # it would not hear of Ctrl-C in its own group
        raise
    signal.alarm(0)
    return status, usage, bool(late)


if __name__ == "__main__":
    print(json.dumps(measured(json.loads(sys.argv[1]))))
