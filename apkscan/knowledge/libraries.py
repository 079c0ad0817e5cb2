"""Packages of well-known libraries: classes below them are not the app's own."""

from __future__ import annotations

from functools import lru_cache

from apkscan.knowledge.sdks import load_sdks
from fraudlens.knowledge.reference import read_table, reference_text

_FILE = "app_libraries.csv"
_COLUMNS = ("package", "owner", "source")


@lru_cache(maxsize=1)
def load_libraries() -> tuple[str, ...]:
    """Give the packages of libraries and of kits that ship with fraudlens, sorted.

    Raises:
        DataError: a file is missing or broken.
    """
    kits = {mark.pattern for mark in load_sdks() if mark.kind == "class"}
    return tuple(sorted(kits | set(read_libraries(reference_text(_FILE)))))


def read_libraries(text: str) -> tuple[str, ...]:
    """Read packages from the `text` of an `app_libraries.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(package for _, (package, _, _) in read_table(text, _FILE, _COLUMNS))
