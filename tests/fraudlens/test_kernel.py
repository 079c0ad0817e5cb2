"""A kernel gives the same numbers as machine code and as plain Python."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import NamedTuple

import numpy as np
import pytest

from fraudlens.interpreted import Items, items_of
from fraudlens.kernel import in_python, interpreted, is_loaded, kernel


class Pair(NamedTuple):
    """Two arrays, as kernels take them."""

    small: np.ndarray
    wide: np.ndarray


@kernel
def _grown(key: np.uint64, byte: int) -> np.uint64:
    return (key ^ np.uint64(byte + 1)) * np.uint64(0x100000001B3)


@in_python(_grown)
def _grown_in_python(key: int, byte: int) -> int:
    return ((int(key) ^ (byte + 1)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF


@kernel
def _sums(pair: Pair, scale: np.ndarray, out: np.ndarray) -> np.uint64:
    """Do what wraps or rounds where an item of an array is taken as it stands."""
    total, key = 0, np.uint64(0)
    for i in range(len(pair.small)):
        total = total * 10 + (pair.small[i] + 200)
        key = _grown(key, pair.small[i])
        out[0] += pair.wide[i] * scale[i]
    counts = np.zeros(2, np.int32)
    counts[:] = -128 * len(pair.small)
    counts[1] += np.int64(key & np.uint64(0xFF))
    out[1], out[2] = total, counts[1]
    out[3] = np.sum(np.where(pair.wide > 3, pair.wide, 0))
    out[4] = np.log(pair.wide[0]) + np.log2(pair.wide[1]) + np.log1p(pair.wide[1])
    out[5] = np.exp(-pair.wide[1]) / np.sqrt(pair.wide[1])
    out[6] = len(np.empty(3, np.uint8)) + np.sum(np.ones(2, np.int64))
    return key


@kernel
def _odd(number: float) -> float:
    logarithm: float = np.log(number)
    return logarithm


@kernel
def _steep(number: float) -> float:
    power: float = np.exp(number)
    return power


def filled() -> tuple[np.uint64, np.ndarray]:
    pair = Pair(np.arange(250, 256, dtype=np.uint8), np.arange(3, 9, dtype=np.int64))
    out = np.zeros(7)
    scale = np.linspace(0.1, 0.7, 6, dtype=np.float32)
    return np.uint64(_sums(pair, scale, out)), out


def test_a_stand_in_takes_the_place_of_a_kernel_in_plain_python() -> None:
    with interpreted():
        plain: object = _grown(np.uint64(1 << 63), 7)

    assert (int, int(_grown(np.uint64(1 << 63), 7))) == (type(plain), plain)


def test_both_ways_give_the_same_bits() -> None:
    """No item wraps at its own width or rounds at it, and the 64 bits of a hash still wrap."""
    with interpreted():
        key, plain = filled()

    assert (key, plain.tobytes()) == (filled()[0], filled()[1].tobytes())
    assert 50012295 == plain[1]


@pytest.mark.parametrize("number", [0.0, -1.0, 1.0, math.inf, math.nan])
def test_odd_logarithms_are_those_of_machine_code(number: float) -> None:
    with interpreted():
        plain = _odd(number)

    assert str(_odd(number)) == str(plain)


@pytest.mark.parametrize("number", [1e4, -1e4, 1.5])
def test_steep_powers_are_those_of_machine_code(number: float) -> None:
    with interpreted():
        plain = _steep(number)

    assert _steep(number) == plain


def test_plain_python_ends_with_its_block() -> None:
    with interpreted():
        plain = filled()[1]
    assert plain.tobytes() == filled()[1].tobytes()

    assert is_loaded()


def test_items_are_numbers_of_python_but_for_hashes() -> None:
    """A hash must wrap, all else must not."""
    kinds = "u1", "i8", "f4", "?", "u8"
    columns = [items_of(np.ones(1, kind)) for kind in kinds]
    tables = [items_of(np.ones((1, 1), kind)) for kind in kinds]

    assert [int, int, float, bool, np.uint64] == [type(column[0]) for column in columns]
    assert [int, int, float, bool, np.uint64] == [type(table[0, 0]) for table in tables]
    assert isinstance(tables[0][0], Items)


def test_items_share_memory_with_the_array() -> None:
    small, wide = np.zeros(2, np.int16), np.zeros(2)
    pair = items_of(Pair(small, wide))
    pair.small[0], pair.wide[1] = 3, 4

    assert ([3, 0], [0, 4]) == (small.tolist(), wide.tolist())


def test_a_kernel_keeps_name_and_words() -> None:
    assert ("_grown", None) == (_grown.__name__, _grown.__doc__)
    assert str(_sums.__doc__).startswith("Do what wraps")


def test_no_compiler_is_loaded_for_plain_python() -> None:
    code = (
        "import sys; from fraudlens.kernel import interpreted, is_loaded;"
        "from urlguard.read import read_urls\n"
        "with interpreted(): print(len(read_urls(['http://example.com/a']).facts))\n"
        "print(is_loaded(), 'numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "1\nFalse False\n" == done.stdout
