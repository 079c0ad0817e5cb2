"""Words are found whole, in any script, and counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.facts import WordHit
from apkscan.knowledge.app_words import load_app_words
from apkscan.read import words
from apkscan.read.haystack import Text, stack
from apkscan.read.words import WordCounter


def words_of(*texts: str) -> list[str]:
    counter = WordCounter()
    counter.search(stack([Text(str(n), text.encode()) for n, text in enumerate(texts)]))
    return [hit.word for hit in counter.hits()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Instant LOAN!", ["instant loan", "loan"], id="phrase and word"),
        pytest.param("instant_loan instant-loan", ["instant loan", "loan"], id="identifier"),
        pytest.param("loaned sloan loan1", [], id="parts of words"),
        pytest.param("loan", ["loan"], id="whole text"),
        pytest.param("|accountant|loan|loans|", [], id="list of domains"),
        pytest.param("立即还款，逾期费", ["立即还款", "还款", "逾期", "逾期费"], id="chinese"),
        pytest.param("Đổi thưởng ĐỔI THƯỞNG", ["đổi thưởng"], id="capitals"),
        pytest.param("Кредитная карта", ["кредитная карта", "кредит"], id="open ending"),
        pytest.param("аккредитив", [], id="inside cyrillic"),
        pytest.param("Займам", [], id="whole cyrillic"),
        pytest.param("займ", ["займ"], id="end of text"),
        pytest.param("เงินกู้ด่วน", ["เงินกู้"], id="thai"),
        pytest.param("OTP", ["otp"], id="three letters"),
        pytest.param("cvvs", [], id="three letters and more"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert sorted(words) == sorted(words_of(text))


def test_word_has_its_first_place_and_its_count() -> None:
    counter = WordCounter()
    counter.search(stack([Text("a", b"none"), Text("b", b"loan loan"), Text("c", b"LOAN")]))
    counter.search(stack([Text("d", b"loan")]))

    assert (WordHit("loan", "loan", "b", 4),) == counter.hits()


@pytest.mark.parametrize("kind", sorted({word.kind for word in load_app_words()}))
def test_every_word_is_found_in_itself(kind: str) -> None:
    texts = [word.text for word in load_app_words() if word.kind == kind]
    counter = WordCounter()
    counter.search(stack([Text(text, f"({text.upper()})".encode()) for text in texts]))

    assert set(texts) <= {hit.word for hit in counter.hits()}


LATIN = [word.text for word in load_app_words() if word.text.isascii()]
LONGEST_FIRST = "|".join(sorted(map(re.escape, LATIN), key=len, reverse=True))
PLAIN = re.compile(rf"(?<![a-z0-9|])(?=({LONGEST_FIRST})(?![a-z0-9]))")


@given(st.lists(st.sampled_from([*LATIN, "a", "s", "1", "|", "\n", "é", "x "]), max_size=12))
def test_latin_words_are_those_of_a_plain_search(parts: list[str]) -> None:
    text = "".join(parts)
    longest = {match[1] for match in PLAIN.finditer(text)}

    assert longest <= set(words_of(text))


@pytest.mark.parametrize("before", range(40))
def test_words_are_found_across_blocks(before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a block ends: in a word, at its border, in a character."""
    text = f"{'x' * before} instant loan, otp sloan 立即还款 кредитная карта loaned"
    whole = words_of(text)
    monkeypatch.setattr(words, "_BLOCK", 16)

    assert ["instant loan", "loan", "otp", "кредит"] == [
        word for word in ("instant loan", "loan", "otp", "кредит", "sloan") if word in whole
    ]
    assert whole == words_of(text)


def test_no_latin_word_is_found_where_a_letter_follows() -> None:
    assert [] == [word for word in LATIN if word[-1].isalnum() and word in words_of(f"{word}q")]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    counter = WordCounter()
    counter.search(stack([Text("a", data)]))

    assert len(counter.hits()) >= 0
