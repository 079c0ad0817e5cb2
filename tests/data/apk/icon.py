"""Icons: small PNGs with few colours, whose bytes do not hang on the version of zlib."""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
Grid: TypeAlias = tuple[str, ...]
"""Rows of equal length; each character is the number of a colour."""

WHITE: Colour = (255, 255, 255)


def png(grid: Grid, palette: tuple[Colour, ...], *, side: int = 48) -> bytes:
    """Give a square PNG of `side` pixels that shows `grid` in the colours of `palette`."""
    rows = bytearray()
    for y in range(side):
        line = grid[y * len(grid) // side]
        rows.append(0)
        rows += bytes(int(line[x * len(line) // side]) for x in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", stored(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def stored(data: bytes) -> bytes:
    """Give `data` as a zlib stream without compression."""
    blocks = [data[at : at + 0xFFFF] for at in range(0, len(data), 0xFFFF)] or [b""]
    found = b"\x78\x01"
    for number, block in enumerate(blocks, 1):
        last = number == len(blocks)
        found += struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF) + block
    return found + struct.pack(">I", zlib.adler32(data))


def drawn(seed: str) -> tuple[Grid, tuple[Colour, ...]]:
    """Give a picture of its own for `seed`, symmetric as an identicon is."""
    digest = hashlib.sha256(seed.encode()).digest()
    half = [[str(digest[4 * y + x] & 1) for x in range(4)] for y in range(8)]
    grid = tuple("".join([*row, *reversed(row)]) for row in half)
    red, green, blue = digest[-3:]
    return grid, (WHITE, (red, green, blue))


def icon_for(seed: str, *, side: int = 48) -> bytes:
    """Give the drawn icon of `seed` as a PNG."""
    grid, palette = drawn(seed)
    return png(grid, palette, side=side)


def shield(ground: Colour, mark: Colour, *, side: int = 48) -> bytes:
    """Give a shield, as security apps and police wear it."""
    return png(SHIELD, (ground, mark, WHITE), side=side)


def pillars(ground: Colour, mark: Colour, *, side: int = 48) -> bytes:
    """Give the front of a bank."""
    return png(PILLARS, (ground, mark, WHITE), side=side)


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


SHIELD: Grid = (
    "0000000000000000",
    "0000000110000000",
    "0001111111111000",
    "0011111111111100",
    "0011111221111100",
    "0011111221111100",
    "0011122222211100",
    "0011122222211100",
    "0011111221111100",
    "0011111221111100",
    "0001111111111000",
    "0001111111111000",
    "0000111111110000",
    "0000011111100000",
    "0000000110000000",
    "0000000000000000",
)

PILLARS: Grid = (
    "0000000000000000",
    "0000000110000000",
    "0000011111100000",
    "0001111221111000",
    "0111112222111110",
    "0111111111111110",
    "0000000000000000",
    "0011001001001100",
    "0011001001001100",
    "0011001001001100",
    "0011001001001100",
    "0011001001001100",
    "0000000000000000",
    "0111111111111110",
    "0111111111111110",
    "0000000000000000",
)

KEYPAD: Grid = (
    "00000000",
    "01111110",
    "01222210",
    "01111110",
    "01212110",
    "01111110",
    "01212110",
    "00000000",
)

COIN: Grid = (
    "0000000000000000",
    "0000011111100000",
    "0001111111111000",
    "0011111221111100",
    "0011122222211100",
    "0111221221111110",
    "0111221221111110",
    "0111122222111110",
    "0111111221221110",
    "0111111221221110",
    "0111222222211110",
    "0011111221111100",
    "0011111111111100",
    "0001111111111000",
    "0000011111100000",
    "0000000000000000",
)

CANDLES: Grid = (
    "0000000000000000",
    "0000000000000200",
    "0000000000000200",
    "0000000000002220",
    "0000000200002220",
    "0000000200002220",
    "0010002220002220",
    "0010002220000200",
    "0111002220100200",
    "0111002220100000",
    "0111000201110000",
    "0111000201110000",
    "0010000001110000",
    "0010000000100000",
    "0000000000000000",
    "0000000000000000",
)
