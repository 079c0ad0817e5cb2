"""The algorithm of the Public Suffix List on one host, for code that has no columns of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def parents(host: str) -> Iterator[str]:
    """Give the host and the names above it, longest first.

    >>> list(parents("a.b.com"))
    ['a.b.com', 'b.com', 'com']
    """
    while host:
        yield host
        host = host.partition(".")[2]


def public_suffix(host: str, rules: Collection[str]) -> str | None:
    """Give the longest suffix of a host that `rules` name; `None` if no rule matches.

    `rules` are A-labels with their `*.` and `!` marks (`fraudlens.knowledge.suffixes`); the host
    is A-labels in lower case.

    Source: https://github.com/publicsuffix/list/wiki/Format, "Formal algorithm" (read 2026-11-26).

    >>> public_suffix("www.example.co.uk", {"uk", "co.uk"})
    'co.uk'
    >>> public_suffix("a.b.ck", {"*.ck", "!www.ck"}), public_suffix("www.ck", {"*.ck", "!www.ck"})
    ('b.ck', 'ck')
    """
    for name in parents(host):
        rest = name.partition(".")[2]
        if f"!{name}" in rules:
            return rest
        if name in rules or (rest and f"*.{rest}" in rules):
            return name
    return None
