"""Hashes of hosts and whole addresses, by which rows are grouped and told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from urlguard.batch import IPV6, Bytes, Offsets, UrlBatch
from urlguard.hashing import grow_hash
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def _keys(text: Bytes, begin: Offsets, end: Offsets, out: NDArray[np.uint64]) -> None:
    for row in range(len(begin)):
        key = np.uint64(0)
        for i in range(begin[row], end[row]):
            key = grow_hash(key, text[i])
        out[row] = key


def host_keys(batch: UrlBatch, begin: Offsets) -> NDArray[np.uint64]:
    """Hash the host from `begin` on: uint64 (rows,)."""
    out = np.zeros(len(batch), np.uint64)
    _keys(batch.text, begin, batch.host_end, out)
    return out


def text_keys(batch: UrlBatch) -> NDArray[np.uint64]:
    """Hash canonical text and port: uint64 (rows,)."""
    out = np.zeros(len(batch), np.uint64)
    _keys(batch.text, batch.start, batch.end, out)
    out ^= (batch.port.astype(np.int64) + 1).astype(np.uint64)
    out ^= (batch.flags & IPV6).astype(np.uint64)
    return out
