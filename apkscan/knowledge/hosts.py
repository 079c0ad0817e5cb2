"""Hosts that kits, tools and platforms leave in many apps."""

from __future__ import annotations

from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

HOST_KINDS = (
    "doc",
    "sdk",
    "analytics",
    "ads",
    "cdn",
    "social",
    "map",
    "pay",
    "store",
    "bot_api",
    "file_host",
)
"""What a host is for; a new one goes to the end."""

SET_ASIDE = frozenset({"doc", "sdk", "analytics", "ads", "cdn", "social", "map", "pay", "store"})
"""Kinds of hosts that say nothing of who runs the app."""

_FILE = "app_hosts.csv"
_COLUMNS = ("host", "kind", "owner", "source")


@lru_cache(maxsize=1)
def load_hosts() -> dict[str, str]:
    """Read kind by host of the hosts that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_hosts(reference_text(_FILE))


def read_hosts(text: str) -> dict[str, str]:
    """Read kind by host from the `text` of an `app_hosts.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return {
        host: one_of(kind, HOST_KINDS, place)
        for place, (host, kind, _, _) in read_table(text, _FILE, _COLUMNS)
    }


def host_kind(host: str, hosts: dict[str, str]) -> str:
    """Give the kind of the longest known host that `host` is or stands below; empty if none.

    >>> host_kind("a.docs.google.com", {"google.com": "sdk", "docs.google.com": "file_host"})
    'file_host'
    """
    while host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return ""
