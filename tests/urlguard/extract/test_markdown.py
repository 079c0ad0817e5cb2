from __future__ import annotations

import pytest

from urlguard.extract.markdown import markdown_finds

CASES = {
    "link": ("[site](http://evil.example/x)", [("http://evil.example/x", "link", None)]),
    "other words": ("[bank.com]( http://evil.example 'title')",
                    [("bank.com", None, None), ("http://evil.example", "link", "bank.com")]),
    "angles": ("[a b](<http://evil.example/x>)", [("http://evil.example/x", "link", None)]),
    "bare": ("<http://a.example> see b.com", [("http://a.example", None, None),
             ("b.com", None, None)]),
    "no words": ("](http://a.example)", [("http://a.example", None, None)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_links_are_held_against_their_words(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert expected == [(find.target, find.part, find.shown) for find in markdown_finds(text)]


def test_places_count_from_where_the_text_begins() -> None:
    found = [(find.line, find.column) for find in markdown_finds("a.com\nb.com", 5, 3)]

    assert [(5, 3), (6, 1)] == found
