from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest

from fraudlens.reports.words import LANGS, WORDS, enumerate_words
from fraudlens.verdict import Decision, FraudType, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_languages_have_the_same_words_with_the_same_places() -> None:
    english, chinese = WORDS["en"], WORDS["zh"]

    assert set(LANGS) == set(WORDS)
    assert english.keys() == chinese.keys()
    assert {k: placeholders(t) for k, t in english.items()} == {
        k: placeholders(t) for k, t in chinese.items()
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("names", [Decision, FraudType, Severity])
def test_every_name_of_a_record_has_a_word(lang: str, names: Iterable[str]) -> None:
    assert set(names) <= set(WORDS[lang])


@pytest.mark.parametrize(
    ("parts", "lang", "expected"),
    [
        (["a"], "en", "“a”"),
        (["a", "b"], "en", "“a” and “b”"),
        (["a", "b", "c"], "zh", "“a”、“b”和“c”"),
    ],
)
def test_enumerations_read_as_sentences(parts: list[str], lang: str, expected: str) -> None:
    assert expected == enumerate_words(parts, lang)
