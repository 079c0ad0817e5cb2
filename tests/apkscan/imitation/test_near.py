"""Near strings and icons are found as comparing all pairs would find them."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.imitation.icons import MOST_BITS, IconIndex, icon_number
from apkscan.imitation.near import _CROWD, LONGEST, NearIndex, distance, edits_allowed


def levenshtein(one: str, other: str) -> int:
    """Compare by the textbook."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[:], i
        for j, wanted in enumerate(other, 1):
            row[j] = min(above[j - 1] + (letter != wanted), above[j] + 1, row[j - 1] + 1)
    return row[-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 2))
def test_distance_is_that_of_the_textbook(one: str, other: str, most: int) -> None:
    assert min(levenshtein(one, other), most + 1) == distance(one, other, most)


@given(st.lists(st.text("ab", min_size=4, max_size=14), max_size=12), st.text("ab", max_size=16))
def test_index_finds_what_comparing_all_finds(texts: list[str], query: str) -> None:
    expected = {
        text: levenshtein(text, query)
        for text in texts
        if 0 < edits_allowed(len(text)) >= levenshtein(text, query)
    }

    assert expected == NearIndex(texts).near(query)


@pytest.mark.parametrize(("length", "edits"), [(5, 0), (6, 1), (10, 1), (11, 2), (60, 2), (61, 0)])
def test_longer_names_may_differ_in_more(length: int, edits: int) -> None:
    assert edits == edits_allowed(length)


def test_very_long_strings_are_not_compared() -> None:
    assert {} == NearIndex(["a" * (LONGEST + 1)]).near("a" * (LONGEST + 1))


@pytest.mark.parametrize(("number", "found"), [(_CROWD, True), (_CROWD + 1, False)])
def test_a_piece_of_a_crowd_says_nothing(number: int, found: bool) -> None:
    texts = [f"abcdef{chr(0x4E00 + i)}xyzw"[:10] for i in range(number)]

    assert found is bool(NearIndex(texts).near("abcdef\u3400xyz"))


def test_icons_are_found_as_comparing_all_finds_them() -> None:
    draw = random.Random(5)
    hashes = [draw.getrandbits(64) for _ in range(300)]
    queries = [value ^ sum(1 << bit for bit in draw.sample(range(64), flips))
               for flips, value in enumerate(hashes[:12])]  # fmt: skip
    index = IconIndex(hashes)

    for query in queries:
        near = {v: (v ^ query).bit_count() for v in hashes if (v ^ query).bit_count() <= MOST_BITS}
        assert near == index.near(query)


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("", None), ("xyz", None), ("be68", None), ("0" * 16, None), ("f" * 16, None),
        ("000000000000003f", 63), ("000000000000001f", None),
    ],
)  # fmt: skip
def test_blank_icons_have_no_number(digits: str, number: int | None) -> None:
    assert number == icon_number(digits)


def test_rows_of_cuts_are_whole() -> None:
    from apkscan.imitation.near import _cuts  # noqa: PLC0415  private, only here

    for size in range(6, 61):
        cuts = _cuts(size)
        assert size == sum(length for _, length in cuts)
        assert all(a + length == b for (a, length), (b, _) in pairwise(cuts))
