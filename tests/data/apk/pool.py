"""String pools and chunk headers, as binary XML and resource tables share them.

Source: ResourceTypes.h of AOSP (`ResStringPool_header`, `ResChunk_header`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

STRING_POOL = 0x0001
UTF8_FLAG = 0x100


def chunk(kind: int, header: bytes, body: bytes) -> bytes:
    """Give a chunk of type `kind`; `header` is what follows the common eight bytes."""
    size = 8 + len(header)
    return struct.pack("<HHI", kind, size, size + len(body)) + header + body


@dataclass(slots=True)
class Pool:
    """Strings by first use, each once."""

    utf16: bool = False
    index: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """Give the number of `text`, which joins the pool if it is new."""
        return self.index.setdefault(text, len(self.index))

    def encode(self) -> bytes:
        """Give the chunk."""
        return string_pool(list(self.index), utf16=self.utf16)


def string_pool(texts: list[str], *, utf16: bool = False) -> bytes:
    """Give a string pool chunk without styles."""
    encode = _utf16 if utf16 else _utf8
    offsets, body = [], bytearray()
    for text in texts:
        offsets.append(len(body))
        body += encode(text)
    body += bytes(-len(body) % 4)
    start = 28 + 4 * len(texts)
    header = struct.pack("<5I", len(texts), 0, 0 if utf16 else UTF8_FLAG, start, 0)
    return chunk(STRING_POOL, header, struct.pack(f"<{len(offsets)}I", *offsets) + bytes(body))


def _utf8(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return _length8(units) + _length8(len(raw)) + raw + b"\0"


def _utf16(text: str) -> bytes:
    raw = text.encode("utf-16-le", "surrogatepass")
    units = len(raw) // 2
    length = (
        struct.pack("<H", units)
        if units < 0x8000
        else struct.pack("<HH", 0x8000 | units >> 16, units & 0xFFFF)
    )
    return length + raw + b"\0\0"


def _length8(length: int) -> bytes:
    return bytes([length]) if length < 0x80 else bytes([0x80 | length >> 8 & 0x7F, length & 0xFF])
