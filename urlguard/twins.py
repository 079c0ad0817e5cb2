"""Other spellings of one address, on which no verdict may turn."""

from __future__ import annotations

import re

from fraudlens.errors import InputError
from urlguard.whatwg import refang, split

_PLAIN = re.compile(
    r"(?P<scheme>(?:https?://)?)"
    r"(?P<www>(?:www\.)?)"
    r"(?P<host>[^\s/?#\\@:\[\](){}%<>]+|\[[0-9a-f:.]+\])"
    r"(?P<port>(?::[0-9]{1,5})?)"
    r"(?P<path>[^?#\\]*)"
    r"(?P<tail>[^\\]*)\Z",
    re.IGNORECASE,
)

_DOTS = ".。．｡"
"""Full stops that browsers read as the dot of a host."""


def twins_of(target: str) -> tuple[str, ...]:
    """Give the target with and without scheme, `www.` and last slash, without repeats.

    Where a part of it could not change without another meaning (`www.` before an IP address, a
    slash in a query), it stays; an address with oddities (user info, backslashes, a spelling that
    keeps people from clicking) has no twin but itself.

    >>> twins_of("http://a.example/")[:3]
    ('http://a.example', 'http://a.example/', 'http://www.a.example')
    >>> twins_of("http://me@a.example/")
    ('http://me@a.example/',)
    """
    found = _PLAIN.match(target)
    if not found or not target.isprintable() or target != target.strip():
        return (target,)
    bare = target[found.start("host") :]
    if refang(bare) != (bare, 0):
        return (target,)
    host, port, path, tail = found.group("host", "port", "path", "tail")
    if path and path[0] != "/":
        return (target,)
    prefixes = _prefixes(found["www"], host)
    paths = (path,) if tail or path.endswith("//") else _slashes(path)
    spelled = [
        f"{scheme}{www}{host}{port}{path}{tail}"
        for scheme in ("http://", "https://", "")
        for www in prefixes
        for path in paths
    ]
    return tuple(dict.fromkeys(spelled))


def _prefixes(www: str, host: str) -> tuple[str, ...]:
    """Give what may stand before the host: a bare domain is as good with `www.` as without."""
    first, _, rest = host.rstrip(_DOTS).partition(".")
    last = rest.rpartition(".")[2]
    takes_www = first.isascii() and first.lower() != "www" and last and not last[0].isdigit()
    return ("", "www.") if takes_www else (www,)


def _slashes(path: str) -> tuple[str, str]:
    bare = path.removesuffix("/")
    return bare, f"{bare}/"


def cross(one: str, other: str) -> str | None:
    """Put the host of one address before path and query of the other; `None` if that is no address.

    >>> cross("http://a.example/x", "https://b.example/y?z")
    'a.example/y?z'
    """
    try:
        host, rest = split(one), split(other)
    except InputError:
        return None
    return f"{host.host}{rest.path}{rest.tail}"
