from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fraudlens.reports.look import Look
from fraudlens.reports.table import table_rows
from fraudlens.verdict import Subject, Where
from tests.fraudlens.reports.apps import PASSED

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = replace(PASSED, policy=None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"label": "Quick Loan", "package": "a.loan", "version": "1.2"}, "Quick Loan (a.loan) 1.2"),
        ({"label": "", "package": "a.loan", "version": None}, "(a.loan)"),
        ({"label": "two\nlines  apart", "package": ""}, r"two\x0alines apart"),
        ({"label": "\x1b[2Jloan\u202e", "package": "a.b"}, "loan"),
    ],
)
def test_apps_are_named_below_their_file(facts: Mapping[str, str | None], expected: str) -> None:
    _, name = table_rows([replace(APP, facts=facts)], Look()).decode().splitlines()

    assert expected in name
    assert "\x1b" not in name
    assert "\u202e" not in name


def test_apps_without_a_name_have_no_line_for_it() -> None:
    assert len(table_rows([replace(APP, facts={})], Look()).decode().splitlines()) == 1


def test_addresses_have_no_line_for_a_name() -> None:
    verdict = replace(APP, subject=Subject("url", "https://example.com/"), facts={"label": "a"})

    assert len(table_rows([verdict], Look()).decode().splitlines()) == 1


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where("eml", "x\u202e", "part 2 text/html a href", 14), [
            "mail.eml:3:14 (part 2 text/html a href; as x\\u202e)"]),
        (Where("text", "https://a.example/", None, 2), ["mail.eml:3:2"]),
        (None, []),
    ],
)  # fmt: skip
def test_place_in_a_messy_text_stands_below_the_target(
    where: Where | None, expected: list[str]
) -> None:
    subject = Subject("url", "https://a.example/", "mail.eml", 3, where)
    _, *below = table_rows([replace(APP, subject=subject)], Look()).decode().splitlines()

    assert expected == [line.strip() for line in below]
