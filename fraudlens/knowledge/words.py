"""Words that speak for a type of fraud, or for an honest site, by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

WORD_KINDS = (
    "credential",
    "delivery",
    "invest",
    "crypto",
    "loan",
    "shop",
    "rebate_job",
    "service",
    "authority",
    "gambling",
    "download",
    "adult",
    "bonus",
    "urgency",
    "tech_host",
    "neutral",
)
"""All kinds, in the order of the columns that count them; a new kind goes to the end."""

_FILE = "words.csv"
_COLUMNS = ("kind", "lang", "word", "whole_only", "native")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a host or path."""

    text: str
    """Lower-case ASCII letters, digits and single hyphens."""
    kind: str
    """One of `WORD_KINDS`."""
    lang: str
    """ISO 639-1 code of the language, or `digits`."""
    whole_only: bool
    """Counts only where no letter (for letters) or digit (for digits) stands beside it."""
    native: str | None
    """The word in its own script, where that is not `text`."""


@lru_cache(maxsize=1)
def load_words() -> tuple[Word, ...]:
    """Read the words that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_words(reference_text(_FILE))


def read_words(text: str) -> tuple[Word, ...]:
    """Read words from the `text` of a `words.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Word(word, one_of(kind, WORD_KINDS, place), lang, _flag(whole, place), native or None)
        for place, (kind, lang, word, whole, native) in read_table(text, _FILE, _COLUMNS)
    )


def _flag(cell: str, place: str) -> bool:
    return one_of(cell, ("0", "1"), place) == "1"
