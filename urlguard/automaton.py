"""An Aho-Corasick automaton over many short ASCII patterns, as flat arrays for kernels.

Source: Aho and Corasick, Efficient string matching, CACM 18(6), 1975 (from memory).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fraudlens.texts import encoded
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from urlguard.batch import Bytes, Offsets

SYMBOLS = 39
"""26 letters, 10 digits, hyphen, dot, and all else as symbol 0."""


def symbol_table() -> Bytes:
    """Give the symbol of each byte value, capitals as small letters: uint8 (256,)."""
    table = np.zeros(256, np.uint8)
    for number, byte in enumerate(b"abcdefghijklmnopqrstuvwxyz0123456789-.", start=1):
        table[byte] = number
    for byte in range(ord("A"), ord("Z") + 1):
        table[byte] = table[byte + 32]
    return table


HIT = np.uint32(1 << 31)
"""Bit in `Automaton.quick`: a pattern ends in the next state."""
PLACE = np.uint32(HIT - 1)
"""The other bits: where the next state begins in `Automaton.quick`."""


class Automaton(NamedTuple):
    """The machine: follow `step` byte by byte, then walk `more` from each state for the matches."""

    step: NDArray[np.int32]
    """Next state by state and symbol, int32 (states, SYMBOLS)."""
    quick: NDArray[np.uint32]
    """The same for kernels in a hurry, flat: `PLACE` of the next state, and `HIT`."""
    pattern: NDArray[np.int32]
    """Pattern that ends in a state, -1 for none."""
    more: NDArray[np.int32]
    """Next shorter state in which a pattern ends, 0 for none."""
    symbols: Bytes
    length: NDArray[np.int32]
    """Length of each pattern."""
    whole: NDArray[np.bool_]
    """Whether the pattern counts only between other kinds of characters."""
    payload: NDArray[np.int32]
    """What each pattern stands for, as the builder said."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A string to find."""

    text: str
    whole: bool
    payload: int


def build(patterns: Sequence[Pattern]) -> Automaton:
    """Compile patterns of `[a-z0-9.-]`; of equal texts the first wins."""
    symbols, column = symbol_table(), encoded([pattern.text for pattern in patterns])
    step, pattern, levels = _grow(symbols[column.data], column.begin, column.end)
    more = _link(levels, step, pattern)
    hit = ((pattern >= 0) | (more > 0)).astype(np.uint32) * HIT
    return Automaton(
        step=step,
        quick=(step.astype(np.uint32) * np.uint32(SYMBOLS) | hit[step]).ravel(),
        pattern=pattern,
        more=more,
        symbols=symbols,
        length=np.array([len(p.text) for p in patterns], np.int32),
        whole=np.array([p.whole for p in patterns], np.bool_),
        payload=np.array([p.payload for p in patterns], np.int32),
    )


def _grow(
    text: Bytes, begin: Offsets, end: Offsets
) -> tuple[NDArray[np.int32], NDArray[np.int32], list[int]]:
    """Give transitions and patterns of the bare tree, and where the states of each depth begin.

    Shape: text uint8 (m,), symbols; begin and end int64 (patterns,).
    """
    sizes, states = end - begin, np.zeros(len(begin), np.int64)
    edges, ends = [], []
    levels = [0, 1]
    for depth in range(int(sizes.max(initial=0)) + 1):
        ends.append((states[sizes == depth], np.flatnonzero(sizes == depth)))
        there = np.flatnonzero(sizes > depth)
        edge = states[there] * SYMBOLS + text[begin[there] + depth]
        new, which = np.unique(edge, return_inverse=True)
        edges.append(new)
        states[there] = levels[-1] + which
        levels.append(levels[-1] + len(new))
    step = np.zeros((levels[-1], SYMBOLS), np.int32)
    step.ravel()[np.concatenate(edges)] = np.arange(1, levels[-1])
    pattern = np.full(levels[-1], -1, np.int32)
    for state, number in ends:
        where, first = np.unique(state, return_index=True)
        pattern[where] = number[first]
    return step, pattern, levels[1:]


def _link(
    levels: Sequence[int], step: NDArray[np.int32], pattern: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Fill missing transitions, depth by depth, the nearest to the root first; give `more`."""
    fail, more = np.zeros(len(step), np.int32), np.zeros(len(step), np.int32)
    for begin, end in pairwise(levels):
        shorter, mine = fail[begin:end], step[begin:end]
        more[begin:end] = np.where(pattern[shorter] >= 0, shorter, more[shorter])
        theirs, longer = step[shorter], mine > 0
        fail[mine[longer]] = theirs[longer]
        step[begin:end] = np.where(longer, mine, theirs)
    return more


@kernel
def stands_alone(text: Bytes, begin: int, end: int, low: int, high: int) -> bool:
    """Tell whether `begin:end` borders on other kinds of characters inside `low:high`."""
    if begin > low and _same_kind(text[begin - 1], text[begin]):
        return False
    return not (end < high and _same_kind(text[end], text[end - 1]))


@kernel
def _same_kind(one: int, other: int) -> bool:
    return _kind(one) != 0 and _kind(one) == _kind(other)


@kernel
def _kind(byte: int) -> int:
    if 48 <= byte <= 57:
        return 2
    return 1 if 97 <= (byte | 32) <= 122 else 0
