"""Keccak-256 as Ethereum takes it: SHA-3 before its padding changed, so hashlib has it not.

Source: The Keccak reference, version 3.0, section 1 (from memory, 2026-11-26; the tests hold the
permutation against hashlib's SHA3-256).
"""

from __future__ import annotations

_RATE = 136
_MASK = (1 << 64) - 1
_ROUNDS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
    0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip


def keccak256(data: bytes, padding: int = 0x01) -> bytes:
    """Give the digest of `data`, shorter than 136 bytes; `padding` 6 makes it SHA3-256.

    >>> keccak256(b"").hex()[:16]
    'c5d2460186f7233c'
    """
    block = bytearray(data + bytes([padding])).ljust(_RATE, b"\0")
    block[-1] |= 0x80
    lanes = [int.from_bytes(block[at : at + 8], "little") for at in range(0, _RATE, 8)]
    state = lanes + [0] * (25 - len(lanes))
    for constant in _ROUNDS:
        state = _round(state, constant)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def _round(a: list[int], constant: int) -> list[int]:
    """Do one round on 25 lanes, lane x of row y at `x + 5 * y`."""
    parity = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
    mixed = [parity[x - 1] ^ _rotated(parity[(x + 1) % 5], 1) for x in range(5)]
    b = [0] * 25
    b[0] = a[0] ^ mixed[0]
    x, y = 1, 0
    for step in range(1, 25):
        target = y + 5 * ((2 * x + 3 * y) % 5)
        b[target] = _rotated(a[x + 5 * y] ^ mixed[x], step * (step + 1) // 2 % 64)
        x, y = y, (2 * x + 3 * y) % 5
    c = [
        b[i] ^ (~b[(i + 1) % 5 + i // 5 * 5] & b[(i + 2) % 5 + i // 5 * 5] & _MASK)
        for i in range(25)
    ]
    c[0] ^= constant
    return c


def _rotated(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _MASK
