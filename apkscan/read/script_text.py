"""Texts of web pages and scripts with their escapes undone, so that words and links show."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ESCAPES = re.compile(rb"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*")
"""Not `(...)+`, before which the search would stop at every byte."""
_SHORT = 12
"""Bytes of what is kept: tables of letters in scripts have the same few thousand escapes."""
_ENTITIES = re.compile(rb"&#(x[0-9a-fA-F]{1,6}|\d{1,7});")
_LAST_CHARACTER = 0x10FFFF


def unescaped(data: bytes) -> bytes:
    r"""Undo `\/`, `\uXXXX` and numeric entities; a UTF-16 text becomes UTF-8.

    >>> unescaped(rb"http:\/\/a.b \u8d37\u6b3e &#x8d37;").decode()
    'http://a.b 贷款 贷'
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", "replace").encode()
    if b"\\/" in data:
        data = data.replace(b"\\/", b"/")
    if b"\\u" in data:
        data = _replaced(data, _ESCAPES, _decoded)
    if b"&#" in data:
        data = _replaced(data, _ENTITIES, _character)
    return data


def _replaced(
    data: bytes, pattern: re.Pattern[bytes], text: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """Do what `pattern.sub` does, which keeps each piece as an object until all are there."""
    result, old, at = bytearray(), memoryview(data), 0
    for match in pattern.finditer(data):
        result += old[at : match.start()]
        result += text(match)
        at = match.end()
    result += old[at:]
    return bytes(result)


def _decoded(match: re.Match[bytes]) -> bytes:
    return (_known if len(match[0]) <= _SHORT else _utf8)(match[0])


def _utf8(escapes: bytes) -> bytes:
    raw = bytes.fromhex(escapes.replace(b"\\u", b"").decode("ascii"))
    return raw.decode("utf-16-be", "replace").encode()


_known = lru_cache(maxsize=4096)(_utf8)


def _character(match: re.Match[bytes]) -> bytes:
    text = match[1].decode("ascii")
    code = int(text[1:], 16) if text.startswith("x") else int(text)
    return chr(code).encode("utf-8", "replace") if code <= _LAST_CHARACTER else match[0]
