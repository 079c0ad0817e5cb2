"""Where the APK Signing Block stands, and the pairs of id and value in it.

Source: https://source.android.com/docs/security/features/apksigning/v2 (read 2026-11-26).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apkscan.read.zip_records import Buffer

_MAGIC = b"APK Sig Block 42"
_SIZE = struct.Struct("<Q")
_FOOTER_BYTES = _SIZE.size + len(_MAGIC)


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
