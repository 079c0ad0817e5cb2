"""Markdown shows what targets say and does nothing of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fraudlens.reports import markdown as module
from fraudlens.reports.escape_markdown import markdown_code, markdown_table, markdown_text
from fraudlens.reports.markdown import markdown
from fraudlens.reports.run import RunInfo
from fraudlens.verdict import Outcome, Verdict
from tests.fraudlens.reports.apps import APPS, REJECTED
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.drawn import TEXTS
from tests.fraudlens.reports.outcomes import BROKEN, FRAUD, OUTCOMES
from urlguard.whatwg import refang

RUN = RunInfo("0.1.0", datetime(2026, 11, 26, tzinfo=UTC))
TAGS = {"table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "p", "code"}
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tags(text: str) -> list[str]:
    return re.findall(r"<([a-z0-9]+)", READER.render(text))


def written(outcomes: list[Outcome]) -> str:
    return b"".join(markdown(outcomes, RUN)).decode()


@given(DRAWN)
def test_nothing_from_outside_becomes_an_element(outcomes: list[Outcome]) -> None:
    found = tags(written(outcomes))

    assert set(found) <= TAGS
    assert 1 == found.count("h1")


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_every_row_keeps_its_cells(rows: list[tuple[str, str]]) -> None:
    cells = [(markdown_code(one), markdown_text(two)) for one, two in rows]
    found = tags(markdown_table(("a", "b"), cells))

    assert [len(rows) + 1, 2 * len(rows), len(rows)] == [
        found.count(tag) for tag in ("tr", "td", "code")
    ]


@given(TEXTS)
def test_nothing_can_be_clicked_and_no_one_is_called(text: str) -> None:
    shown = markdown_text(text)

    assert not re.search(r"@\w", shown)
    assert not re.search(r"#\w", shown.replace("&#", ""))
    assert not re.search(r"(https?|ftp)://|www\.", shown, re.IGNORECASE)


@given(st.text(alphabet="`|a \n", max_size=30))
def test_code_ends_where_it_should_and_stays_in_its_cell(text: str) -> None:
    code = markdown_code(text)

    assert "`" == code[0] == code[-1]
    assert not set("`|\n") & set(code[1:-1])
    assert 3 <= len(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HTTPS://a.example/b", "hxxps://a\\[.\\]example/b"),
        ("hxxp://a.example", "hxxp://a\\[.\\]example"),
        ("ftp://0.1.2.3/4.5", "fxp://0\\[.\\]1\\[.\\]2\\[.\\]3/4.5"),
        ("www.a.example", "www\\[.\\]a.example"),
        ("me@a.example, @me, #12", "me[\\@]a.example, [\\@]me, [\\#]12"),
        ("0.97 of 1. End.", "0.97 of 1. End."),
    ],
)
def test_links_and_names_are_none(text: str, shown: str) -> None:
    assert shown == markdown_text(text)


def test_addresses_of_targets_read_back_as_they_were() -> None:
    target = re.search(r"`(hxxp[^`]*)`", written([FRAUD]))

    assert target
    assert FRAUD.subject.target == refang(target[1])[0]


def test_worst_targets_stand_first_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    lower = replace(FRAUD, score=0.98)
    text = written([*OUTCOMES, lower, BROKEN, BROKEN, *APPS, REJECTED])
    flagged = text.partition("## Flagged")[2].partition("##")[0]

    assert ["0.993", "0.980"] == re.findall(r"\| (\d\.\d{3}) \|", flagged)
    assert "\nAnd 4 more.\n" in flagged
    assert "\nAnd 1 more.\n" in text.partition("## Policy")[2].partition("##")[0]
    assert "\nAnd 1 more.\n" in text.partition("## Not read")[2]


def test_long_texts_are_cut() -> None:
    long = replace(FRAUD, subject=replace(FRAUD.subject, target="a" * 5000))

    assert f"`{'a' * 400}…`" in written([long])
    assert "a" * 401 not in written([long])


def test_a_sentence_stands_once_in_its_cell() -> None:
    twice = replace(FRAUD, reasons=FRAUD.reasons * 2, findings=FRAUD.findings * 2)

    assert written([FRAUD]) == written([twice])


def test_place_without_a_line_is_the_file() -> None:
    whole = replace(FRAUD, subject=replace(FRAUD.subject, line=None))

    assert "` `urls.txt` |" in written([whole])


def test_nothing_flagged_has_no_section() -> None:
    clear = [outcome for outcome in OUTCOMES if isinstance(outcome, Verdict)][2]

    assert "##" not in written([clear])
