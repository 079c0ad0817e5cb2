"""Watched methods that the support library brings into an app, whatever the app does itself."""

from __future__ import annotations

from functools import lru_cache

from fraudlens.knowledge.reference import read_table, reference_text

_FILE = "support_methods.csv"
_COLUMNS = ("class", "method", "source")


@lru_cache(maxsize=1)
def load_support_methods() -> frozenset[str]:
    """Read the methods that ship with fraudlens: class and method, as `facts.Dex.apis` has them.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_support_methods(reference_text(_FILE))


def read_support_methods(text: str) -> frozenset[str]:
    """Read methods from the `text` of a `support_methods.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    rows = read_table(text, _FILE, _COLUMNS)
    return frozenset(f"{owner}.{method}" for _, (owner, method, _) in rows)
