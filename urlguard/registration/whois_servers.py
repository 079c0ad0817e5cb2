"""Which host answers WHOIS for a domain, and what it wants to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import read_table, reference_text
from urlguard.registration.hostnames import is_host_name

IANA = "whois.iana.org"
"""Names the server of any top-level domain (`refer:`); asked where the table has no row."""

_FILE = "whois_servers.csv"
_COLUMNS = ("suffix", "host", "query", "source")
_PLAIN = "{domain}"


@dataclass(frozen=True, slots=True)
class WhoisServer:
    """Where to ask, and how."""

    host: str | None
    """`None` where the registry offers no WHOIS on port 43."""
    query: str = _PLAIN
    """What to send, with `{domain}` in the place of the domain."""


def whois_host(domain: str) -> str | None:
    """Give the host that is asked first about a domain; `None` where there is none to ask.

    >>> whois_host("shop.de"), whois_host("shop.vn"), whois_host("shop.example")
    ('whois.denic.de', None, 'whois.iana.org')
    """
    return server_of(domain).host


def server_of(domain: str) -> WhoisServer:
    """Give the server of the longest suffix that has a row; IANA's where none has."""
    if not is_host_name(domain):
        return WhoisServer(None)
    servers = load_servers()
    labels = domain.split(".")
    for first in range(1, len(labels)):
        server = servers.get(".".join(labels[first:]))
        if server is not None:
            return server
    return WhoisServer(IANA)


def query_for(host: str, domain: str) -> bytes:
    r"""Give the line that asks `host` about `domain`, in the form that this host wants.

    >>> query_for("whois.denic.de", "shop.de")
    b'-T dn,ace shop.de\r\n'
    """
    form = _queries().get(host, _PLAIN)
    return f"{form.replace(_PLAIN, domain)}\r\n".encode("ascii")


@lru_cache(maxsize=1)
def load_servers() -> dict[str, WhoisServer]:
    """Read the servers that ship with fraudlens, by suffix.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_servers(reference_text(_FILE))


def read_servers(text: str) -> dict[str, WhoisServer]:
    """Read servers from the `text` of a `whois_servers.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    servers = {}
    for place, (suffix, host, query, _) in read_table(text, _FILE, _COLUMNS):
        if host and not is_host_name(host):
            raise DataError(f'{place}: "{host}" is no host name')
        if query and _PLAIN not in query:
            raise DataError(f'{place}: no "{_PLAIN}" in the query')
        servers[suffix] = WhoisServer(host or None, query or _PLAIN)
    return servers


@lru_cache(maxsize=1)
def _queries() -> dict[str, str]:
    return {
        server.host: server.query
        for server in load_servers().values()
        if server.host and server.query != _PLAIN
    }
