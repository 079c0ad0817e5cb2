from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.extract import passages as module
from urlguard.extract.passages import passages
from urlguard.extract.places import Lines


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        ([b"a\nb"], [("a\n", 1, 1), ("b", 2, 1)]),
        ([b"a\nb", b"c\nd\n"], [("a\n", 1, 1), ("bc\nd\n", 2, 1)]),
        ([b"a", b"b"], [("ab", 1, 1)]),
        ([b"\xe4\xb8", b"\xad\n"], [("中\n", 1, 1)]),
        ([b"x\xff"], [("x\ufffd", 1, 1)]),
        ([b"\xe4\xb8"], [("\ufffd", 1, 1)]),
    ],
)
def test_text_is_cut_behind_lines(
    blocks: list[bytes], expected: list[tuple[str, int, int]]
) -> None:
    assert expected == list(passages(blocks, "utf-8", 0))


def test_long_line_is_cut_at_a_blank_or_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PASSAGE", 4)
    found = list(passages([b"ab cd", b"efghijk", b"\nx"], "utf-8", 0))

    assert [("ab", 1, 1), (" cdefghijk"[:10], 1, 3), ("\n", 1, 13), ("x", 2, 1)] == found


@given(st.lists(st.text("ab \n中", max_size=12), max_size=8), st.integers(1, 6))
def test_pieces_are_the_text_and_know_where_they_begin(parts: list[str], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_PASSAGE", most)
        found = list(passages([part.encode() for part in parts], "utf-8", 0))
    text = "".join(parts)
    lines = Lines(text)
    begins = [sum(len(piece) for piece, _, _ in found[:at]) for at in range(len(found))]

    assert text == "".join(piece for piece, _, _ in found)
    assert [lines.of(at) for at in begins] == [(line, column) for _, line, column in found]
    assert all(one != other for one, other in pairwise(begins))
