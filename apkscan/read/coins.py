"""Addresses that carry a check of themselves: Bitcoin, Tron, Ether, onion services.

A random string passes the checks of Base58 and Bech32 with a chance below one in a billion, that
of an onion address with one in 65,000: a match is an address.

Sources: Bitcoin wiki, "Base58Check encoding"; BIP 173 and 350; EIP-55; Tor rend-spec-v3, section 6
(all from memory, 2026-11-26; the tests have their examples).
"""

from __future__ import annotations

import hashlib
from base64 import b32decode

from apkscan.read.keccak import keccak256

_BASE58 = {
    byte: number
    for number, byte in enumerate(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
}
_BECH32 = {byte: number for number, byte in enumerate(b"qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_BITCOIN_VERSIONS = (0x00, 0x05)
_TRON_VERSION = 0x41
_ADDRESS_BYTES = 25
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_REST = (1, 0x2BC830A3)
"""What the check sum leaves: of Bech32 and of Bech32m."""
_HALF = 7
_FEW_DIGITS = 6
"""With fewer different digits it is a filler such as 0x000...1 or 0xEEE...E."""


def is_bitcoin(text: bytes) -> bool:
    """Tell whether `text` is a Bitcoin address in Base58 or Bech32.

    >>> is_bitcoin(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    True
    """
    if text.startswith(b"bc1"):
        return _is_bech32(text)
    return _base58_version(text) in _BITCOIN_VERSIONS


def is_tron(text: bytes) -> bool:
    """Tell whether `text` is a Tron address, where most USDT of frauds lies.

    >>> is_tron(b"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")
    True
    """
    return _base58_version(text) == _TRON_VERSION


def is_ether(text: bytes) -> bool:
    """Tell whether `text`, `0x` and 40 hexadecimal digits, is an Ether address.

    Letters of both cases are a check sum; letters of one case have none.

    >>> is_ether(b"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), is_ether(b"0x" + b"0" * 40)
    (True, False)
    """
    digits = text[2:]
    lower = digits.lower()
    if len(set(lower)) < _FEW_DIGITS:
        return False
    if digits in {lower, digits.upper()}:
        return True
    check = keccak256(lower).hex()
    pairs = zip(digits.decode("ascii"), check, strict=False)
    return all(sign.isdigit() or sign.isupper() == (int(one, 16) > _HALF) for sign, one in pairs)


def is_onion(name: bytes) -> bool:
    """Tell whether `name`, 56 characters, is the label of an onion address of version 3.

    >>> is_onion(b"duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad")
    True
    """
    raw = b32decode(name.upper())
    key, check, version = raw[:32], raw[32:34], raw[34:]
    return hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == check


def _base58_version(text: bytes) -> int | None:
    """Give the version byte of an address in Base58Check; `None` if the check fails."""
    number = 0
    for byte in text:
        number = number * 58 + _BASE58[byte]
    if number >= 1 << (8 * _ADDRESS_BYTES):
        return None
    raw = number.to_bytes(_ADDRESS_BYTES, "big")
    check = hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4]
    return raw[0] if check == raw[-4:] else None


def _is_bech32(text: bytes) -> bool:
    values = [3, 3, 0, 2, 3, *(_BECH32[byte] for byte in text[3:])]
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            rest ^= generator if top >> bit & 1 else 0
    return rest in _BECH32_REST
