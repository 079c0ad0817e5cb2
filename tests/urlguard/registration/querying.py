"""One query to a server on loopback, as tests of the client send it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.urlguard.registration.certificates import Certificates, server_context
from tests.urlguard.registration.server import Reply, Request, running
from urlguard.registration.bootstrap import server as server_at
from urlguard.registration.client import HttpClient, RdapClient
from urlguard.registration.options import LookupOptions
from urlguard.registration.politeness import Attempt, Timing
from urlguard.registration.privacy import load_privacy_names

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def quick_options(certificates: Certificates) -> LookupOptions:
    """Give options that trust the tests' authority, and follow redirects on loopback."""
    return LookupOptions(ca_file=certificates.authority, allow_private=True)


def ask(options: LookupOptions, base: str, domain: str = "shop.com") -> Attempt:
    """Ask the server at `base` once."""

    async def once() -> Attempt:
        async with HttpClient(options) as http:
            client = RdapClient(http, load_privacy_names(), Timing(now=lambda: NOW))
            return await client.ask(domain, server_at(base, listed=True))

    return asyncio.run(once())


def end(
    options: LookupOptions, certificates: Certificates, answer: Callable[[Request], Reply]
) -> Attempt:
    """Ask a server once that answers so."""
    with running(answer, server_context(certificates.good, http2=False)) as server:
        return ask(options, server.base)
