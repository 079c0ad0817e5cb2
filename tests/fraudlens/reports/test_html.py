from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.html import html
from fraudlens.reports.page.gather import Bounds
from fraudlens.reports.words import LANGS
from fraudlens.verdict import Failure, Subject
from tests.fraudlens.reports.apps import APPS
from tests.fraudlens.reports.hostile import ELSEWHERE, HOSTILE, PAYLOADS, broken_out
from tests.fraudlens.reports.outcomes import CLEAR, FRAUD, OUTCOMES, SUSPICIOUS
from tests.fraudlens.reports.pages import ALL, RUN, page, shown

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

FOLDER = Path(__file__).parents[2] / "data" / "reports"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_html.py"


def readable(source: str) -> str:
    """Put each element on a line of its own, and leave out the style and the script."""
    cut = re.sub(r"(?s)(<(style|script)>).*?(</\2>)", r"\1\3", source)
    cut = re.sub(r"sha256-[\w+/=]{44}", "sha256-", cut)
    return cut.replace("><", ">\n<")


@pytest.mark.parametrize("lang", LANGS)
def test_report_is_as_the_golden_file(lang: str) -> None:
    file = FOLDER / f"page-{lang}.html"
    text = readable(page(ALL, replace(RUN, lang=lang)).source)
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        file.write_bytes(text.encode())

    assert file.read_bytes().decode() == text, f"if that is right: {REFRESH}"


@pytest.mark.parametrize(
    "outcomes",
    [(), (CLEAR,), OUTCOMES, ALL, HOSTILE, OUTCOMES[-1:]],
    ids=["nothing", "clear", "urls", "all", "hostile", "only-a-failure"],
)
@pytest.mark.parametrize("lang", LANGS)
def test_page_is_well_formed(outcomes: tuple[Outcome, ...], lang: str) -> None:
    found = page(outcomes, replace(RUN, lang=lang))

    assert [] == found.wrong
    assert f'<html lang="{lang}">' in found.source
    assert found.source.startswith("<!doctype html>\n")


@given(st.text(st.characters(exclude_categories=()), max_size=40), st.sampled_from(["apk", "url"]))
def test_no_text_changes_the_elements_of_a_page(payload: str, kind: str) -> None:
    found, plain = (page(broken_out(text, kind=kind)) for text in (f"x{payload}", "x"))

    assert [] == found.wrong
    # The source of a rule is a link only while it is a plain address.
    plain.elements["span"] += plain.elements.pop("a")
    found.elements["span"] += found.elements.pop("a")
    assert plain.elements == found.elements
    assert plain.ids.keys() == found.ids.keys()


def test_policy_allows_the_style_and_the_script_of_the_page_only() -> None:
    found = page(HOSTILE)
    (style,), (script,) = found.blocks["style"], found.blocks["script"]
    digests = [b64encode(sha256(each.encode()).digest()).decode() for each in (style, script)]

    assert found.policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}';"
        " img-src data:; base-uri 'none'; form-action 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )


def test_page_names_nothing_to_fetch() -> None:
    found = page([*HOSTILE, *ALL])
    outward = [link for link in found.links if not link["href"].startswith("#")]

    assert ["data:"] == sorted({address[:5] for address in found.pictures})
    assert {APPS[0].policy.breaches[0].source} == {link["href"] for link in outward}  # type: ignore[union-attr]
    assert {"noopener noreferrer"} == {link["rel"] for link in outward}
    for block in ("style", "script"):
        assert not re.search(r"url\(|@import|https?:|fetch|eval|innerHTML", found.blocks[block][0])


def test_no_address_of_a_target_can_be_clicked_or_made_a_link() -> None:
    found = page([*HOSTILE, *OUTCOMES])
    text = "".join(found.texts)

    assert not [link for link in found.links if ELSEWHERE in link["href"]]
    assert not re.search(r"(?i)https?:", text)
    assert "hxxp://paypal[.]com[.]secure-login[.]example/verify/account" in text


@pytest.mark.parametrize("payload", PAYLOADS[:18])
def test_hostile_text_is_shown_as_it_is(payload: str) -> None:
    finding = replace(FRAUD.findings[0], text=payload)

    assert payload.replace("https:", "hxxps:")[:30] in shown(
        [replace(FRAUD, findings=(finding,))]
    ).replace("[.]", ".")


def test_hidden_characters_are_seen() -> None:
    text = shown(broken_out("a\x00\u202e\u200b\ud800b"))

    assert "a\\x00\\u202e\\u200b\\ud800b" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b-\u202e\ud800]", text)


def test_same_outcomes_give_the_same_bytes() -> None:
    one, other = (b"".join(html(iter(ALL), RUN)) for _ in range(2))

    assert one == other


def test_page_is_written_in_pieces() -> None:
    pieces = list(html(ALL, RUN))

    assert len(pieces) > 20
    assert all(piece.endswith(b"\n") for piece in pieces)


def test_counts_are_of_all_where_the_table_is_not() -> None:
    many = [FRAUD, *[SUSPICIOUS] * 3, CLEAR, OUTCOMES[-1], OUTCOMES[-1]]
    found = page(many, bounds=Bounds(rows=3, sections=2, failures=1))
    text = "".join(found.texts)

    assert [] == found.wrong
    assert "1 fraud3 suspicious1 clear2 not readof 7 targets" in text
    assert "The table has the worst 3 of 7 targets; the counts above are of all." in text
    assert "The worst 2 of 5 targets are told in full" in text
    assert "The first 1 of 2 are listed." in text
    assert 2 == found.elements["article"]
    assert ["#t1", "#t2"] == [
        link["href"] for link in found.links if re.fullmatch(r"#t\d+", link["href"])
    ]


def test_page_that_holds_all_leaves_nothing_out() -> None:
    assert "the worst" not in shown(ALL).lower()


def test_each_target_that_was_judged_is_told_in_full() -> None:
    found = page([APPS[2], CLEAR, OUTCOMES[-1]])

    assert 2 == found.elements["article"]
    assert "Store rules: pass 1" in "".join(found.texts)


def test_where_nothing_could_be_judged_nothing_is_told_in_full() -> None:
    found = page([OUTCOMES[-1]])

    assert 0 == found.elements["article"]
    assert "Nothing could be judged." in "".join(found.texts)


def test_a_run_of_nothing_says_so() -> None:
    found = page([])

    assert "There was no target." in "".join(found.texts)
    assert 0 == found.elements["table"]


def test_a_run_of_failures_has_no_score_to_draw() -> None:
    found = page([Failure(Subject("url", "x"), "malformed", "no host")])

    assert 1 == found.elements["svg"]
    assert "of 1 target" in "".join(found.texts)
