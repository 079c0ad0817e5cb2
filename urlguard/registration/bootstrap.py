"""Which RDAP server answers for a suffix: IANA's list (RFC 9224), and a table for what it lacks.

The list that ships is a dated copy; a newer one of the user's own takes precedence. Only `https`
counts: two small registries that IANA lists with `http` alone (.kg, .mg) are left to WHOIS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import read_table, reference_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DNS_FILE = "rdap_dns.json"
OVERRIDES_FILE = "rdap_overrides.csv"
MOST_BYTES = 2 << 20
"""Of a list; that of 2026-07 has 71 KB."""
FEWEST_SUFFIXES = 500
"""A list with fewer is broken: that of 2026-07 has 1,200, of which 1,198 with `https`."""

_COLUMNS = ("suffix", "base_url", "source", "read")
_MOST_SUFFIXES = 20_000
_PUBLISHED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a registry answers."""

    base: str
    """Ends in `/`; the query is `{base}domain/{name}`."""
    host: str
    """What limiters go by: one host serves hundreds of suffixes."""
    listed: bool
    """IANA says so. What another table says may be out of date, and its "no record" with it."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Servers by suffix."""

    servers: Mapping[str, Server]
    published: str
    """When IANA published the list: `2026-07-23T02:00:03Z`, so that texts compare as times do."""

    def server_for(self, domain: str) -> Server | None:
        """Give the server of the longest suffix that matches whole labels, if any.

        >>> servers = {"uk": server("https://rdap.nominet.uk/uk", listed=True)}
        >>> Bootstrap(servers, "").server_for("shop.co.uk").base
        'https://rdap.nominet.uk/uk/'
        """
        rest = domain
        while rest:
            if rest in self.servers:
                return self.servers[rest]
            rest = rest.partition(".")[2]
        return None


def server(base: str, *, listed: bool) -> Server:
    """Give the server at a base address, which gets its last slash if it has none."""
    return Server(base.rstrip("/") + "/", urlsplit(base).netloc.lower(), listed)


def load_bootstrap(own_copy: Path | None = None) -> Bootstrap:
    """Read the list and the table beside it; nothing is fetched.

    The user's `own_copy` is taken where it is there; `fraudlens data refresh-bootstrap` writes it.

    Raises:
        DataError: a file is missing or broken.
    """
    listed = (
        read_list(own_copy.read_bytes(), str(own_copy))
        if own_copy is not None and own_copy.is_file()
        else read_list(reference_text(DNS_FILE).encode(), DNS_FILE)
    )
    missing = read_overrides(reference_text(OVERRIDES_FILE))
    return Bootstrap({**missing, **listed.servers}, listed.published)


def read_list(data: bytes, name: str) -> Bootstrap:
    """Read a list in the form of RFC 9224.

    Raises:
        DataError: it is too large, of another form, or far too short to be IANA's.
    """
    if len(data) > MOST_BYTES:
        raise DataError(f"{name}: more than {MOST_BYTES} bytes")
    try:
        plain = orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        raise DataError(f"{name}: no JSON") from exc
    if not isinstance(plain, dict) or not isinstance(plain.get("services"), list):
        raise DataError(f'{name}: no "services"')
    published = plain.get("publication")
    if not isinstance(published, str) or not _PUBLISHED.fullmatch(published):
        raise DataError(f'{name}: no "publication"')
    found = dict(_services(plain["services"], name))
    if not FEWEST_SUFFIXES <= len(found) <= _MOST_SUFFIXES:
        raise DataError(f"{name}: {len(found)} suffixes, not {FEWEST_SUFFIXES} to {_MOST_SUFFIXES}")
    return Bootstrap(found, published)


def read_overrides(text: str) -> dict[str, Server]:
    """Read the table of registries that IANA's list lacks.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    found = {}
    for place, (suffix, base, _, _) in read_table(text, OVERRIDES_FILE, _COLUMNS):
        if not _is_suffix(suffix) or not _is_base(base):
            raise DataError(f"{place}: no suffix, or no https address")
        found[suffix] = server(base, listed=False)
    return found


def _services(services: list[object], name: str) -> Iterator[tuple[str, Server]]:
    for place, service in enumerate(services):
        match service:
            case [list(suffixes), list(bases)]:
                good = [base for base in bases if isinstance(base, str) and _is_base(base)]
            case _:
                raise DataError(f"{name}: services[{place}]: no pair of lists")
        for suffix in suffixes:
            if not isinstance(suffix, str) or not _is_suffix(suffix.lower()):
                raise DataError(f"{name}: services[{place}]: a suffix is no name")
            if good:
                yield suffix.lower(), server(good[0], listed=True)


def _is_suffix(text: str) -> bool:
    return (
        0 < len(text) <= 253
        and text.isascii()
        and text.replace("-", "").replace(".", "").isalnum()
        and text == text.lower()
    )


def _is_base(text: str) -> bool:
    if len(text) > 256 or not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username) and port in {None, 443}
    return parts.scheme == "https" and bool(parts.hostname) and plain
