"""The icon of an app in a page: only a small PNG that says nothing but pixels gets in.

A record may come from anywhere, so its picture is taken apart again: chunk by chunk, with bounds
on bytes and pixels, before a browser's decoder sees it.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode

MAX_PICTURE_BYTES = 8 << 10
MAX_PICTURE_SIDE = 64

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""What pixels need; no text, profile, time or animation."""
_FRAME = 12
"""Bytes of a chunk beside its own: length, name, checksum."""


def picture_address(encoded: object) -> str | None:
    """Give the `data:` address of a small picture in Base64; `None` for anything else."""
    if not isinstance(encoded, str) or len(encoded) > MAX_PICTURE_BYTES * 4 // 3 + 4:
        return None
    try:
        data = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(data) > MAX_PICTURE_BYTES or not data.startswith(_SIGNATURE) or not _only_pixels(data):
        return None
    return f"data:image/png;base64,{b64encode(data).decode()}"


def _only_pixels(data: bytes) -> bool:
    """Tell whether it begins with a header of a small picture, and ends where its end says."""
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    if data[12:16] != b"IHDR" or not 0 < max(width, height) <= MAX_PICTURE_SIDE:
        return False
    at, name = len(_SIGNATURE), b""
    while at < len(data) and name != b"IEND":
        name = data[at + 4 : at + 8]
        if name not in _CHUNKS:
            return False
        at += _FRAME + int.from_bytes(data[at : at + 4])
    return name == b"IEND" and at == len(data)
