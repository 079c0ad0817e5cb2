"""App generators, wrappers and frameworks: what made the app, where that shows."""

from __future__ import annotations

from functools import lru_cache

from apkscan.knowledge.markers import Mark, flag, mark_kind
from fraudlens.knowledge.reference import one_of, read_table, reference_text

GENERATOR_FAMILIES = ("h5_shell", "no_code", "script", "cross_platform", "game_engine")
"""What a generator makes, in the order of the columns that show it; a new one goes to the end."""

SHELLS = ("h5_shell", "no_code", "script")
"""Families whose apps anybody makes in minutes."""

_FILE = "app_generators.csv"
_COLUMNS = ("generator", "family", "kind", "pattern", "sure", "source")


@lru_cache(maxsize=1)
def load_generators() -> tuple[Mark, ...]:
    """Read the marks of generators that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_generators(reference_text(_FILE))


def read_generators(text: str) -> tuple[Mark, ...]:
    """Read marks from the `text` of an `app_generators.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Mark(
            name,
            one_of(family, GENERATOR_FAMILIES, place),
            mark_kind(kind, place),
            pattern,
            flag(sure, place),
        )
        for place, (name, family, kind, pattern, sure, _) in read_table(text, _FILE, _COLUMNS)
    )
