"""The way back from rewritten text to the source, and to line and column."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.extract.places import Lines, joined, pieces_of, unchanged

ENTITY = re.compile("&#[0-9]+;|~+")


def test_spans_lead_back() -> None:
    made = joined(pieces_of("a&#46;b~~c", ENTITY, lambda found: "" if found[0] == "~" else ".", 10))

    assert "a.bc" == made.text
    assert (10, 17) == made.span(0, 3)
    assert (11, 16) == made.span(1, 2)
    assert (16, 20) == made.span(2, 4)
    assert (12, 14) == joined([("abcdef", 10, 16)]).span(2, 4)


def test_unchanged_text_leads_to_itself() -> None:
    assert (2, 5) == unchanged("abcdef").span(2, 5)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [(1, 1, [(1, 1), (1, 3), (2, 1), (4, 2)]), (7, 5, [(7, 5), (7, 7), (8, 1), (10, 2)])],
    ids=["whole", "cut from a larger text"],
)
def test_lines_and_columns_count_from_one(
    line: int, column: int, expected: list[tuple[int, int]]
) -> None:
    lines = Lines("abc\nd\n\nfg", line, column)

    assert expected == [lines.of(at) for at in (0, 2, 4, 8)]


@given(st.text("ab\n", max_size=50), st.data())
def test_place_is_found_again(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    lines = Lines(text)

    for place in places:
        line, column = lines.of(place)
        assert place == sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1
