"""Which texts are names that a line of a filter can hold; nothing else gets into one."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
LONGEST = 253
"""Characters of a name in the DNS without the last dot; source: RFC 1035, 2.3.4."""
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label like this makes a browser read the host as an IPv4 address; source: WHATWG URL."""
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")
_SPECIAL = frozenset(
    {
        "alt", "arpa", "corp", "home", "internal", "intranet", "lan", "local", "localhost", "onion",
        "private", "rpz-client-ip", "rpz-drop", "rpz-ip", "rpz-nsdname", "rpz-nsip",
        "rpz-passthru", "rpz-tcp-only",
    }
)  # fmt: skip
"""Last labels that resolvers do not look up in the public DNS, or that steer a resolver.

Local and special names: RFC 6761, 6762 (appendix G), 7686, 9476. `rpz-`: triggers and actions of
response policy zones, by which `8.0.0.0.10.rpz-ip` would block 10.0.0.0/8 (draft-vixie-dnsop-
dns-rpz). Written from general knowledge, 2026-11-26.
"""


def misshapen(name: str) -> str | None:
    """Say what keeps a host in lower case from being a public name: `ip`, `shape` or `special`.

    >>> [misshapen(name) for name in ("a-1.com", "1.2.3.4", "a_b.com", "printer.local")]
    [None, 'ip', 'shape', 'special']
    """
    if len(name) > LONGEST:
        return "shape"
    if _IPV6.fullmatch(name):
        return "ip"
    labels = name.split(".")
    if len(labels) == 1 or not all(map(_is_label, labels)):
        return "shape"
    if _NUMBER.fullmatch(labels[-1]):
        return "ip"
    return "special" if labels[-1] in _SPECIAL else None


def _is_label(label: str) -> bool:
    return bool(_LABEL.fullmatch(label)) and (not label.startswith("xn--") or _is_a_label(label))


def _is_a_label(label: str) -> bool:
    """Tell whether punycode stands behind `xn--`, for some resolvers refuse all else."""
    try:
        return not label[4:].encode("ascii").decode("punycode").isascii()
    except UnicodeError:
        return False
