"""Hashed character n-grams of host and path: the bag of numbers that a row becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from urlguard.hashing import grow_hash, mix
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from urlguard.batch import Bytes

HOST_SLOTS = 1 << 20
PATH_SLOTS = 1 << 19
MAX_GRAMS = 4096
"""n-grams of one row beyond this number are left out; 8 KB of path give at most three a byte."""

_DOMAIN, _SUBDOMAIN, _SUFFIX, _LABEL, _TOKEN, _SHAPE, _PATH, _PATH_TOKEN, _SEGMENT = range(1, 10)
"""Zones: the same letters weigh differently in different places."""


@kernel
def host_grams(
    text: Bytes, start: int, domain: int, suffix: int, end: int, mask: int, out: NDArray[np.uint32]
) -> int:
    """Write the n-grams of a host to `out`; give their number.

    3- to 5-grams and whole tokens of the registrable label and of what stands left of it, the
    suffix, the label with its digits blanked, suffix and shape together.
    """
    label_end = (
        suffix - 1 if suffix > domain and suffix < end else (end if suffix == end else suffix)
    )
    n = _grams(text, domain, label_end, _DOMAIN, mask, out, 0)
    n = _tokens(text, domain, label_end, _TOKEN, mask, out, n)
    if domain > start:
        n = _grams(text, start, domain - 1, _SUBDOMAIN, mask, out, n)
        n = _tokens(text, start, domain - 1, _SUBDOMAIN + 64, mask, out, n)
    tail = _whole(text, suffix, end, _SUFFIX)
    n = _put(tail, mask, out, n)
    n = _put(_whole(text, domain, label_end, _LABEL), mask, out, n)
    shape = _shape(text, domain, label_end)
    n = _put(shape, mask, out, n)
    return _put(shape ^ tail * np.uint64(31), mask, out, n)


@kernel
def path_grams(
    text: Bytes, begin: int, path_end: int, end: int, mask: int, out: NDArray[np.uint32]
) -> int:
    """Write the n-grams of path, query and fragment to `out`; give their number."""
    if end == begin:
        return 0
    n = _grams(text, begin, end, _PATH, mask, out, 0)
    n = _tokens(text, begin, path_end, _PATH_TOKEN, mask, out, n)
    return _tokens(text, path_end, end, _PATH_TOKEN + 64, mask, out, n)


@kernel
def _put(key: np.uint64, mask: int, out: NDArray[np.uint32], n: int) -> int:
    if n < len(out):
        out[n] = np.uint32(mix(key) & np.uint64(mask))
        n += 1
    return n


@kernel
def _lower(byte: int) -> int:
    return byte + 32 if 65 <= byte <= 90 else byte


@kernel
def _grams(
    text: Bytes, begin: int, end: int, zone: int, mask: int, out: NDArray[np.uint32], n: int
) -> int:
    """n-grams of 3 to 5 bytes, with one mark at each border, which is as a byte of 0.

    Five bytes slide along, so that each is read and made small once. Where all three n-grams of a
    place fit into the text and into `out`, they are written without a question.
    """
    if end <= begin:
        return n
    span = text[begin:end]
    length = len(span)
    start = np.uint64(zone)
    a, b, c, d = 0, _lower(span[0]), 0, 0
    if length > 1:
        c = _lower(span[1])
    if length > 2:
        d = _lower(span[2])
    sure = max(0, min(length - 3, (len(out) - n) // 3))
    room = out[n : n + 3 * sure]
    for i in range(sure):
        e = _lower(span[i + 3])
        key = grow_hash(grow_hash(grow_hash(start, a), b), c)
        room[3 * i] = np.uint32(mix(key) & np.uint64(mask))
        key = grow_hash(key, d)
        room[3 * i + 1] = np.uint32(mix(key) & np.uint64(mask))
        room[3 * i + 2] = np.uint32(mix(grow_hash(key, e)) & np.uint64(mask))
        a, b, c, d = b, c, d, e
    n += 3 * sure
    for i in range(sure, length):
        e = _lower(span[i + 3]) if i + 3 < length else 0
        key = grow_hash(grow_hash(grow_hash(start, a), b), c)
        n = _put(key, mask, out, n)
        key = grow_hash(key, d)
        if i + 2 <= length:
            n = _put(key, mask, out, n)
        if i + 3 <= length:
            n = _put(grow_hash(key, e), mask, out, n)
        a, b, c, d = b, c, d, e
    return n


@kernel
def _tokens(
    text: Bytes, begin: int, end: int, zone: int, mask: int, out: NDArray[np.uint32], n: int
) -> int:
    """Whole runs of letters and of digits."""
    i = begin
    while i < end:
        kind = _kind(text[i])
        key = np.uint64(zone)
        j = i
        while j < end and _kind(text[j]) == kind:
            key = grow_hash(key, _lower(text[j]))
            j += 1
        if kind and j - i > 1:
            n = _put(key, mask, out, n)
        i = j
    return n


@kernel
def _kind(byte: int) -> int:
    """1 = letter, 2 = digit, 0 = other."""
    if 48 <= byte <= 57:
        return 2
    return 1 if 97 <= (byte | 32) <= 122 else 0


@kernel
def _whole(text: Bytes, begin: int, end: int, zone: int) -> np.uint64:
    key = np.uint64(zone)
    for i in range(begin, end):
        key = grow_hash(key, text[i])
    return key


@kernel
def _shape(text: Bytes, begin: int, end: int) -> np.uint64:
    """Hash of the label with runs of letters and digits replaced by kind and capped length."""
    key = np.uint64(_SHAPE)
    i = begin
    while i < end:
        kind = _kind(text[i])
        j = i
        while j < end and _kind(text[j]) == kind:
            j += 1
        key = grow_hash(key, 3 * min(j - i, 16) + kind)
        i = j
    return key
