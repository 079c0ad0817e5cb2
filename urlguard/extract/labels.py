"""What the words of a link say against where it leads."""

from __future__ import annotations

import re

from urlguard.extract.refang import refanged
from urlguard.extract.text import hits

_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?[/\\]*(?:[^/\\?#@]*@)?([^/\\?#:]*)")
_WORDS = 2000
"""Characters of a link's words that are looked at."""


def shown_address(target: str, words: str) -> str | None:
    """Give the first address in the words of a link, if it is on another site than the target.

    >>> shown_address("http://evil.example/x", "www.bank.com"), shown_address("a.com/x", "a.com")
    ('www.bank.com', None)
    """
    first = next(hits(words[:_WORDS]), None)
    if first is None or _same_site(_host(first.target), _host(refanged(target))):
        return None
    return first.target


def _host(target: str) -> str:
    found = _HOST.match(target)
    return (found[1] if found else "").lower().removeprefix("www.").rstrip(".")


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
