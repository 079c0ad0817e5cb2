"""Where a server may send us, and where not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.urlguard.registration.answers import FULL
from tests.urlguard.registration.certificates import (
    Certificates,
    server_context,
)
from tests.urlguard.registration.querying import ask, end
from tests.urlguard.registration.server import (
    Reply,
    Request,
    json_reply,
    running,
)
from urlguard.registration.client import MOST_REDIRECTS, HttpClient
from urlguard.registration.facts import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")


def redirected(location: str) -> Callable[[Request], Reply]:
    """Send the first query elsewhere."""

    def answer(request: Request) -> Reply:
        if request.path.startswith("/rdap/"):
            return Reply(b"", 302, {"location": location})
        return json_reply(FULL)

    return answer


def test_a_redirect_is_followed(options: LookupOptions, certificates: Certificates) -> None:
    found = end(options, certificates, redirected("/new/domain/shop.com"))

    assert State.OK is found.facts.state


def test_a_redirect_to_the_same_host_needs_no_look_at_it(
    options: LookupOptions, certificates: Certificates
) -> None:
    strict = replace(options, allow_private=False)

    assert State.OK is end(strict, certificates, redirected("/new/shop.com")).facts.state


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://localhost/x", 'a redirect leads to "http:", not to https'),
        ("file:///etc/passwd", 'a redirect leads to "file:", not to https'),
        ("https://me@localhost/x", 'a redirect leads to "https:", not to https'),
        ("https://localhost:1/x", "a redirect leads to another port"),
        ("https://127.0.0.1/x", "a redirect leads to a host that is not public"),
        ("https://10.1.2.3/x", "a redirect leads to a host that is not public"),
        ("https://169.254.169.254/x", "a redirect leads to a host that is not public"),
        ("https://[::1]/x", "a redirect leads to a host that is not public"),
        ("https://[::ffff:10.0.0.1]/x", "a redirect leads to a host that is not public"),
        ("https://224.0.0.1/x", "a redirect leads to a host that is not public"),
        ("https://intranet/x", "a redirect leads to a host that is not public"),
        ("https://printer.local/x", "a redirect leads to a host that is not public"),
        ("https://inside.names.example/x", "a redirect leads to a host that is not public"),
        ("https://nowhere.names.example/x", "a redirect leads to a host that is not public"),
    ],
)
def test_a_redirect_leads_nowhere_inside(
    options: LookupOptions,
    certificates: Certificates,
    loopback: list[object],
    location: str,
    message: str,
) -> None:
    strict = replace(options, allow_private=False)
    found = end(strict, certificates, redirected(location))

    assert (State.ERROR, message, False) == (
        found.facts.state,
        found.facts.message,
        found.again,
    )
    assert [] == loopback


def test_a_redirect_to_a_public_host_is_tried(
    options: LookupOptions, certificates: Certificates, loopback: list[object]
) -> None:
    strict = replace(options, allow_private=False)
    found = end(strict, certificates, redirected("https://outside.names.example/x"))

    assert "ConnectError: All connection attempts failed" == found.facts.message
    assert [("192.0.43.8", 443)] == loopback


def test_redirects_in_a_circle_end(options: LookupOptions, certificates: Certificates) -> None:
    with running(
        lambda request: Reply(b"", 301, {"location": request.path}),
        server_context(certificates.good, http2=False),
    ) as server:
        found = ask(options, server.base)

    assert f"more than {MOST_REDIRECTS} redirects" == found.facts.message
    assert MOST_REDIRECTS + 1 == len(server.requests)


@pytest.mark.parametrize("own", [True, False], ids=["an option", "the environment"])
def test_behind_a_proxy_no_name_is_looked_up_here(
    options: LookupOptions, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    """Our resolver may know none of the names that the proxy knows."""
    proxy = "http://localhost:9"
    if not own:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
    strict = replace(options, allow_private=False, proxy=proxy if own else None)

    async def target() -> str:
        async with HttpClient(strict) as http:
            there = httpx.URL("https://rdap.names.example/")
            return str(await http._next(there, "https://nowhere.names.example/x"))

    assert "https://nowhere.names.example/x" == asyncio.run(target())
