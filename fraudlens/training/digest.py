"""Draws that are the same on every machine: digests instead of a random generator."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def mix(keys: NDArray[np.uint64], seed: int) -> NDArray[np.uint64]:
    """Scramble keys, so that their order is a fair draw: uint64 (n,).

    Source: the finaliser of SplitMix64, Steele, Lea, Flood 2014 (read 2026-11-22).
    """
    step = np.uint64((seed * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) % (1 << 64))
    with np.errstate(over="ignore"):
        z = keys.astype(np.uint64) + step
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(keys: NDArray[np.uint64], seed: int) -> NDArray[np.float64]:
    """Give each key a number in [0, 1), the same for equal keys: float64 (n,)."""
    return (mix(keys, seed) >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def text_keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Give the digest of each text: uint64 (n,). Meant for names, not for millions of rows."""
    return np.array(
        [int.from_bytes(hashlib.sha256(t.encode()).digest()[:8], "little") for t in texts],
        dtype=np.uint64,
    )


def draw(keys: NDArray[np.uint64], rows: int, seed: int) -> NDArray[np.int64]:
    """Give the positions of `rows` rows drawn by key, ascending; all of them if fewer, or 0."""
    if not rows or len(keys) <= rows:
        return np.arange(len(keys))
    order = np.argsort(mix(keys, seed), kind="stable")[:rows]
    return np.sort(order)
