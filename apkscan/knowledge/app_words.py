"""Words and phrases that apps of a fraud kind show or hide in their texts, by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

APP_WORD_KINDS = (
    "loan",
    "invest",
    "crypto",
    "rebate_job",
    "service",
    "authority",
    "gambling",
    "bank_credential",
    "sms_steal",
    "remote_control",
    "adult",
    "prize",
    "neutral",
)
"""What a word speaks for, in the order of its columns; a new one goes to the end."""

_FILE = "app_words.csv"
_COLUMNS = ("kind", "lang", "word", "source")
_ANY_ENDING = "*"


@dataclass(frozen=True, slots=True)
class AppWord:
    """A word or phrase as it stands in texts."""

    kind: str
    """One of `APP_WORD_KINDS`."""
    lang: str
    """ISO 639-1 code."""
    text: str
    """Small letters; a space stands for a space, a hyphen or an underscore."""
    open_ended: bool
    """Letters may follow, as in languages with many endings."""


@lru_cache(maxsize=1)
def load_app_words() -> tuple[AppWord, ...]:
    """Read the words that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_app_words(reference_text(_FILE))


def read_app_words(text: str) -> tuple[AppWord, ...]:
    """Read words from the `text` of an `app_words.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        AppWord(
            one_of(kind, APP_WORD_KINDS, place),
            lang,
            word.removesuffix(_ANY_ENDING),
            open_ended=word.endswith(_ANY_ENDING),
        )
        for place, (kind, lang, word, _) in read_table(text, _FILE, _COLUMNS)
    )
