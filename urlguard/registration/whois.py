"""Registration facts over WHOIS (RFC 3912): one line out, text back, until the server hangs up.

Only the registrable domain is sent, and only what is a host name. A server that another one names
is followed where it must be: by IANA to the registry, by the registry to the registrar if the
registry tells no creation date. Nothing but public addresses is connected to. Every failure is a
state; only cancellation comes through. Manners towards a server are the caller's (`turn`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from socket import SOCK_STREAM
from typing import TYPE_CHECKING, TypeAlias

from urlguard.registration.facts import Registration, State
from urlguard.registration.hostnames import is_host_name
from urlguard.registration.public_hosts import is_public_address
from urlguard.registration.whois_lines import decoded
from urlguard.registration.whois_servers import IANA, query_for, whois_host
from urlguard.registration.whois_text import WhoisAnswer, read_answer

if TYPE_CHECKING:
    from datetime import datetime

PORT = 43

_BLOCK = 8192
_MOST_ADDRESSES = 2
"""Addresses of one server that are tried: one of each kind, where it has both."""
_MOST_REASON = 120

Resolve: TypeAlias = Callable[[str], Awaitable[tuple[str, ...]]]
Turn: TypeAlias = Callable[[str], AbstractAsyncContextManager[object]]


async def public_addresses(host: str) -> tuple[str, ...]:
    """Give the public addresses of a host; private and reserved ones are left out.

    Raises:
        OSError: the name cannot be resolved.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, PORT, type=SOCK_STREAM)
    addresses = dict.fromkeys(str(address[0]) for *_, address in found)
    return tuple(address for address in addresses if is_public_address(address))


def no_turns(_host: str) -> AbstractAsyncContextManager[object]:
    """Let every query begin at once."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class WhoisOptions:
    """Bounds of one look-up, and what it needs from outside."""

    connect_s: float = 5.0
    read_s: float = 10.0
    """Longest silence of a server."""
    total_s: float = 20.0
    """For one server, from its turn to its last byte."""
    max_bytes: int = 1 << 16
    """Read of one answer; records stand at its top, and the longest known has 20 KB."""
    max_referrals: int = 2
    port: int = PORT
    resolve: Resolve = public_addresses
    """Gives the addresses that may be connected to."""
    turn: Turn = no_turns
    """Entered around each query with the name of its server, so that limiters can hold it."""
    now: Callable[[], datetime] | None = None
    """The clock that stamps `observed`, in UTC; without one it stays absent."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back of one query."""

    data: bytes = b""
    state: State = State.OK
    problem: str = ""
    """Why there is no more of it; empty where the server ended it."""


async def ask_whois(domain: str, options: WhoisOptions) -> Registration:
    """Give the facts of a registrable domain (lower-case A-labels), or the state in their place."""
    host = whois_host(domain)
    if not is_host_name(domain):
        return Registration(domain, State.NOT_QUERIED, message="is no domain name")
    if host is None:
        why = f'no WHOIS server is known for ".{domain.rpartition(".")[2]}"'
        return Registration(domain, State.UNSUPPORTED, message=why)
    facts = await _follow(domain, host, options, ())
    return facts if options.now is None else replace(facts, observed=options.now())


async def _follow(
    domain: str, host: str, options: WhoisOptions, before: tuple[str, ...]
) -> Registration:
    answer = _read(await _ask(host, domain, options), domain, host)
    asked = (*before, host)
    further = _next(host, answer)
    if further is None or further in asked or len(asked) > options.max_referrals:
        return answer.facts
    return _better(answer.facts, await _follow(domain, further, options, asked))


def _read(reply: _Reply, domain: str, host: str) -> WhoisAnswer:
    """Read a reply; one that was cut counts if its creation date is in it."""
    answer = read_answer(decoded(reply.data), domain, host)
    if reply.problem and answer.facts.state is not State.OK:
        failed = Registration(domain, reply.state, f"whois:{host}", message=reply.problem)
        return WhoisAnswer(replace(failed, registry=host), None, None)
    if host == IANA and answer.facts.state is not State.OK and answer.refer is None:
        why = f'IANA names no WHOIS server for ".{domain.rpartition(".")[2]}"'
        return WhoisAnswer(
            Registration(domain, State.UNSUPPORTED, f"whois:{host}", message=why), None, None
        )
    return answer


def _next(host: str, answer: WhoisAnswer) -> str | None:
    if host == IANA:
        return None if answer.facts.state is State.OK else answer.refer
    return answer.registrar_server if answer.facts.state is State.REDACTED else None


def _better(first: Registration, second: Registration) -> Registration:
    """Join what registry and registrar say: the registry knows the delegation better."""
    if first.state is not State.REDACTED:
        return second
    if second.state is not State.OK:
        return first
    return replace(
        second,
        registry=first.registry,
        registrar=first.registrar or second.registrar,
        statuses=first.statuses or second.statuses,
        name_servers=first.name_servers or second.name_servers,
        contacts=first.contacts or second.contacts,
        dnssec=second.dnssec if first.dnssec is None else first.dnssec,
    )


async def _ask(host: str, domain: str, options: WhoisOptions) -> _Reply:
    data = bytearray()
    try:
        async with options.turn(host), asyncio.timeout(options.total_s):
            reader, writer = await _connect(host, options)
            try:
                writer.write(query_for(host, domain))
                await _read_all(reader, data, options)
            finally:
                writer.transport.abort()
    except TimeoutError:
        return _Reply(bytes(data), State.TIMEOUT, f"{host} gave no answer in time")
    except OSError as exc:
        reason = (exc.strerror or str(exc) or type(exc).__name__)[:_MOST_REASON]
        return _Reply(bytes(data), State.ERROR, f"{host}: {reason}")
    return _Reply(bytes(data))


async def _connect(
    host: str, options: WhoisOptions
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(options.connect_s):
        problem = OSError("has no public address")
        for address in (await options.resolve(host))[:_MOST_ADDRESSES]:
            try:
                return await asyncio.open_connection(address, options.port)
            except OSError as exc:
                problem = exc
        raise problem


async def _read_all(reader: asyncio.StreamReader, data: bytearray, options: WhoisOptions) -> None:
    """Read to the end or to the bound; what came before a failure stays in `data`."""
    while len(data) < options.max_bytes:
        async with asyncio.timeout(options.read_s):
            block = await reader.read(min(_BLOCK, options.max_bytes - len(data)))
        if not block:
            return
        data += block
