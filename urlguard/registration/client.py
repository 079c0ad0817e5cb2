"""Queries over HTTPS, within bounds: the one importer of httpx.

No answer, and no failure of one, raises: each becomes a state. A query is a `GET` of the domain;
no link in an answer is ever followed, and a redirect only to public hosts, over HTTPS.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.request import getproxies

import httpx
import orjson

from fraudlens.errors import LimitExceeded, UsageError
from fraudlens.version import __version__
from urlguard.registration.facts import Registration, State
from urlguard.registration.politeness import Attempt, Timing, retry_after_s
from urlguard.registration.public_hosts import is_public
from urlguard.registration.rdap import Asked, read_domain, tells_quota

if TYPE_CHECKING:
    from urlguard.registration.bootstrap import Server
    from urlguard.registration.options import LookupOptions
    from urlguard.registration.privacy import PrivacyNames

MOST_BYTES = 256 << 10
"""Of an answer; the largest real ones have some 30 KB."""
MOST_REDIRECTS = 3

_JSON = ("application/rdap+json", "application/json")
_HEADERS = {
    "Accept": "application/rdap+json, application/json;q=0.5",
    # What is not packed cannot swell.
    "Accept-Encoding": "identity",
}
_PASSING = {429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Page:
    """What came back over the wire."""

    status: int
    content_type: str
    """Without parameters, lower case."""
    body: bytes
    retry_after: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """Why there is no page."""

    state: State
    message: str
    again: bool = False
    """It may be there when asked again."""


class HttpClient:
    """A pool of connections, with the limits that hold for all that is asked over it."""

    def __init__(self, options: LookupOptions) -> None:
        """Open nothing yet.

        Raises:
            UsageError: the proxy or the file of certificates cannot be used.
        """
        self._options = options
        # Where a proxy looks names up, our own resolver may know none of them.
        self._proxied = options.proxy is not None or "https" in getproxies()
        try:
            self._client = httpx.AsyncClient(
                http2=True,
                verify=_trust(options),
                proxy=options.proxy,
                headers={**_HEADERS, "User-Agent": user_agent(options.contact)},
                # A registry gets no cookie back: nothing ties our queries together.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                timeout=httpx.Timeout(options.read_s, connect=options.connect_s, pool=None),
                limits=httpx.Limits(max_connections=options.concurrency),
                follow_redirects=False,
            )
        except (ValueError, OSError, ImportError, httpx.InvalidURL) as exc:
            raise UsageError(
                f"look-ups: proxy or certificates cannot be used: {exc}",
                hint="a proxy is http://host:port or https://host:port",
            ) from exc

    async def __aenter__(self) -> Self:
        """Give the client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def get(self, url: str, most_bytes: int = MOST_BYTES) -> Page | Broken:
        """Give the page at `url`, or why there is none."""
        try:
            async with asyncio.timeout(self._options.total_s):
                return await self._follow(httpx.URL(url), most_bytes)
        except (TimeoutError, httpx.TimeoutException) as exc:
            return Broken(State.TIMEOUT, f"no answer in time ({type(exc).__name__})", again=True)
        except LimitExceeded as exc:
            return Broken(State.ERROR, exc.message)
        except Exception as exc:  # noqa: BLE001  httpx lets errors of h2, ssl and anyio through
            untrusted = "CERTIFICATE_VERIFY_FAILED" in str(exc)
            return Broken(State.ERROR, f"{type(exc).__name__}: {exc}"[:200], again=not untrusted)

    async def _follow(self, url: httpx.URL, most_bytes: int) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            page = await self._fetch(url, most_bytes)
            if page.location is None:
                return page
            url = await self._next(url, page.location)
        raise LimitExceeded(f"more than {MOST_REDIRECTS} redirects")

    async def _fetch(self, url: httpx.URL, most_bytes: int) -> Page:
        async with self._client.stream("GET", url) as answer:
            headers = answer.headers
            if headers.get("content-encoding", "identity").lower() != "identity":
                raise LimitExceeded("the answer is packed, though nobody asked for it")
            if answer.has_redirect_location:
                return Page(answer.status_code, "", b"", location=headers["location"])
            body = bytearray()
            async for piece in answer.aiter_raw():
                body += piece
                if len(body) > most_bytes:
                    raise LimitExceeded(f"the answer has more than {most_bytes} bytes")
            return Page(
                answer.status_code,
                headers.get("content-type", "").partition(";")[0].strip().lower(),
                bytes(body),
                headers.get("retry-after"),
            )

    async def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        target = url.join(location)
        if target.scheme != "https" or target.userinfo:
            raise LimitExceeded(f'a redirect leads to "{target.scheme}:", not to https')
        if self._options.allow_private:
            return target
        if target.port not in {None, 443, url.port}:
            raise LimitExceeded("a redirect leads to another port")
        if target.host == url.host:
            return target
        if not await is_public(target.host, resolve=not self._proxied):
            raise LimitExceeded("a redirect leads to a host that is not public")
        return target


class RdapClient:
    """Asks RDAP servers (RFC 7480, RFC 9082) and reads what they say."""

    def __init__(self, http: HttpClient, names: PrivacyNames, timing: Timing) -> None:
        """Use the connections of `http`."""
        self._http, self._names, self._timing = http, names, timing

    async def ask(self, domain: str, server: Server) -> Attempt:
        """Ask once; nothing but the domain is sent."""
        page = await self._http.get(f"{server.base}domain/{domain}")
        asked = Asked(domain, server.host, self._timing.now())
        if not isinstance(page, Page):
            return Attempt(asked.state(page.state, page.message), again=page.again)
        return self._read(page, asked)

    def _read(self, page: Page, asked: Asked) -> Attempt:
        found = self._facts(page, asked)
        wait_s = retry_after_s(page.retry_after, asked.observed)
        limited = found.state is State.RATE_LIMITED
        return Attempt(found, again=limited or page.status in _PASSING, wait_s=wait_s)

    def _facts(self, page: Page, asked: Asked) -> Registration:
        answer = _decoded(page)
        match page.status:
            case 200 if answer is not None:
                return read_domain(answer, asked, self._names)
            case 404 if answer is not None or not page.body:
                return asked.state(State.NO_RECORD, "no such domain")
            case 429:
                return asked.state(State.RATE_LIMITED, "429: too many queries")
            case status:
                if status not in _PASSING and tells_quota(page.body.decode("latin-1")):
                    return asked.state(State.RATE_LIMITED, f"{status}: too many queries")
                return asked.state(State.ERROR, _complaint(page))


def user_agent(contact: str | None) -> str:
    """Give how we call ourselves.

    >>> user_agent("abuse-desk@names.example").partition(" ")[2]
    '(+abuse-desk@names.example)'
    """
    return f"fraudlens/{__version__}" + (f" (+{contact})" if contact else "")


def _trust(options: LookupOptions) -> ssl.SSLContext | bool:
    return True if options.ca_file is None else ssl.create_default_context(cafile=options.ca_file)


def _decoded(page: Page) -> object | None:
    """Give the JSON of a page that says it is JSON; orjson bounds the depth."""
    if page.content_type not in _JSON:
        return None
    try:
        found: object = orjson.loads(page.body)
    except orjson.JSONDecodeError:
        return None
    return found


def _complaint(page: Page) -> str:
    if page.status not in {200, 404}:
        return f"the server answers {page.status}"
    if page.content_type in _JSON:
        return f"{page.status}: the answer is no JSON, or not whole"
    return f'{page.status}: the answer is no JSON but "{page.content_type[:64]}"'
