"""The digest over all bytes of an APK that the schemes v2 and above sign.

Source: https://source.android.com/docs/security/features/apksigning/v2#integrity-protected-contents
(read 2026-11-26).
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.read.zip_records import Buffer

CHUNK_BYTES = 1 << 20

_LENGTH = struct.Struct("<BI")
_CHUNK, _TOP = 0xA5, 0x5A
_OFFSET_PLACE = 16
"""Where the end record keeps the place of the directory."""


def content_digest(data: Buffer, block: int, directory: int, end: int, algorithm: str) -> bytes:
    """Digest the three parts: up to the signing block, the directory, the end record.

    `algorithm` is a name of `hashlib`. 1 GB takes a second.
    """
    digests = [
        hashlib.new(algorithm, _LENGTH.pack(_CHUNK, len(chunk)) + chunk).digest()
        for chunk in _chunks(data, block, directory, end)
    ]
    return hashlib.new(algorithm, _LENGTH.pack(_TOP, len(digests)) + b"".join(digests)).digest()


def _chunks(data: Buffer, block: int, directory: int, end: int) -> Iterator[bytes]:
    for start, stop in ((0, block), (directory, end)):
        for place in range(start, stop, CHUNK_BYTES):
            yield data[place : min(place + CHUNK_BYTES, stop)]
    # The directory counts as standing where the block stands: that is how it was signed.
    last = data[end : end + _OFFSET_PLACE] + struct.pack("<I", block & 0xFFFFFFFF)
    last += data[end + len(last) : len(data)]
    for place in range(0, len(last), CHUNK_BYTES):
        yield last[place : place + CHUNK_BYTES]
