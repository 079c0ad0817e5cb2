"""Packers and protectors: products that hide an app's code from a reader."""

from __future__ import annotations

from functools import lru_cache

from apkscan.knowledge.markers import Mark, flag, mark_kind
from fraudlens.knowledge.reference import read_table, reference_text

_FILE = "packers.csv"
_COLUMNS = ("packer", "kind", "pattern", "sure", "source")


@lru_cache(maxsize=1)
def load_packers() -> tuple[Mark, ...]:
    """Read the marks of packers that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_packers(reference_text(_FILE))


def read_packers(text: str) -> tuple[Mark, ...]:
    """Read marks from the `text` of a `packers.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Mark(packer, "packer", mark_kind(kind, place), pattern, flag(sure, place))
        for place, (packer, kind, pattern, sure, _) in read_table(text, _FILE, _COLUMNS)
    )
