"""Which words with a dot are hosts: the rule for names that stand without `http://`.

A bare name is taken if its last label is a known public suffix and the whole is more than one.
It is left alone where it is likelier something else:

- a file: the suffix is one of files, too (`readme.md`, `run.sh`, `photos.zip`, `libc.so`), and
  no longer suffix (`com.py`, `surge.sh`) stands before its end;
- a version or a time: two numbers or more before the suffix (`v1.2.dev`, `10.30.am`), or a number
  of one or two digits under other than a usual suffix (`1.in`);
- a sentence without its blank: the suffix is written with one capital (`ok.So`, `done.In`), and is
  not a usual one (`Example.Com` is taken);
- a package: it begins with `com.`, `org.` or the like, under no usual suffix (`com.example.app`).

Defanged dots, a leading `www.` or a path show that an address is meant: then only the suffix
counts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fraudlens.knowledge.suffixes import load_rules

FILE_SUFFIXES = frozenset({
    "md", "py", "sh", "zip", "mov", "so", "ps", "cab", "java", "map", "pub",
})  # fmt: skip
"""Public suffixes that are commoner as ends of file names; source: own choice, 2026-11-26."""
USUAL = frozenset({"com", "net", "org", "cn", "cc", "info", "biz", "top", "xyz", "vip", "co"})
"""Suffixes that a person may write with a capital, or behind a short number (`51.com`)."""
_PACKAGES = frozenset({"com", "org", "net", "io", "cn"})

_VERSION = re.compile(r"v?[0-9]+")
_MOST_OCTET = 255
_OCTETS = 4
_SHORT_NUMBER = 2


@lru_cache(maxsize=1)
def top_levels() -> frozenset[str]:
    """Give the last labels of all public suffixes, as A-labels and as people write them."""
    ascii_ones = {rule.rpartition(".")[2] for rule in load_rules().icann}
    idn = {label[4:].encode().decode("punycode") for label in ascii_ones if label[:4] == "xn--"}
    return frozenset(ascii_ones | idn)


def is_bare_host(host: str, *, sure: bool) -> bool:
    """Tell a host from other words with a dot; `sure`: something else shows that it is one.

    >>> [is_bare_host(h, sure=False) for h in ("example.com", "readme.md", "v1.2.dev", "co.uk")]
    [True, False, False, False]
    """
    labels = host.split(".")
    last = labels[-1].lower()
    if last not in top_levels() or is_suffix(host.lower()):
        return False
    return sure or labels[0].lower() == "www" or not _is_other(labels, last)


def is_suffix(host: str) -> bool:
    """Tell a public suffix of the ICANN section, under which others register.

    >>> is_suffix("com.cn"), is_suffix("example.com.cn")
    (True, False)
    """
    rules = load_rules().icann
    return host in rules or (f"*.{host.partition('.')[2]}" in rules and f"!{host}" not in rules)


def is_ipv4(host: str) -> bool:
    """Tell four numbers of at most 255 with dots between them."""
    labels = host.split(".")
    return len(labels) == _OCTETS and all(
        label.isascii()
        and label.isdecimal()
        and len(label) <= len("255")
        and int(label) <= _MOST_OCTET
        for label in labels
    )


def _is_other(labels: list[str], last: str) -> bool:
    numbers = sum(_VERSION.fullmatch(label) is not None for label in labels[:-1])
    return (
        (last in FILE_SUFFIXES and not _is_under_more(labels))
        or numbers >= _SHORT_NUMBER
        or (last not in USUAL and _is_unusual(labels, numbers))
    )


def _is_unusual(labels: list[str], numbers: int) -> bool:
    sentence = labels[-1].istitle()
    item = numbers > 0 and len(labels[-2]) <= _SHORT_NUMBER
    package = labels[0].lower() in _PACKAGES and len(labels) > len(("name", "suffix"))
    return sentence or item or package


def _is_under_more(labels: list[str]) -> bool:
    """Tell a name under a suffix of two labels, of a registry or a platform."""
    rules, suffix = load_rules(), ".".join(labels[-2:]).lower()
    return len(labels) > len(("name", "suffix")) and (
        suffix in rules.icann or suffix in rules.private
    )
