"""What a label looks like in plain ASCII, by UTS #39 and by the habits of imitators."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import one_of, read_table, reference_text

_FILE = "confusables.csv"
_COLUMNS = ("code_point", "ascii", "kind", "glyph")


@dataclass(frozen=True, slots=True)
class Confusables:
    """Both tables of look-alikes."""

    letters: dict[int, str]
    """Code point of a letter outside ASCII -> the ASCII letters it resembles."""
    pairs: tuple[tuple[str, str], ...]
    """Look-alikes inside ASCII, to be replaced in this order."""


@lru_cache(maxsize=1)
def load_confusables() -> Confusables:
    """Read the look-alikes that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_confusables(reference_text(_FILE))


def read_confusables(text: str) -> Confusables:
    """Read look-alikes from the `text` of a `confusables.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    letters, pairs = {}, []
    for place, (code_point, plain, kind, _) in read_table(text, _FILE, _COLUMNS):
        source = _characters(code_point, place)
        if one_of(kind, ("uts39", "near", "ascii"), place) == "ascii":
            pairs.append((source, plain))
        elif len(source) == 1:
            letters[ord(source)] = plain
        else:
            raise DataError(f'{place}: "{code_point}" is no letter')
    return Confusables(letters, tuple(pairs))


def skeleton(text: str) -> str:
    r"""Give the lower-case form of `text` with accents dropped and look-alikes as ASCII.

    What resembles no ASCII letter stays as it is.

    >>> skeleton("\u0440\u0430ypal"), skeleton("M\u00fcnchen"), skeleton("\u94f6")
    ('paypal', 'munchen', '\u94f6')
    """
    decomposed = unicodedata.normalize("NFKD", text).lower()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.translate(load_confusables().letters)


def fold(text: str) -> str:
    """Give the skeleton of `text` with look-alikes inside ASCII (`0`, `1`, `rn`) as letters.

    Ordinary words change, too: compare the fold of one text with the fold of another.

    >>> fold("paypa1"), fold("rnicrosoft") == fold("microsoft")
    ('paypal', True)
    """
    plain = skeleton(text)
    for source, target in load_confusables().pairs:
        plain = plain.replace(source, target)
    return plain


def _characters(code_points: str, place: str) -> str:
    try:
        return "".join(chr(int(code_point, 16)) for code_point in code_points.split())
    except (ValueError, OverflowError) as exc:
        raise DataError(f'{place}: "{code_points}" is no code point') from exc
