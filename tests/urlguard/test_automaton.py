"""The automaton finds what a naive search finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urlguard.automaton import (
    HIT,
    PLACE,
    SYMBOLS,
    Automaton,
    Pattern,
    build,
    stands_alone,
    symbol_table,
)

letters = st.text("ab1-.", min_size=1, max_size=4)
patterns = st.lists(st.tuples(letters, st.booleans()), min_size=1, max_size=12)


def bytes_of(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode("ascii"), np.uint8)


def matches(machine: Automaton, text: str) -> list[tuple[int, int]]:
    """Give end and number of each pattern that the machine reports, as a kernel walks it."""
    found = []
    state = 0
    for i, byte in enumerate(text.encode("ascii")):
        state = int(machine.step[state, machine.symbols[byte]])
        hit = state if machine.pattern[state] >= 0 else int(machine.more[state])
        while hit:
            found.append((i + 1, int(machine.pattern[hit])))
            hit = int(machine.more[hit])
    return found


@settings(max_examples=400)
@given(patterns, st.text("ab1-.", max_size=25))
def test_machine_finds_what_a_naive_search_finds(listed: list[tuple[str, bool]], text: str) -> None:
    machine = build([Pattern(string, whole, n) for n, (string, whole) in enumerate(listed)])
    strings = [string for string, _ in listed]
    first = {string: strings.index(string) for string in strings}
    naive = [
        (end, first[text[begin:end]])
        for end in range(len(text) + 1)
        for begin in range(end)
        if text[begin:end] in first
    ]

    assert naive == matches(machine, text)
    assert [len(string) for string in strings] == machine.length.tolist()
    assert [whole for _, whole in listed] == machine.whole.tolist()
    assert list(range(len(listed))) == machine.payload.tolist()


@given(patterns)
def test_quick_table_says_what_the_steps_say(listed: list[tuple[str, bool]]) -> None:
    machine = build([Pattern(string, whole, n) for n, (string, whole) in enumerate(listed)])
    steps = machine.step.ravel()

    assert (steps * SYMBOLS).tolist() == (machine.quick & PLACE).tolist()
    assert ((machine.pattern >= 0) | (machine.more > 0))[steps].tolist() == (
        machine.quick >= HIT
    ).tolist()


def test_no_patterns_find_nothing() -> None:
    assert [] == matches(build([]), "abc")


def test_capitals_are_read_as_small_letters_and_all_else_as_one_symbol() -> None:
    symbols = symbol_table()

    assert [1, 26, 1, 26, 27, 36, 37, 38] == [int(symbols[b]) for b in b"azAZ09-."]
    assert {0} == {int(symbols[b]) for b in b"_/?#%@\0\xff"}
    assert SYMBOLS == len(set(symbols.tolist()))


@pytest.mark.parametrize(
    ("text", "begin", "end", "alone"),
    [
        ("bet", 0, 3, True),
        ("abet", 1, 4, False),
        ("bets", 0, 3, False),
        ("-bet.", 1, 4, True),
        ("1bet2", 1, 4, True),
        ("Xbet", 1, 4, False),
        ("a88b", 1, 3, True),
        ("188", 1, 3, False),
        ("882", 0, 2, False),
        ("a-b-c", 1, 4, True),
    ],
)
def test_pattern_stands_alone_between_other_kinds_of_characters(
    text: str, begin: int, end: int, alone: bool
) -> None:
    assert alone == stands_alone(bytes_of(text), begin, end, 0, len(text))


def test_what_lies_outside_the_span_does_not_count() -> None:
    assert stands_alone(bytes_of("abetx"), 1, 4, 1, 4)
