from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.defang import defanged_text
from fraudlens.reports.escape import visible
from fraudlens.reports.page.markup import LONGEST, Html, element, joined, text

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_text_has_no_character_with_a_meaning_and_reads_back(value: str) -> None:
    written = text(value)

    assert not set(written) & set("<>\"'")
    assert written.isprintable()
    assert defanged_text(visible(value)) == unescape(written)


@given(ANY)
def test_attribute_ends_at_its_own_quote(value: str) -> None:
    written = element("p", title=value)

    assert written.startswith('<p title="')
    assert written.endswith('"></p>')
    assert 2 == written.count('"')


@pytest.mark.parametrize(("more", "end"), [(-1, "a"), (0, "a"), (1, "…")])
def test_text_is_bounded(more: int, end: str) -> None:
    written = text("a" * (LONGEST + more))

    assert end == written[-1]
    assert min(LONGEST, LONGEST + more) == len(written)


def test_elements_nest_and_leave_out_what_is_none() -> None:
    inner = element("input", type="search", data_n=0, title=None)

    assert '<input type="search" data-n="0">' == inner
    assert '<label for="a">x<input type="search" data-n="0"></label>' == element(
        "label", text("x"), inner, for_="a"
    )
    assert "<p></p>, <p></p>" == joined([element("p"), element("p")], Html(", "))
