"""A WHOIS server on loopback that plays many hosts, each told apart by its own address.

Hosts are given addresses 127.0.0.2, 127.0.0.3, ... by `Whois.resolve`, and one listener answers
for all of them.
"""

from __future__ import annotations

import _socket
import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import TYPE_CHECKING, TypeAlias

import pytest

from urlguard.registration.whois import WhoisOptions, ask_whois

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from urlguard.registration.facts import Registration

IANA, COM, NAMES = "whois.iana.org", "whois.verisign-grs.com", "whois.names.example"
RECORD = "Domain Name: SHOP.COM\nRegistrar: Names Ltd\nCreation Date: 2026-11-02T21:44:10Z\n"
THIN = f"Domain Name: SHOP.COM\nRegistrar: Names Ltd\nRegistrar WHOIS Server: {NAMES}\n"
QUICK = WhoisOptions(connect_s=5, read_s=5, total_s=5)
"""Ends a test that hangs; one that waits for an end takes shorter bounds."""

Answer: TypeAlias = str | bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Whois:
    """The hosts and what each one answers; what was asked."""

    answers: dict[str, Answer]
    port: int = 0
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """The first query is here."""
    tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = field(default_factory=dict)

    async def resolve(self, host: str) -> tuple[str, ...]:
        """Give the address of a host that is played; others have none."""
        hosts = list(self.answers)
        return (f"127.0.0.{hosts.index(host) + 2}",) if host in hosts else ()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one query as the host of the address that it came to."""
        number = int(writer.get_extra_info("sockname")[0].rpartition(".")[2]) - 2
        host = list(self.answers)[number]
        try:
            self.asked.append((host, await reader.readline()))
            self.came.set()
            said = self.answers[host]
            if callable(said):
                await said(writer)
            else:
                writer.write(said.encode() if isinstance(said, str) else said)
        finally:
            writer.close()

    async def end(self) -> None:
        """Drop what is still open."""
        for task, writer in list(self.tasks.items()):
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one query, and keep in mind that it is under way."""
        task = asyncio.create_task(self.answer(reader, writer))
        self.tasks[task] = writer


@asynccontextmanager
async def serving(answers: dict[str, Answer]) -> AsyncIterator[Whois]:
    """Play hosts while the context lasts."""
    whois = Whois(answers)
    server = await asyncio.start_server(whois.begin, "0.0.0.0", 0)  # noqa: S104  127.0.0.x
    whois.port = server.sockets[0].getsockname()[1]
    try:
        yield whois
    finally:
        server.close()
        await whois.end()


async def silence(_writer: asyncio.StreamWriter) -> None:
    """Say nothing until the other side hangs up."""
    await asyncio.Event().wait()


async def reset(writer: asyncio.StreamWriter) -> None:
    """Drop the connection at once: with no time to linger, the kernel sends a reset."""
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
    writer.transport.abort()


def ask(
    answers: dict[str, Answer], domain: str = "shop.com", options: WhoisOptions = QUICK
) -> tuple[Registration, list[tuple[str, bytes]]]:
    """Give the facts, and what was asked of whom."""

    async def run() -> tuple[Registration, list[tuple[str, bytes]]]:
        async with serving(answers) as whois:
            local = replace(options, port=whois.port, resolve=whois.resolve)
            return await ask_whois(domain, local), whois.asked

    return asyncio.run(run())


@contextmanager
def loopback_open() -> Iterator[None]:
    """Let sockets connect to 127.0.0.x, which the tests refuse otherwise."""

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0].startswith("127.0.0.")
        _socket.socket.connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield
