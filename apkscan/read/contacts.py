"""Ways to reach or pay somebody, in a buffer of texts: phones, Telegram, coins, onion services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apkscan.read.coins import is_bitcoin, is_ether, is_onion, is_tron

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apkscan.read.haystack import Haystack

_DIGITS = b"0123456789"
_WORD = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + _DIGITS
_ONION_LETTERS = b"abcdefghijklmnopqrstuvwxyz234567"
_BASE58 = rb"[1-9A-HJ-NP-Za-km-z]"

_PHONES = (
    re.compile(rb"\+[1-9][\d ().-]{8,18}\d(?=[\0\"'<\s])"),
    re.compile(rb"tel:\+?\d[\d ().-]{5,18}\d"),
    re.compile(rb"\x001[3-9]\d{9}(?=\x00)"),
    re.compile(rb"400-\d{3}-\d{4}(?!\d)|400-\d{4}-\d{3}(?!\d)"),
)
"""International, dialled by a link, Chinese mobile as a constant, Chinese service number."""
_PHONE_BEFORE = b"\0\"'> :=("
_LEAST_DIGITS = 8
_MOST_DIGITS = 15
_FEW_DIGITS = 4
"""Numbers of fewer different digits are fillers."""
_FILLERS = ("12345678", "01234567")
_TOKEN = re.compile(rb":AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])")
_CHATS = (
    re.compile(rb"chat_id[\"'=:, \0]{1,6}(-?\d{5,15})(?!\d)"),
    re.compile(rb"\x00(-100\d{10})(?=\x00)"),
)
_CHAT_LINK = re.compile(rb"\.me/(\+?[A-Za-z0-9_-]{4,40})")
_NO_CHATS = (b"share", b"joinchat", b"addstickers", b"proxy", b"socks")
_BITCOINS = (
    re.compile(rb"1" + _BASE58 + rb"{25,33}(?![A-Za-z0-9])"),
    re.compile(rb"3" + _BASE58 + rb"{25,33}(?![A-Za-z0-9])"),
    re.compile(rb"bc1[ac-hj-np-z02-9]{39,59}(?![A-Za-z0-9])"),
)
_TRON = re.compile(rb"T" + _BASE58 + rb"{33}(?![A-Za-z0-9])")
_ETHER = re.compile(rb"0x[0-9a-fA-F]{40}(?![A-Za-z0-9])")
_ONION = re.compile(rb"\.onion(?![A-Za-z0-9-])")
_ONION_LENGTH = 56


def phones(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each phone number, without what groups its digits."""
    for pattern in _PHONES:
        for match in pattern.finditer(hay.data):
            text = match[0].removeprefix(b"tel:").strip(b"\0").decode("ascii")
            number = "".join(sign for sign in text if sign.isdigit() or sign == "+")
            before = hay.data[match.start() - 1]
            if before in _PHONE_BEFORE and _is_phone(number.lstrip("+")):
                yield match.start(), number


def telegram_tokens(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each token of a Telegram bot."""
    for match in _TOKEN.finditer(hay.data):
        number = hay.left(match.start(), _DIGITS, 11)
        if 8 <= len(number) <= 10:  # noqa: PLR2004  digits of a bot's number
            yield match.start() - len(number), (number + match[0]).decode("ascii")


def telegram_chats(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each number of, or link to, a Telegram chat."""
    for pattern in _CHATS:
        for match in pattern.finditer(hay.data):
            yield match.start(), match[1].decode("ascii")
    for match in _CHAT_LINK.finditer(hay.data):
        host = hay.left(match.start(), _WORD, 9)
        if host in {b"t", b"telegram"} and match[1] not in _NO_CHATS:
            yield match.start() - len(host), f"t.me/{match[1].decode('ascii')}"


def bitcoins(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each Bitcoin address."""
    for pattern in _BITCOINS:
        yield from _checked(hay, pattern, is_bitcoin)


def trons(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each Tron address."""
    return _checked(hay, _TRON, is_tron)


def ethers(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each Ether address."""
    return _checked(hay, _ETHER, is_ether)


def onions(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each onion service."""
    for match in _ONION.finditer(hay.data):
        name = hay.left(match.start(), _ONION_LETTERS, _ONION_LENGTH)
        if len(name) == _ONION_LENGTH and is_onion(name):
            yield match.start() - len(name), f"{name.decode('ascii')}.onion"


def _checked(
    hay: Haystack, pattern: re.Pattern[bytes], check: Callable[[bytes], bool]
) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(hay.data):
        if _stands_alone(hay, match.start()) and check(match[0]):
            yield match.start(), match[0].decode("ascii")


def _stands_alone(hay: Haystack, at: int) -> bool:
    before = hay.data[at - 1 : at]
    return not before.isalnum() and before not in {b"+", b"-", b".", b"_"}


def _is_phone(digits: str) -> bool:
    return (
        _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS
        and len(set(digits)) >= _FEW_DIGITS
        and not any(filler in digits for filler in _FILLERS)
    )
