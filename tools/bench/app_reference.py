"""Time androguard's `AnalyzeAPK` on one app: `python -m tools.bench.app_reference APP`.

It makes cross references of all code. Loading androguard is not counted, and its log, which costs
more than half again, is off: both favour it.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from time import perf_counter, process_time


def main(path: str) -> None:
    """Print the seconds that one analysis takes, as JSON."""
    import_module("loguru").logger.disable("androguard")
    analyze = import_module("androguard.misc").AnalyzeAPK
    wall, cpu = perf_counter(), process_time()
    analyze(path)
    spent = {"seconds": perf_counter() - wall, "cpu_seconds": process_time() - cpu}
    print(json.dumps(spent))


if __name__ == "__main__":
    main(sys.argv[1])
