"""Addresses in pages, in their attributes and in what is shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.extract.html import html_finds
from urlguard.extract.tags import Tag, tokens
from urlguard.extract.text import MAX_ADDRESS

CASES = {
    "link": ('<a href="http://a.example/?b=1&amp;c=2">x</a>', ["a href: http://a.example/?b=1&c=2"]),
    "unquoted": ("<a href=http://a.example/b>x</a>", ["a href: http://a.example/b"]),
    "no scheme": ("<a href='//a.example/b'>x", ["a href: //a.example/b"]),
    "blanks inside": ('<a href="\nht\ntp://a.ex\tample/ ">x', ["a href: http://a.example/"]),
    "relative": ('<a href="/b"><img src=c.png><a href="#x">', []),
    "no host": ('<a href="http://localhost/">', []),
    "script": ("<a href=\"javascript:location='http://a.example/'\">",
               ["a href: http://a.example/"]),
    "defanged": ('<a href="hxxp://a[.]top/">x', ["a href: http://a.top/"]),
    "form": ('<form action="https://a.example/x" method=post>', ["form action: https://a.example/x"]),
    "image": ('<img src="https://a.example/x.png"/>', ["img src: https://a.example/x.png"]),
    "refresh": ("<META http-equiv=Refresh content=\"0; URL='http://a.example/x'\">",
                ["meta refresh: http://a.example/x"]),
    "other meta": ('<meta property="og:url" content="http://a.example/x">',
                   ["meta content: http://a.example/x"]),
    "handler": ("<div onclick=\"open('http://a.example/x')\">", ["div onclick: http://a.example/x"]),
    "names": ('<html xmlns="http://w3.example/1999"><b itemtype="http://schema.example/x">', []),
    "declaration": ('<!DOCTYPE html "http://www.w3.example/x.dtd"><?xml "http://a.example"?>', []),
    "comment": ("<!-- http://a.example/x --> <!-- b.com", ["comment: http://a.example/x"]),
    "code": ("<script>window.location='http://a.example/x';foo.name</script>evil.com",
             ["script: http://a.example/x", "text: evil.com"]),
    "open code": ("<style>@import 'http://a.example/x'", ["style: http://a.example/x"]),
    "text": ("<p>see example.com&#47;a<br>b.com</p>c.com", ["text: example.com/a", "text: b.com",
             "text: c.com"]),
    "split": ("<p>ev<wbr>il<i>.</i>com ex&shy;ample.com", ["text: evil.com", "text: example.com"]),
    "neighbours": ("<a>http://a.example</a><a>http://b.example</a>",
                   ["text: http://a.example", "text: http://b.example"]),
    "messages": ('<smses><sms address="+1" body="pay at&#10;evil.com" /></smses>',
                 ["sms body: evil.com"]),
    "no page": ("a < b http://a.example/ <", ["text: http://a.example/"]),
    "empty": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_addresses_of_a_page(page: str, expected: list[str]) -> None:
    assert expected == [f"{find.part}: {find.target}" for find in html_finds(page)]


def test_places_and_texts_are_those_of_the_source() -> None:
    page = '<p>x\n<a href="http://evil.example/?a&amp;b">our www.<b>bank</b>.com site</a>\nb.com'
    found = [(find.line, find.column, find.text) for find in html_finds(page)]

    assert [
        (2, 10, "http://evil.example/?a&amp;b"),
        (2, 44, "www.<b>bank</b>.com"),
        (3, 1, "b.com"),
    ] == found


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("www.bank.com", "www.bank.com"),
        ("go to <b>bank</b>.com now", "bank.com"),
        ("click here", None),
        ("http://evil.example/other", None),
        ("www.evil.example", None),
        ("", None),
    ],
)
def test_words_of_a_link_that_lead_elsewhere_are_told(words: str, shown: str | None) -> None:
    first = next(html_finds(f'<a href="http://evil.example/x">{words}</a> later.com'))

    assert shown == first.shown


def test_link_that_is_never_closed_has_its_words_too() -> None:
    first, second, *_ = html_finds('<a href="//evil.example/"><img src=//c.example/x>bank.com')

    assert ("bank.com", None) == (first.shown, second.shown)


def test_text_that_is_split_far_apart_is_told_without_its_tags() -> None:
    (find,) = html_finds(f"<p>evil.<b class='{'x' * MAX_ADDRESS}'>com</b>")

    assert ("evil.com", "evil.com") == (find.target, find.text)


def test_tokens_cover_the_page() -> None:
    page = "a<b c='>' d=e f>g</b><script>if (a<b) {}</script x>h<!-- -- ><i"
    found = [(page[token.start : token.end], isinstance(token, Tag)) for token in tokens(page)]

    assert [
        ("a", False), ("<b c='>' d=e f>", True), ("g", False), ("</b>", True), ("<script>", True),
        ("if (a<b) {}", False), ("</script x>", True), ("h", False), ("<!-- -- ><i", False),
    ] == found  # fmt: skip


@given(
    st.lists(
        st.sampled_from([
            "<a href=", "<a", ">", "'", '"', "http://a.example/", "evil.com", "</a>", "<b>", "<!--",
            "-->", "<script>", "</script>", "&amp;", "&#46;", " ", "=", "/", "<",
            "<meta http-equiv",
            "=refresh content=", "\u200b", "//",
        ]),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_any_page_is_searched_in_order(page: str) -> None:
    found = [(find.line, find.column) for find in html_finds(page)]
    covered = list(tokens(page))

    assert sorted(found) == found
    assert [token.start for token in covered] == [0, *(token.end for token in covered)][
        :-1
    ] or not page


HOSTILE = {
    "tags": "<b>" * 100_000,
    "links": "<a href='http://a.example/'>" * 20_000,
    "open quotes": '<a "' * 100_000,
    "scripts": "<script>" * 100_000,
    "comments": "<!--" * 100_000,
    "less than": "<" * 500_000,
    "attributes": "<a" + " b=c" * 100_000,
    "blanks": "<a" + " " * 500_000,
    "entities": "&amp;" * 100_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_costs_what_its_length_says(page: str) -> None:
    begin = time.process_time()
    list(html_finds(page))

    assert time.process_time() - begin < 10
