"""URLs, domains, addresses of hosts and mailboxes in a buffer of texts.

Every pattern starts with a fixed byte, so that a search costs one pass of `memchr`, and has no two
ways to match the same bytes: time is linear in the buffer whatever it holds.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

from apkscan.read.haystack import Haystack, Text, stack
from apkscan.read.hosts import (
    HOST_SUFFIXES,
    WORD_SUFFIXES,
    is_domain,
    is_no_version,
    is_public,
    is_public_ip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_VALUE = 500
"""Bytes kept of one find."""
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = b"0123456789"
_HOST = _LETTERS + _DIGITS + b".-"
_LOCAL_PART = _HOST + b"_%+"

_URL = re.compile(rb"""://[^\x00-\x20"'<>\\^`{|}\x7f-\xff]{4,2000}""")
_SCHEMES = (b"https", b"http", b"wss", b"ws", b"ftp", b"mqtt", b"tcp", b"socks5", b"rtmp")
_URL_TAIL = b".,;:!?)]*&$"
_URL_CUT = re.compile(rb"&(?:quot|lt|gt|#39|#34);|\)[,;]|\]\(")
_AUTHORITY = re.compile(
    rb"(?:[^/?#@]*@)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\.?(?::\d{1,5})?(?![^/?#])"
)
_HIDDEN_URL = re.compile(rb"aHR0c[A-Za-z0-9+/_-]{8,2000}")
_EMAIL = re.compile(rb"@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_NO_MAILBOX = re.compile(rb"[A-Z][a-z]*$|^.\.[^.]*$|[a-z][A-Z]{2,}$")
"""Ends of what only looks like a mailbox in encoded strings: `b@8R.aC`, `g.hr`."""
_QUADS = re.compile(rb"\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])(:\d{2,5})?")
_FIREBASE = re.compile(
    rb"\.(?:firebaseio\.com|firebasedatabase\.app|appspot\.com|firebaseapp\.com"
    rb"|firebasestorage\.app|cloudfunctions\.net)(?![A-Za-z0-9.-])"
)
_DOMAIN = re.compile(rb"""\.([a-z]{2,6})(?=[\0"'`/:])""")
_SUFFIXES = frozenset(f"{HOST_SUFFIXES}|{WORD_SUFFIXES}".encode().split(b"|"))
"""Looked up, for the search tries one branch of a pattern after another."""
_DOMAIN_BEFORE = b"\0\"'`"
_IN_NUMBER = frozenset({b".", b"-", b"_", b"+", b","})
_MOST_DIGITS = 3


def urls(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each URL to a public host, apart from name spaces and manuals."""
    for match in _URL.finditer(hay.data):
        left = hay.left(match.start(), _LETTERS + _DIGITS, 8).lower()
        scheme = next((one for one in _SCHEMES if left.endswith(one)), None)
        if scheme is None:
            continue
        rest = _URL_CUT.split(match[0][3:], maxsplit=1)[0].rstrip(_URL_TAIL)
        authority = _AUTHORITY.match(rest)
        if authority and is_public(authority[1]):
            yield match.start(), (scheme + b"://" + rest)[:MAX_VALUE].decode("ascii")


def hidden_urls(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each URL that stands in Base64."""
    for match in _HIDDEN_URL.finditer(hay.data):
        coded = match[0].replace(b"-", b"+").replace(b"_", b"/")
        text = b64decode(coded[: len(coded) // 4 * 4] + _padding(coded))
        for _, url in urls(stack([Text("", text)])):
            yield match.start(), url


def domains(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each host name that stands alone between quotes."""
    for match in _DOMAIN.finditer(hay.data):
        if match[1] not in _SUFFIXES:
            continue
        left = hay.left(match.start(), _HOST, 100)
        start = match.start() - len(left)
        name = (left + match[0]).lstrip(b".")
        if (
            hay.data[start - 1] in _DOMAIN_BEFORE
            and is_domain(name.decode("ascii"))
            and is_public(name)
        ):
            yield start, name.decode("ascii")


def emails(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each mail address."""
    for match in _EMAIL.finditer(hay.data):
        local = hay.left(match.start(), _LOCAL_PART, 64).lstrip(b".%+-")
        start = match.start() - len(local)
        before = hay.data[max(0, start - 7) : start]
        in_url = before.endswith((b"/", b":")) and not before.endswith(b"mailto:")
        host = match[0][1:]
        if local and not in_url and _NO_MAILBOX.search(host) is None and is_public(host):
            yield start, (local + match[0]).decode("ascii")


def ips(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and text of each public IPv4 address that is no version number."""
    for match in _QUADS.finditer(hay.data):
        first = hay.left(match.start(), _DIGITS, 4)
        start = match.start() - len(first)
        before = hay.data[start - 1 : start]
        parts = (first + match[0]).partition(b":")[0].split(b".")
        if not 0 < len(first) <= _MOST_DIGITS or before.isalnum() or before in _IN_NUMBER:
            continue
        numbers = [int(part) for part in parts]
        is_plain = match[1] or hay.data[start - 3 : start] == b"://"
        is_decimal = all(
            part == b"%d" % number for part, number in zip(parts, numbers, strict=True)
        )
        if is_decimal and is_public_ip(numbers) and (is_plain or is_no_version(numbers)):
            yield start, ".".join(map(str, numbers))


def firebases(hay: Haystack) -> Iterator[tuple[int, str]]:
    """Give place and name of each project at Firebase or App Engine."""
    for match in _FIREBASE.finditer(hay.data):
        left = hay.left(match.start(), _HOST, 100).lstrip(b".-")
        if left:
            yield match.start() - len(left), (left + match[0]).decode("ascii").lower()


def _padding(coded: bytes) -> bytes:
    """Give the rest of a group of four letters that is cut."""
    rest = coded[len(coded) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
