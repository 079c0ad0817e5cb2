"""The APK Signing Block before the central directory: its place, and the pairs in it.

Source: https://source.android.com/docs/security/features/apksigning/v2 and .../v3, and AOSP
tools/apksig, `ApkSigningBlockUtils` and the `*Constants` of each scheme (read 2026-11-26).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apkscan.read.zip_records import Buffer

SCHEME_IDS: Mapping[int, str] = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
"""Ids of the blocks of signature schemes."""

PAIR_NAMES: Mapping[int, str] = {
    0x2146444E: "frosting of Google Play",
    0x504B4453: "dependency list of the Android Gradle plugin",
    0x2B09189E: "source stamp (first form)",
    0x6DFF800D: "source stamp",
    0x71777777: "channel of Walle",
    0x881155FF: "channel of VasDolly",
    0x42726577: "padding",
}
"""Other ids that are known; Walle and VasDolly write which shop an app was given to."""

PADDING_ID = 0x42726577

_MAGIC = b"APK Sig Block 42"
_SIZE = struct.Struct("<Q")
_PAIR = struct.Struct("<QI")
_ID_BYTES = 4
_FOOTER_BYTES = _SIZE.size + len(_MAGIC)
_MAX_PAIRS = 64
"""Real blocks have up to five."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of the block, by id; the place is that of the value."""

    id: int
    place: int
    length: int


@dataclass(frozen=True, slots=True)
class SigningBlock:
    """The block, and whether its pairs fill it as they should."""

    start: int
    pairs: tuple[Pair, ...]
    whole: bool


def block_start(data: Buffer, directory_start: int) -> int | None:
    """Give where the block that ends before the central directory begins; `None` without one."""
    footer = directory_start - _FOOTER_BYTES
    if footer < 0 or data[directory_start - len(_MAGIC) : directory_start] != _MAGIC:
        return None
    (size,) = _SIZE.unpack_from(data, footer)
    start = directory_start - int(size) - _SIZE.size
    if size < _FOOTER_BYTES or start < 0 or _SIZE.unpack_from(data, start) != (size,):
        return None
    return start


def read_block(data: Buffer, directory_start: int) -> SigningBlock | None:
    """Read ids and places of the pairs; `None` where there is no block."""
    start = block_start(data, directory_start)
    if start is None:
        return None
    place, stop = start + _SIZE.size, directory_start - _FOOTER_BYTES
    pairs: list[Pair] = []
    while place + _PAIR.size <= stop and len(pairs) < _MAX_PAIRS:
        length, pair_id = _PAIR.unpack_from(data, place)
        if length < _ID_BYTES or place + _SIZE.size + length > stop:
            break
        pairs.append(Pair(pair_id, place + _PAIR.size, length - _ID_BYTES))
        place += _SIZE.size + length
    return SigningBlock(start, tuple(pairs), whole=place == stop)
