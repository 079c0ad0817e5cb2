"""What a sign may ask of an app: a few types of conditions, each giving what it found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    "permissions",
    "apis",
    "finds",
    "paths",
    "sdks",
    "generators",
    "actions",
    "guards",
    "notes",
    "traits",
)
"""Sets of an app that conditions look values up in."""

SHOWN = 4
"""Values of one condition that are kept as evidence."""


_DOTTED = "i\u0307"


@dataclass(frozen=True, slots=True)
class Sights:
    """An app as conditions look at it: what is there, and where."""

    fields: Mapping[str, Mapping[str, str]]
    """Place by value, for each of `FIELDS`; a place may be empty."""
    words: Mapping[str, Mapping[str, str]]
    """Place by word, for each kind of fraud word."""
    name: str = ""
    """Labels in all languages and the last parts of the package, made plain by `plain_text`."""
    labels: frozenset[str] = frozenset()
    """Each label, made plain, without the spaces around."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold."""

    field: str
    """One of `FIELDS`, or `words`, `name`, `label`."""
    mode: str
    """`any` or `all` of the values; `words` take the least number as mode, `3`."""
    values: tuple[str, ...]


Found = tuple[tuple[str, str], ...]
"""Field and value of what made a condition hold, place in brackets; empty if it does not hold."""


def find(condition: Condition, sights: Sights) -> Found:
    """Give what makes a condition hold, empty if it does not."""
    match condition.field:
        case "words":
            found = _words(condition, sights)
        case "name":
            name = sights.name
            spelled = zip(condition.values, _spelled(condition.values), strict=True)
            found = [(value, "") for value, whole in spelled if whole in name]
        case "label":
            found = [(value, "") for value in condition.values if value in sights.labels]
        case field:
            there = sights.fields[field]
            if there.keys().isdisjoint(condition.values):
                return ()
            found = [(value, there[value]) for value in condition.values if value in there]
            if condition.mode == "all" and len(found) < len(condition.values):
                found = []
    return tuple((condition.field, shown(*pair)) for pair in found[:SHOWN])


def shown(value: str, place: str) -> str:
    """Write a value with its place, if it has one."""
    return f"{value} ({place})" if place else value


@lru_cache(maxsize=1024)
def _spelled(values: tuple[str, ...]) -> tuple[str, ...]:
    """Give plain texts as they have to stand in another: ASCII as whole words, others anywhere.

    >>> _spelled(("loan", "贷"))
    (' loan ', '贷')
    """
    return tuple(f" {value} " if value.isascii() else value for value in values)


def plain_text(text: str) -> str:
    """Lower the case and keep letters, their marks and digits; all else is one space.

    A space stands at both ends, too. The dot that Turkish capitals leave over an i goes.

    >>> plain_text("Easy-Loan: CİMER!")
    ' easy loan cimer '
    """
    lower = text.casefold().replace(_DOTTED, "i")
    kept = "".join(letter if _belongs(letter) else " " for letter in lower)
    return f" {' '.join(kept.split())} "


def _belongs(letter: str) -> bool:
    return letter.isalnum() or (not letter.isascii() and unicodedata.category(letter)[0] == "M")


def _words(condition: Condition, sights: Sights) -> list[tuple[str, str]]:
    """Give the different words of the kinds in `values`, if there are as many as asked."""
    found: dict[str, str] = {}
    for kind in condition.values:
        found.update(sights.words.get(kind, {}))
    return list(found.items()) if len(found) >= int(condition.mode) else []
