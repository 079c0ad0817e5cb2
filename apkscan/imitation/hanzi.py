"""Chinese characters as they sound, and in simplified writing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import one_of, read_table, reference_text

_FILE = "hanzi.csv"
_COLUMNS = ("kind", "key", "characters")


@dataclass(frozen=True, slots=True)
class Hanzi:
    """Both tables, by code point as `str.translate` takes them."""

    simple: dict[int, str]
    """Traditional character -> simplified."""
    readings: dict[int, str]
    """Simplified character -> its reading without tone."""


@lru_cache(maxsize=1)
def load_hanzi() -> Hanzi:
    """Read the characters that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_hanzi(reference_text(_FILE))


def read_hanzi(text: str) -> Hanzi:
    """Read characters from the `text` of a `hanzi.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    simple: dict[int, str] = {}
    readings: dict[int, str] = {}
    for place, (kind, key, characters) in read_table(text, _FILE, _COLUMNS):
        if one_of(kind, ("reading", "simple"), place) == "simple" and len(key) != 1:
            raise DataError(f'{place}: "{key}" is no character')
        table = simple if kind == "simple" else readings
        table.update((ord(character), key) for character in characters)
    return Hanzi(simple, readings)


def simplified(text: str) -> str:
    """Give a text with traditional characters in simplified writing.

    >>> simplified("中國銀行")
    '中国银行'
    """
    return text.translate(load_hanzi().simple)


def sound(text: str) -> str:
    """Give how a text of simplified characters sounds; empty if one of them is not known.

    >>> sound("支付宝"), sound("QQ")
    ('zhifubao', '')
    """
    readings = load_hanzi().readings
    parts = [readings.get(ord(character), "") for character in text]
    return "".join(parts) if all(parts) else ""
