"""Marks that products leave in an app, and how the tables of them are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.knowledge.reference import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK_KINDS = ("entry", "folder", "native", "class", "package", "meta", "subject")
"""Where a mark stands: name of an archive entry, folder of entries, file name of a native library,
class or package prefix, prefix of the app's own package name, name of meta-data, part of a
certificate's subject."""

MarkIndex = dict[str, dict[str, tuple["Mark", ...]]]
"""Marks by kind and pattern, so that an app's names are looked up and no list is walked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a product leaves in an app."""

    product: str
    group: str
    """Category or family of the product."""
    kind: str
    """One of `MARK_KINDS`."""
    pattern: str
    sure: bool = True
    """Unmistakable by itself; else two independent ones are needed."""


def mark_kind(cell: str, place: str) -> str:
    """Give the kind of mark that a cell names.

    Raises:
        DataError: it is none of `MARK_KINDS`.
    """
    return one_of(cell, MARK_KINDS, place)


def flag(cell: str, place: str) -> bool:
    """Give the truth value that a cell writes as 0 or 1.

    Raises:
        DataError: it is neither.
    """
    return one_of(cell, ("0", "1"), place) == "1"


def index_of(marks: Iterable[Mark]) -> MarkIndex:
    """Sort marks by kind and pattern."""
    index: MarkIndex = {kind: {} for kind in MARK_KINDS}
    for mark in marks:
        found = index[mark.kind]
        found[mark.pattern] = (*found.get(mark.pattern, ()), mark)
    return index
