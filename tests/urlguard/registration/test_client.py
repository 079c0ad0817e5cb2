"""The client's manners on the wire: time, TLS, headers, proxy, HTTP/2."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fraudlens import __version__
from fraudlens.errors import UsageError
from tests.urlguard.registration.answers import FULL
from tests.urlguard.registration.certificates import (
    Certificates,
    server_context,
)
from tests.urlguard.registration.querying import ask, end
from tests.urlguard.registration.server import (
    RdapServer,
    Reply,
    Request,
    json_reply,
    running,
)
from urlguard.registration.bootstrap import server as server_at
from urlguard.registration.client import HttpClient, RdapClient
from urlguard.registration.facts import State
from urlguard.registration.politeness import Timing
from urlguard.registration.privacy import load_privacy_names

if TYPE_CHECKING:
    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")


def test_a_trickle_of_bytes_ends_with_the_whole_time(
    options: LookupOptions, certificates: Certificates
) -> None:
    """Each redirect comes before its own limit, all together after that of the query."""

    def answer(request: Request) -> Reply:
        return Reply(b"", 302, {"location": request.path + "x"}, after_s=0.15)

    found = end(replace(options, total_s=0.4), certificates, answer)

    assert (State.TIMEOUT, "no answer in time (TimeoutError)") == (
        found.facts.state,
        found.facts.message,
    )


def test_the_server_says_when_to_come_back(
    options: LookupOptions, certificates: Certificates
) -> None:
    seconds = end(options, certificates, lambda _: json_reply({}, 429, retry_after="7"))
    date = "Thu, 26 Nov 2026 12:00:09 GMT"
    dated = end(options, certificates, lambda _: Reply(b"", 503, {"retry-after": date}))

    assert (7.0, 9.0) == (seconds.wait_s, dated.wait_s)


def test_only_the_domain_is_sent_and_who_we_are(
    options: LookupOptions, certificates: Certificates
) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Reply:
        seen.append(request)
        return json_reply(FULL, set_cookie="who=you; Path=/; Secure")

    with running(answer, server_context(certificates.good, http2=False)) as server:

        async def twice() -> None:
            named = replace(options, contact="desk@names.example")
            async with HttpClient(named) as http:
                client = RdapClient(http, load_privacy_names(), Timing())
                for _ in range(2):
                    await client.ask("shop.com", server_at(server.base, listed=True))

        asyncio.run(twice())

    wanted = {
        "host": f"localhost:{server.port}",
        "accept": "application/rdap+json, application/json;q=0.5",
        "accept-encoding": "identity",
        "connection": "keep-alive",
        "user-agent": f"fraudlens/{__version__} (+desk@names.example)",
    }
    assert [Request("/rdap/domain/shop.com", wanted)] * 2 == seen


def test_related_links_are_never_followed(
    options: LookupOptions, certificates: Certificates
) -> None:
    with running(
        lambda _: json_reply(FULL), server_context(certificates.good, http2=False)
    ) as server:
        ask(options, server.base)

    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    ("which", "reason"),
    [("other_name", "Hostname mismatch"), ("self_signed", "self-signed certificate")],
)
def test_bad_certificates_end_the_query(
    options: LookupOptions, certificates: Certificates, which: str, reason: str
) -> None:
    context = server_context(getattr(certificates, which), http2=False)
    with running(lambda _: json_reply(FULL), context) as server:
        found = ask(options, server.base)

    assert State.ERROR is found.facts.state
    assert "CERTIFICATE_VERIFY_FAILED" in found.facts.message
    assert reason in found.facts.message
    assert not found.again
    assert [] == server.requests


def test_without_the_tests_authority_nothing_here_is_trusted(
    options: LookupOptions, certificates: Certificates
) -> None:
    found = end(replace(options, ca_file=None), certificates, lambda _: json_reply(FULL))

    assert "CERTIFICATE_VERIFY_FAILED" in found.facts.message


def test_a_closed_port_may_be_tried_again(options: LookupOptions) -> None:
    found = ask(options, "https://localhost:9/")

    assert (State.ERROR, "ConnectError: All connection attempts failed", True) == (
        found.facts.state,
        found.facts.message,
        found.again,
    )


def test_http2_is_spoken_where_it_is_offered(
    options: LookupOptions, certificates: Certificates
) -> None:
    context = server_context(certificates.good, http2=True)
    with running(lambda _: json_reply(FULL), context, http2=True) as server:
        found = ask(options, server.base)

    assert State.OK is found.facts.state
    assert [f"localhost:{server.port}"] == [one.headers[":authority"] for one in server.requests]


def test_a_proxy_is_asked_instead(options: LookupOptions, certificates: Certificates) -> None:
    """A proxy that is not there: the query fails, and the server hears nothing of it."""
    with running(
        lambda _: json_reply(FULL), server_context(certificates.good, http2=False)
    ) as server:
        found = ask(replace(options, proxy="http://localhost:9"), server.base)

    assert State.ERROR is found.facts.state
    assert [] == server.requests


def test_a_cancelled_query_stays_cancelled(
    options: LookupOptions, certificates: Certificates
) -> None:
    async def cancel(server: RdapServer) -> None:
        async with HttpClient(options) as http:
            task = asyncio.create_task(http.get(server.base + "domain/shop.com"))
            while not server.requests:  # noqa: ASYNC110  the server runs in another thread
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    context = server_context(certificates.good, http2=False)
    with running(lambda _: Reply(after_s=9), context) as server:
        asyncio.run(cancel(server))


BAD_PROXY = "Unknown scheme for proxy URL URL('gopher://x')"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"proxy": "gopher://x"},
            "look-ups: proxy or certificates cannot be used: " + BAD_PROXY,
        ),
        (
            {"ca_file": "no such file"},
            "look-ups: proxy or certificates cannot be used: [Errno 2] No such file or directory",
        ),
    ],
)
def test_settings_that_cannot_be_used_are_refused(
    options: LookupOptions, change: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        HttpClient(replace(options, **change))  # type: ignore[arg-type]  # wrong on purpose

    assert message == caught.value.message
    assert "a proxy is http://host:port or https://host:port" == caught.value.hint
