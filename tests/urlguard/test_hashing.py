"""Hash tables: what was put in is found, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.kernel import interpreted
from urlguard.hashing import (
    build_table,
    find,
    grow_hash,
    hash_all,
    hash_backwards,
    hash_forwards,
    mix,
    spread,
    table_of,
)

keys = st.integers(0, 2**64 - 1)


@given(st.dictionaries(keys, st.integers(1, 2**40), max_size=60), st.lists(keys, max_size=20))
def test_table_finds_what_a_dict_finds(values: dict[int, int], others: list[int]) -> None:
    table = build_table(values)
    asked = [*values, *others]

    assert [values.get(key, 0) for key in asked] == [find(*table, np.uint64(key)) for key in asked]
    assert 2 * len(values) <= len(table[0])


def test_keys_that_share_a_slot_are_all_found() -> None:
    base = [key for key in range(4000) if mix(np.uint64(key)) & np.uint64(15) == 3][:8]
    table = build_table({key: key + 1 for key in base})

    assert 16 == len(table[0])
    assert [key + 1 for key in base] == [find(*table, np.uint64(key)) for key in base]


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_kernel_and_python_hash_alike(text: str) -> None:
    key = np.uint64(0)
    for byte in text.encode("ascii"):
        key = np.uint64(grow_hash(key, byte))

    assert hash_forwards(text) == key
    assert hash_backwards(text[::-1]) == key


@given(keys, st.integers(0, 255))
def test_plain_python_grows_and_mixes_alike(key: int, byte: int) -> None:
    with interpreted():
        grown, mixed = int(grow_hash(np.uint64(key), byte)), int(mix(np.uint64(key)))

    assert (int(grow_hash(np.uint64(key), byte)), int(mix(np.uint64(key)))) == (grown, mixed)
    assert [mixed] == spread(np.array([key], np.uint64)).tolist()


@given(st.lists(st.text(st.characters(max_codepoint=127), max_size=30), max_size=9))
def test_many_are_hashed_as_one(texts: list[str]) -> None:
    assert [hash_forwards(text) for text in texts] == hash_all(texts).tolist()


def test_of_equal_keys_the_first_counts() -> None:
    table = table_of(np.array([5, 9, 5], np.uint64), np.array([1, 2, 3]))

    assert [1, 2] == [find(*table, np.uint64(key)) for key in (5, 9)]


def test_hash_is_stable() -> None:
    """Bundles hold tables that are keyed by it: a change here breaks every model ever trained."""
    assert 0 == hash_forwards("")
    assert 8345830366075627902 == hash_forwards("example.com")
