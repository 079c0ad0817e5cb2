"""Things that look real to a reader and belong to nobody: addresses, tokens, hosts, libraries."""

from __future__ import annotations

import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

LOAN_URL = "https://kredit-cepat-tazzelwick.vip/h5/apply?agent=7"
EXCHANGE_URL = "https://h5.brindlefen-global.top/#/pages/market/kline"
GAMBLING_URL = "https://88bet-quillmarrow.vip/h5/lobby"
REBATE_URL = "https://mall-task-brindlefen.vip/h5/login?agent=7"
POLICE_URL = "http://gafh-oxlorivane.top:8080/index.html"
BANK_URL = "https://tidewater-bank-oxlorivane.top/secure/login"
SUPPORT_URL = "wss://remote.oxlorivane.online:8443/session"
HONEST_URL = "https://kestrelfen.org/help"

TELEGRAM_TOKEN = f"{1234567890}:AA{'FAKE' * 8}x"
"""In the shape of a bot's token, and none."""
TELEGRAM_URL = f"https://api.telegram.org/bot{TELEGRAM_TOKEN}/sendMessage?chat_id=-100{1234567890}"


def tron_address(seed: str) -> str:
    """Give a TRON address with a right checksum, of a key that nobody has.

    >>> tron_address("deposit")[0], len(tron_address("deposit"))
    ('T', 34)
    """
    return _base58(b"\x41" + hashlib.sha256(seed.encode()).digest()[:20])


def bitcoin_address(seed: str) -> str:
    """Give a Bitcoin address with a right checksum, of a key that nobody has.

    >>> bitcoin_address("deposit")[0]
    '1'
    """
    return _base58(b"\0" + hashlib.sha256(seed.encode()).digest()[:20])


def ethereum_address(seed: str) -> str:
    """Give an Ethereum address in lower case, which has no checksum.

    >>> len(ethereum_address("deposit"))
    42
    """
    return "0x" + hashlib.sha256(seed.encode()).hexdigest()[:40]


def library(name: str, *texts: str) -> bytes:
    """Give the bytes of a "native library": an ELF header and texts, without code."""
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0\xb7\0\x01\0\0\0" + bytes(40)
    return head + b"\0".join([b"", name.encode(), *(text.encode() for text in texts), b""])


def noise(seed: str, length: int) -> bytes:
    """Give bytes that look encrypted."""
    return hashlib.shake_256(seed.encode()).digest(length)


def _base58(payload: bytes) -> str:
    check = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, found = int.from_bytes(payload + check), ""
    while number:
        number, digit = divmod(number, 58)
        found = BASE58[digit] + found
    return BASE58[0] * (len(payload) - len(payload.lstrip(b"\0"))) + found
