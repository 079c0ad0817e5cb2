"""Bytes of a list as UTF-8, whatever they were written in."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MIN_BYTES = 8
"""Shorter text is not judged by its NULs."""
_MANY = 0.5
_FEW = 0.05
"""Share of NULs in the high and the low bytes of UTF-16 that holds mostly ASCII, as URLs do."""


def detect(head: bytes) -> tuple[str, int]:
    """Give the encoding of a text that begins with `head`, and the length of its byte order mark.

    >>> detect(codecs.BOM_UTF8 + b"a.example"), detect("a.example".encode("utf-16-be"))
    (('utf-8', 3), ('utf-16-be', 0))
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    if len(head) >= _MIN_BYTES:
        first, second = (head[side::2].count(0) / len(head[side::2]) for side in (0, 1))
        if second > _MANY and first < _FEW:
            return "utf-16-le", 0
        if first > _MANY and second < _FEW:
            return "utf-16-be", 0
    return "utf-8", 0


def as_utf8(blocks: Iterable[bytes], encoding: str, skip: int) -> Iterator[bytes]:
    """Give `blocks` as UTF-8 without their first `skip` bytes.

    UTF-8 is passed on unread; broken UTF-16 and UTF-32 become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for block in blocks:
        data, skip = block[skip:], max(0, skip - len(block))
        yield data if encoding == "utf-8" else decoder.decode(data).encode()
    if encoding != "utf-8":
        yield decoder.decode(b"", final=True).encode()
