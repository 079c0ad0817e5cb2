"""Columns of short texts: every operation against what a loop over byte strings gives."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.texts import (
    Strings,
    Texts,
    chosen,
    constant,
    encoded,
    is_plain_json,
    kept,
    packed,
    replaced,
    taken,
    weave,
)

PIECES = [b"", b"a", b"bc", b"", b"def"]


def rows(texts: Texts) -> list[bytes]:
    return [texts.row(number) for number in range(len(texts))]


@pytest.mark.parametrize("pieces", [PIECES, [], [b""]])
def test_packed_texts_are_given_back(pieces: list[bytes]) -> None:
    assert pieces == rows(packed(pieces))


@pytest.mark.parametrize("strings", [["a", "", "bc"], ["é", "\ud800", "x"], []])
def test_strings_become_utf8(strings: list[str]) -> None:
    assert [one.encode("utf-8", "surrogatepass") for one in strings] == rows(encoded(strings))


def test_rows_are_taken_kept_and_replaced() -> None:
    texts = packed(PIECES)

    assert [b"def", b"a"] == rows(taken(texts, np.array([4, 1])))
    assert [b"", b"a", b"", b"", b"def"] == rows(kept(texts, np.array([1, 1, 0, 0, 1], np.bool_)))
    assert [b"x", b"a", b"", b"", b"def"] == rows(
        replaced(texts, np.array([0, 2]), packed([b"x", b""]))
    )
    assert texts is replaced(texts, np.empty(0, np.int64), packed([]))


@pytest.mark.parametrize("given", [["a", "", "é", "\ud800", "xyz"], []])
def test_strings_are_made_when_asked_for(given: list[str]) -> None:
    strings = Strings(encoded(given))

    assert given == list(strings)
    assert len(given) == len(strings)
    assert given == [strings[at] for at in range(len(given))]
    for start in range(len(given) + 1):
        assert given[start : start + 2] == list(strings[start : start + 2])
    assert strings.texts is encoded(strings)


def test_a_run_of_strings_keeps_only_its_bytes() -> None:
    assert b"bcdef" == Strings(packed(PIECES))[2:].texts.data.tobytes()


def test_few_texts_stand_for_many_rows() -> None:
    assert [b"no", b"yes", b"no"] == rows(chosen(("no", "yes"), np.array([False, True, False])))
    assert [b"x", b"x"] == rows(constant(b"x", 2))
    assert [] == rows(constant(b"x", 0))


@given(
    table=st.integers(0, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.binary(max_size=9), min_size=width + 1, max_size=width + 1), max_size=6
        )
    )
)
def test_woven_rows_are_joined_texts(table: list[list[bytes]]) -> None:
    columns = [packed(list(column)) for column in zip(*table, strict=True)] or [packed([])]
    woven = weave([*columns, columns[0]])

    assert [b"".join([*row, row[0]]) for row in table] == rows(woven)
    assert b"".join(rows(woven)) == woven.data.tobytes()


@given(texts=st.lists(st.text(max_size=9)))
def test_plain_text_is_its_own_json(texts: list[str]) -> None:
    plain = is_plain_json(encoded(texts)).tolist()

    assert [
        one.isascii() and "\x7f" not in one and f'"{one}"' == json.dumps(one) for one in texts
    ] == plain
