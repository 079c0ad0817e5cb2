"""What may be looked up at all: a name that somebody registered at a public registry.

All else stays on the machine: addresses, internal and special names, suffixes, and names that
stand below another registration, such as the customers of a platform.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fraudlens.knowledge.suffixes import SuffixRules

MOST_CHARACTERS = 253
"""Of a host name in text, RFC 1035 section 2.3.4."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SPECIAL = (
    "alt",
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
    "test",
)
"""Last labels that no registry serves. Source: IANA's special-use names (RFC 6761, 6762, 7686,
8375, 9476), `internal` (reserved by ICANN, 2024-07-29), and what home and office networks use;
from knowledge, 2026-11-26."""


def refusal(domain: str, rules: SuffixRules) -> str | None:
    """Give why `domain` is not looked up, for a person, or None if it may be.

    It must be spelled as registries know it: A-labels, lower case, no last dot.

    >>> from fraudlens.knowledge.suffixes import SuffixRules
    >>> rules = SuffixRules(frozenset({"uk", "co.uk"}), frozenset())
    >>> refusal("shop.co.uk", rules)
    >>> refusal("www.shop.co.uk", rules)
    'stands below "shop.co.uk"'
    """
    labels = domain.split(".")
    return _no_public_name(domain, labels) or _not_registered(labels, rules.icann)


def registration_above(domain: str, rules: SuffixRules) -> str | None:
    """Give the registered name that `domain` stands below; None if it is one, or none is known.

    >>> from fraudlens.knowledge.suffixes import SuffixRules
    >>> registration_above("www.shop.co.uk", SuffixRules(frozenset({"co.uk"}), frozenset()))
    'shop.co.uk'
    """
    labels = domain.split(".")
    suffix = _suffix_length(labels, rules.icann)
    return None if suffix is None else _above(labels, suffix)


def _no_public_name(domain: str, labels: list[str]) -> str | None:
    if len(domain) > MOST_CHARACTERS:
        return f"a name of more than {MOST_CHARACTERS} characters"
    if not all(_LABEL.fullmatch(label) for label in labels):
        return "an address, or no host name in A-labels"
    if labels[-1].isdigit():
        return "an IP address"
    if len(labels) == 1 or labels[-1] in _SPECIAL:
        return "an internal name, or a suffix alone"
    return None


def _not_registered(labels: list[str], rules: frozenset[str]) -> str | None:
    suffix = _suffix_length(labels, rules)
    if suffix is None:
        return f'no registry serves ".{labels[-1]}"'
    if len(labels) == suffix:
        return "a public suffix"
    above = _above(labels, suffix)
    return f'stands below "{above}"' if above else None


def _above(labels: list[str], suffix: int) -> str | None:
    return ".".join(labels[-suffix - 1 :]) if len(labels) > suffix + 1 else None


def _suffix_length(labels: list[str], rules: frozenset[str]) -> int | None:
    """Give the number of labels of the public suffix; None if no rule is for it."""
    for start in range(len(labels)):
        name, parent = ".".join(labels[start:]), ".".join(labels[start + 1 :])
        if f"!{name}" in rules:
            return len(labels) - start - 1
        if name in rules or f"*.{parent}" in rules:
            return len(labels) - start
    return None
