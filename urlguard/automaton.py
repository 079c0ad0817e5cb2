"""An Aho-Corasick automaton over many short ASCII patterns, as flat arrays for kernels.

Source: Aho and Corasick, Efficient string matching, CACM 18(6), 1975 (from memory).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from urlguard.batch import Bytes

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
    symbols = symbol_table()
    children: list[dict[int, int]] = [{}]
    ends: dict[int, int] = {}
    depths = [0]
    for number, pattern in enumerate(patterns):
        state = 0
        for byte in pattern.text.encode("ascii"):
            symbol = int(symbols[byte])
            following = children[state].get(symbol)
            if following is None:
                following = len(children)
                children[state][symbol] = following
                children.append({})
                depths.append(depths[state] + 1)
            state = following
        ends.setdefault(state, number)
    step, fail = _link(children, np.array(depths))
    pattern_at = np.full(len(children), -1, np.int32)
    pattern_at[list(ends)] = list(ends.values())
    more = _shortcuts(pattern_at, fail, np.array(depths))
    hit = ((pattern_at >= 0) | (more > 0)).astype(np.uint32) * HIT
    return Automaton(
        step=step,
        quick=(step.astype(np.uint32) * np.uint32(SYMBOLS) | hit[step]).ravel(),
        pattern=pattern_at,
        more=more,
        symbols=symbols,
        length=np.array([len(p.text) for p in patterns], np.int32),
        whole=np.array([p.whole for p in patterns], np.bool_),
        payload=np.array([p.payload for p in patterns], np.int32),
    )


def _link(
    children: list[dict[int, int]], depths: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Fill missing transitions level by level.

    Shape: step int32 (states, SYMBOLS); fail int32 (states,).
    """
    child = np.zeros((len(children), SYMBOLS), np.int32)
    for state, following in enumerate(children):
        for symbol, target in following.items():
            child[state, symbol] = target
    fail = np.zeros(len(children), np.int32)
    step = child.copy()
    for depth in range(1, int(depths.max()) + 1):
        states = np.flatnonzero(depths == depth)
        fallback = step[fail[states]]
        own = child[states]
        rows, symbols = np.nonzero(own)
        fail[own[rows, symbols]] = fallback[rows, symbols]
        step[states] = np.where(own > 0, own, fallback)
    return step, fail


def _shortcuts(
    pattern: NDArray[np.int32], fail: NDArray[np.int32], depths: NDArray[np.int64]
) -> NDArray[np.int32]:
    more = np.zeros(len(fail), np.int32)
    for depth in range(1, int(depths.max()) + 1):
        states = np.flatnonzero(depths == depth)
        shorter = fail[states]
        more[states] = np.where(pattern[shorter] >= 0, shorter, more[shorter])
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
