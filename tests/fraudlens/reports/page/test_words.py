from __future__ import annotations

import pytest

from apkscan.policy.packs import APP_FIELDS
from fraudlens.reports.page.words import PAGE_WORDS, Say
from fraudlens.reports.words import LANGS, WORDS
from tests.fraudlens.reports.test_words import placeholders


def test_languages_have_the_same_words_with_the_same_places() -> None:
    english, chinese = PAGE_WORDS["en"], PAGE_WORDS["zh"]

    assert set(LANGS) == set(PAGE_WORDS)
    assert {k: placeholders(t) for k, t in english.items()} == {
        k: placeholders(t) for k, t in chinese.items()
    }


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_is_written_twice(lang: str) -> None:
    """A word of all reports stays the same in this one."""
    assert {} == {
        key: text for key, text in PAGE_WORDS[lang].items() if WORDS[lang].get(key) == text
    }


@pytest.mark.parametrize("name", [*APP_FIELDS, "official package", "matched", "listing", "reason"])
def test_what_findings_rest_on_has_a_chinese_name(name: str) -> None:
    assert name != Say("zh").evidence(name)
    assert "官方" == Say("zh").evidence("official")


def test_names_that_are_not_known_are_shown_as_they_are() -> None:
    english, chinese = Say("en"), Say("zh")

    assert ("Package", "包名") == (english.fact("package"), chinese.fact("package"))
    assert "domain age days" == english.fact("domain_age_days") == chinese.fact("domain_age_days")
    assert ("own classes", "自有类") == (
        english.evidence("own classes"),
        chinese.evidence("own classes"),
    )
    assert "odd name" == english.evidence("odd_name") == chinese.evidence("odd_name")
    assert "{unknown}" == english("{unknown}")
