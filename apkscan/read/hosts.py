"""Which names and numbers in a text are hosts of somebody: public, and no package or version."""

from __future__ import annotations

import re
from functools import lru_cache

from apkscan.knowledge.hosts import host_kind, load_hosts
from fraudlens.knowledge.suffixes import load_rules

HOST_SUFFIXES = (
    "com|net|org|cn|ru|xyz|vip|cc|icu|bet|win|tk|ml|ga|cf|gq|pw|club|shop|online|site|biz|ltd|mobi"
    "|asia|hk|tw|kr|jp|vn|ir"
)
"""Suffixes that mean a host wherever they stand between quotes."""

WORD_SUFFIXES = (
    "top|info|link|live|pro|work|fun|group|store|loan|app|dev|me|io|co|in|id|my|th|ph|sg|br|mx|ar"
    "|tr|pk|ng|ke|bd|eu|uk|de|fr|it|es|pl|nl|us|ca|au|la"
)
"""Suffixes that are also words or short names in code: with three labels or a digit only."""

_HOST_SUFFIXES = frozenset(HOST_SUFFIXES.split("|"))
_REVERSED = frozenset(
    ("com", "org", "net", "io", "java", "javax", "android", "androidx", "kotlin", "sun", "dalvik")
)
"""First labels of names of packages."""
_US_LOCALITY = re.compile(r"(?:cc|k12|lib|pvt|state|tec)\.[a-z]{2}\.us")
"""Suffixes of older lists of suffixes, which libraries carry along."""
_FEWEST_LABELS = 3
_ADDRESS_PARTS = 4
_MOST_PART = 255
_NETS = tuple(
    (int.from_bytes(bytes(net), "big"), bits)
    for net, bits in (
        ((0, 0, 0, 0), 8),
        ((10, 0, 0, 0), 8),
        ((100, 64, 0, 0), 10),
        ((127, 0, 0, 0), 8),
        ((169, 254, 0, 0), 16),
        ((172, 16, 0, 0), 12),
        ((192, 0, 2, 0), 24),
        ((192, 168, 0, 0), 16),
        ((198, 51, 100, 0), 24),
        ((203, 0, 113, 0), 24),
        ((224, 0, 0, 0), 3),
    )
)
"""Networks that no public server is in, with prefix lengths. Source: RFC 6890 (from memory)."""
_LARGE_PART = 100
_LEAST_FIRST = 10
_LEAST_PART = 20
"""A version such as 4.4.0.46 has smaller parts, and an identifier such as 2.5.29.15."""


@lru_cache(maxsize=4096)
def is_public(host: bytes) -> bool:
    """Tell whether an ASCII host is a public address, or a name that is not set aside.

    >>> is_public(b"a.example-shop.com"), is_public(b"10.0.0.1"), is_public(b"a.b.Bcd")
    (True, False, False)
    """
    name = host.decode("ascii").lower()
    parts = name.split(".")
    if len(parts) == _ADDRESS_PARTS and all(map(str.isdigit, parts)):
        return is_public_ip([min(int(part), _MOST_PART + 1) for part in parts])
    is_named = all(part and part.strip("-") == part for part in parts)
    return is_named and parts[-1] in _last_labels() and host_kind(name, load_hosts()) != "doc"


def is_domain(name: str) -> bool:
    """Tell whether a name looks like that of a host and not of a package or a property.

    >>> is_domain("kefu.example.top"), is_domain("offset.top"), is_domain("com.foo.net")
    (True, False, False)
    """
    labels = name.split(".")
    if len(labels) == 1 or labels[0] in _REVERSED or name.lower() != name:
        return False
    if name in _rules() or _US_LOCALITY.fullmatch(name):
        return False
    if labels[-1] in _HOST_SUFFIXES or any(map(str.isdigit, labels[-2])):
        return True
    return len(labels) >= _FEWEST_LABELS and labels[0] not in _last_labels()


def is_public_ip(parts: list[int]) -> bool:
    """Tell whether four numbers are an address at which a server may stand."""
    if max(parts) > _MOST_PART:
        return False
    address = int.from_bytes(bytes(parts), "big")
    return not any(address >> (32 - bits) == net >> (32 - bits) for net, bits in _NETS)


def is_no_version(parts: list[int]) -> bool:
    """Tell whether four numbers are too large for a version or an object identifier.

    >>> is_no_version([45, 76, 144, 14]), is_no_version([4, 4, 0, 46])
    (True, False)
    """
    if not parts[-1]:
        return False
    large = sum(part >= _LEAST_PART for part in parts)
    return max(parts) >= _LARGE_PART or (parts[0] >= _LEAST_FIRST and large > 1)


@lru_cache(maxsize=1)
def _rules() -> frozenset[str]:
    rules = load_rules()
    return rules.icann | rules.private


@lru_cache(maxsize=1)
def _last_labels() -> frozenset[str]:
    return frozenset(rule for rule in _rules() if "." not in rule)
