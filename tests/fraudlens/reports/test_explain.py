from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.explaining import NoChange
from fraudlens.reports.explain import explanation
from fraudlens.reports.look import Look
from fraudlens.verdict import Finding, Severity
from tests.fraudlens.reports.apps import EXPLANATION_OF_AN_APP, REJECTED


def test_a_picture_is_no_fact_for_a_terminal() -> None:
    shown = replace(REJECTED, facts={"label": "Quick", "icon_png": "iVBORw0KGgo="})
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=shown), Look()).decode()

    assert "label: Quick" in text
    assert "icon_png" not in text


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (True, "en", "fact: yes"),
        (True, "zh", "fact: 是"),
        (0.9927170408295751, "en", "fact: 0.992717"),
        (1.0, "en", "fact: 1"),
        (12345678, "en", "fact: 12345678"),
        (["v1", "v2"], "en", "fact: v1, v2"),
        (
            [{"url": "a.test", "seen": False}, {"url": "b.test", "seen": None, "at": []}],
            "en",
            "fact: url a.test, seen no; url b.test, seen absent, at none",
        ),
    ],
)
def test_facts_are_said_as_people_say_them(value: object, lang: str, shown: str) -> None:
    verdict = replace(REJECTED, facts={"fact": value})
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=verdict), Look(lang=lang)).decode()

    assert f"\n  {shown}\n" in text


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", ("target_sdk: 28", "own classes: 4")), ("zh", ("目标 API 级别: 28", "自有类: 4"))],
)
def test_names_are_those_of_the_record_or_chinese(lang: str, names: tuple[str, str]) -> None:
    finding = Finding("r", Severity.LOW, "text", {"own classes": "4"})
    verdict = replace(REJECTED, facts={"target_sdk": 28}, findings=(finding,))
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=verdict), Look(lang=lang)).decode()

    assert all(f"  {name}\n" in text for name in names)


@pytest.mark.parametrize("value", [None, "", [], {}, False])
def test_facts_that_say_nothing_are_left_out(value: object) -> None:
    verdict = replace(REJECTED, facts={"fact": value})
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=verdict), Look()).decode()

    assert "fact:" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("reason", list(NoChange))
def test_each_reason_for_no_change_has_words(reason: NoChange, lang: str) -> None:
    look = Look(width=200, lang=lang)
    text = explanation(replace(EXPLANATION_OF_AN_APP, no_change=reason), look).decode()

    assert f"{look.word('change')}\n  {look.word(reason)}\n" in text
