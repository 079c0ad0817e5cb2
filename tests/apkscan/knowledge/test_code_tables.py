"""Tables of framework methods, libraries and words: form, order, no repetition."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from apkscan.knowledge.apis import API_FAMILIES, Api, load_apis, read_apis
from apkscan.knowledge.app_words import (
    APP_WORD_KINDS,
    AppWord,
    load_app_words,
    read_app_words,
)
from apkscan.knowledge.libraries import load_libraries, read_libraries
from apkscan.knowledge.sdks import load_sdks
from apkscan.knowledge.support_methods import load_support_methods, read_support_methods
from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text

TABLES = ("apis.csv", "app_libraries.csv", "app_words.csv", "support_methods.csv")
CLASS = re.compile(r"[a-z]\w*(\.[a-z]\w*)*\.[A-Z]\w*(\$[A-Z]\w*)*")
PACKAGE = re.compile(r"[a-z]\w*(\.[A-Za-z]\w*)*")


@pytest.mark.parametrize("name", TABLES)
def test_table_says_its_source_and_date_and_is_sorted(name: str) -> None:
    lines = reference_text(name).splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]

    assert "2026-11-2" in "".join(line for line in lines if line.startswith("#"))
    assert sorted(rows, key=lambda row: row.split(",")[:3]) == rows
    assert [] == [row for row in rows if row.endswith(",")]


def test_methods_are_named_as_java_names_them() -> None:
    apis = load_apis()

    assert [] == [api for api in apis if not CLASS.fullmatch(api.owner)]
    assert [] == [api for api in apis if not re.fullmatch(r"[a-z]\w*|<init>", api.method)]
    assert [] == [name for name, n in Counter(api.name for api in apis).items() if n > 1]


def test_every_family_has_methods() -> None:
    assert set(API_FAMILIES) == {api.family for api in load_apis()}


def test_method_is_read() -> None:
    table = "family,class,method,note,source\nsms,a.B,send,sends,own\n"

    assert (Api("sms", "a.B", "send"),) == read_apis(table)
    assert "a.B.send" == read_apis(table)[0].name


def test_methods_that_the_support_library_brings_are_watched_ones() -> None:
    known = load_support_methods()

    assert known < {api.name for api in load_apis()}
    assert "android.telephony.SmsManager.sendTextMessage" not in known
    assert frozenset({"a.B$C.d"}) == read_support_methods("class,method,source\na.B$C,d,counted\n")


def test_libraries_are_packages_and_none_is_below_another() -> None:
    own = read_libraries(reference_text("app_libraries.csv"))

    assert [] == [name for name in own if not PACKAGE.fullmatch(name)]
    assert [] == [a for a in own for b in own if a.startswith(f"{b}.")]


def test_kits_are_libraries_too() -> None:
    kits = {mark.pattern for mark in load_sdks() if mark.kind == "class"}

    assert kits <= set(load_libraries())


def test_words_are_folded_and_unique() -> None:
    texts = [word.text for word in load_app_words()]

    assert [] == [text for text in texts if unicodedata.normalize("NFC", text.lower()) != text]
    assert [] == [text for text in texts if re.search(r"[_|*-]|^\s|\s$|\s\s", text)]
    assert [] == [text for text, n in Counter(texts).items() if n > 1]


def test_words_are_long_enough_for_the_search() -> None:
    words = [(w.text, len(w.text.encode())) for w in load_app_words()]

    assert [] == [text for text, size in words if size < (3 if text[0].isascii() else 6)]


def test_every_kind_has_words_in_english_and_chinese() -> None:
    found = {(word.kind, word.lang) for word in load_app_words()}

    assert {(kind, lang) for kind in APP_WORD_KINDS for lang in ("en", "zh")} <= found


def test_only_words_outside_latin_letters_are_open_ended() -> None:
    assert {"ru"} == {word.lang for word in load_app_words() if word.open_ended}


def test_word_is_read() -> None:
    table = "kind,lang,word,source\nloan,ru,кредит*,own\nloan,en,loan,own\n"

    assert (
        AppWord("loan", "ru", "кредит", open_ended=True),
        AppWord("loan", "en", "loan", open_ended=False),
    ) == read_app_words(table)


def test_unknown_kind_names_its_line() -> None:
    with pytest.raises(DataError, match=r"^app_words\.csv:2: "):
        read_app_words("kind,lang,word,source\nlone,en,loan,own\n")
