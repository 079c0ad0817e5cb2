"""Names one slip away from a token: one character inserted, dropped, changed, or two swapped.

The names, and the names less one character, stand in a hash table; a token and the token less one
character are looked up there (symmetric deletion: W. Garbe, SymSpell, 2012; from memory). Most
tokens are ruled out before by their ends, since a slip leaves the longer of them as it was. A text
that is two names less one character stands for the first of them alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fraudlens.texts import encoded
from urlguard.hashing import (
    TableKeys,
    TableValues,
    find,
    grow_hash,
    hash_all,
    hash_spans,
    mix,
    spread,
    table_of,
)
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from urlguard.batch import Bytes, Offsets

MIN_LENGTH = 6
"""Of a name; shorter ones have too many honest neighbours."""
_MAX_TOKEN = 30
"""Longer tokens are not looked at."""
_END_SLOTS = 1 << 13


class Names(NamedTuple):
    """Names for kernels."""

    keys: TableKeys
    """Hashes of names, and of names with one character left out."""
    values: TableValues
    """Number of the name in `start`, plus 1."""
    heads: NDArray[np.int64]
    """Lengths of what may be one slip away from a name, as bits, by `_end_slot` of its head."""
    tails: NDArray[np.int64]
    """The same by its tail."""
    text: Bytes
    start: Offsets
    payload: NDArray[np.int32]
    """What each name stands for, above 0; 0 for a word."""


def build_names(names: Sequence[str], payloads: Sequence[int], words: Sequence[str] = ()) -> Names:
    """Compile ASCII names of `MIN_LENGTH` or more; of equal names the last wins.

    One of `words` is a word, not a slip of a name, however near it is to one.
    """
    keys, values = table_of(*_neighbours(names, words))
    column = encoded([*names, *words])
    return Names(
        keys=keys,
        values=values,
        heads=_ends(names, last=False),
        tails=_ends(names, last=True),
        text=column.data,
        start=np.append(column.begin, len(column.data)),
        payload=np.array([*payloads, *(0 for _ in words)], np.int32),
    )


def _neighbours(names: Sequence[str], words: Sequence[str]) -> tuple[TableKeys, TableValues]:
    """Give the hashes of names, words, and names less one character, with the number plus 1.

    The last of equal names or words comes first, then all else in order.
    """
    whole = [(text, number) for number, text in enumerate([*names, *words], start=1)][::-1]
    less = [
        (name[:left_out] + name[left_out + 1 :], number)
        for number, name in enumerate(names, start=1)
        for left_out in range(len(name))
    ]
    near = [*whole, *less]
    numbers = np.fromiter((number for _, number in near), np.int64, len(near))
    return hash_all([text for text, _ in near]), numbers


def _ends(names: Sequence[str], *, last: bool) -> NDArray[np.int64]:
    """Give the lengths of tokens that may be one slip away from names, as bits, by one end."""
    found = np.zeros(_END_SLOTS, np.int64)
    column = encoded(names)
    for more in (-1, 0, 1):
        near = column.end - column.begin + more
        looked_at = near <= _MAX_TOKEN
        begin, end, near = column.begin[looked_at], column.end[looked_at], near[looked_at]
        size = (near - 1) // 2  # as `_whole_end`
        first = end - size if last else begin
        keys = spread(hash_spans(column.data, first, first + size))
        slots = (keys & np.uint64(_END_SLOTS - 1)).astype(np.int64)
        np.bitwise_or.at(found, slots, 1 << near)
    return found


@kernel
def near_name(text: Bytes, begin: int, end: int, names: Names) -> int:
    """Give what a name one slip away from a token stands for, 0 if it is a name itself."""
    prefix = np.uint64(0)
    for left_out in range(begin - 1, end):
        key = prefix
        for i in range(left_out + 1, end):
            key = grow_hash(key, text[i])
        if left_out >= begin:
            prefix = grow_hash(prefix, text[left_out])
        number = find(names.keys, names.values, key)
        if number:
            first, last = names.start[number - 1], names.start[number]
            slips = _slips(text, begin, end, names.text, first, last)
            if slips == 0:
                return 0
            if slips == 1:
                return int(names.payload[number - 1])
    return 0


@kernel
def may_be_near(
    text: Bytes, begin: int, end: int, heads: NDArray[np.int64], tails: NDArray[np.int64]
) -> bool:
    """Tell whether `near_name` is worth the while; takes two of its tables, as this is cheaper."""
    length = end - begin
    if length < MIN_LENGTH - 1 or length > _MAX_TOKEN:
        return False
    size = _whole_end(length)
    head, tail = _end_slot(text, begin, size), _end_slot(text, end - size, size)
    return bool((heads[head] | tails[tail]) >> length & 1)


@kernel
def _whole_end(length: int) -> int:
    """Give how many bytes at one end of a token are as in a name that is one slip away.

    A slip touches two neighbours at most; the longer of the two ends beside it has so many bytes.
    """
    return (length - 1) // 2


@kernel
def _end_slot(text: Bytes, begin: int, size: int) -> int:
    """Give the place of some bytes in `heads` and `tails`; others may share it."""
    key = np.uint64(0)
    for i in range(begin, begin + size):
        key = grow_hash(key, text[i])
    return int(mix(key) & np.uint64(_END_SLOTS - 1))


@kernel
def _slips(one: Bytes, a: int, a_end: int, other: Bytes, b: int, b_end: int) -> int:
    """0 = equal, 1 = one inserted, dropped, changed or two swapped characters apart, else 2."""
    while a < a_end and b < b_end and one[a] == other[b]:
        a += 1
        b += 1
    while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
        a_end -= 1
        b_end -= 1
    left, right = a_end - a, b_end - b
    if left == 0 and right == 0:
        return 0
    if left <= 1 and right <= 1:
        return 1
    if left == 2 and right == 2 and one[a] == other[b + 1] and one[a + 1] == other[b]:
        return 1
    return 2
