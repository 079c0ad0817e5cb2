from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress

from fraudlens.cli.collecting import rare_collection

_ENDS = """
import atexit, gc
first = gc.get_freeze_count()  # Python 3.12 sets some hundred objects aside by itself
atexit.register(lambda: print(gc.get_freeze_count() > first + 1000))
from fraudlens.cli.collecting import rare_collection
for _ in range(2):
    with rare_collection():
        print(gc.get_freeze_count() - first)
"""


def test_cycles_are_looked_for_rarely_until_the_work_is_done() -> None:
    usual = gc.get_threshold()
    with suppress(KeyboardInterrupt), rare_collection():
        during = gc.get_threshold()
        raise KeyboardInterrupt

    assert (50_000, *usual[1:]) == during
    assert usual == gc.get_threshold()


def test_nothing_is_looked_through_when_the_interpreter_ends() -> None:
    done = subprocess.run([sys.executable, "-c", _ENDS], capture_output=True, text=True, check=True)

    assert ["0", "0", "True"] == done.stdout.split()
