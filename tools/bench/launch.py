"""Start one command and measure it: `python -I -S launch.py JSON` prints seconds and peak memory.

It is a process of its own because it must be small: Linux counts into a child's peak memory what
its parent held when it started the child, and the benchmark itself holds tables of rows.
"""

from __future__ import annotations

import json
import os
import sys
import time

_KIB = 1 if sys.platform == "darwin" else 1024
"""`ru_maxrss` is in KiB on Linux, in bytes on macOS."""


def measured(command: list[str], cpus: list[int]) -> dict[str, float]:
    """Run `command` on `cpus` (empty: anywhere) with its output thrown away.

    Gives `seconds` (wall), `cpu_seconds`, `peak_bytes` of its largest process, and the exit `code`.
    """
    if cpus:
        os.sched_setaffinity(0, cpus)
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * _KIB,
        "code": os.waitstatus_to_exitcode(status),
    }


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    print(json.dumps(measured(given["command"], given["cpus"])))
