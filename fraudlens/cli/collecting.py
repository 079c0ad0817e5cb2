"""The search for cycles of objects, which costs more than it finds."""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLLECT_EVERY = 50_000
"""New containers between two searches: some chunks make few, and must not wait long."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Search rarely: imports and scans make few cycles, and each search walks all of numba.

    And not when the interpreter ends: it would look through all that was loaded, 65 ms after a
    scan of one app, only to give back what the system takes back anyway.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECT_EVERY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
