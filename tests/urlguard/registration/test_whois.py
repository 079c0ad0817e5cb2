"""The WHOIS client against real sockets on loopback: every state, every bound, no leak."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.urlguard.registration.whois_server import (
    COM,
    NAMES,
    QUICK,
    RECORD,
    THIN,
    Answer,
    ask,
    loopback_open,
    reset,
    serving,
    silence,
)
from urlguard.registration.facts import State
from urlguard.registration.whois import PORT, ask_whois, public_addresses

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    with loopback_open():
        yield


def test_facts_come_with_their_source() -> None:
    facts, asked = ask({COM: RECORD})

    assert [(COM, b"domain shop.com\r\n")] == asked
    assert (State.OK, f"whois:{COM}", COM) == (facts.state, facts.source, facts.registry)
    assert datetime(2026, 11, 2, 21, 44, 10, tzinfo=UTC) == facts.created
    assert None is facts.observed


def test_the_clock_that_is_given_stamps_the_facts() -> None:
    facts, _ = ask({COM: RECORD}, options=replace(QUICK, now=lambda: NOW))

    assert NOW == facts.observed


@pytest.mark.parametrize(
    ("domain", "state", "message"),
    [
        ("shop.vn", State.UNSUPPORTED, 'no WHOIS server is known for ".vn"'),
        ("shop.com\r\nevil.com", State.NOT_QUERIED, "is no domain name"),
        ("192.0.2.1", State.NOT_QUERIED, "is no domain name"),
        ("localhost", State.NOT_QUERIED, "is no domain name"),
        ("Shop.com", State.NOT_QUERIED, "is no domain name"),
    ],
)
def test_what_cannot_be_asked_is_not_sent(domain: str, state: State, message: str) -> None:
    facts, asked = ask({COM: RECORD}, domain)

    assert (state, message, []) == (facts.state, facts.message, asked)


@pytest.mark.parametrize(
    ("answer", "state", "message"),
    [
        ("", State.ERROR, "the answer is empty"),
        (bytes(range(256)), State.ERROR, "the answer was not understood"),
        ("Quota exceeded", State.RATE_LIMITED, "the server answers no more for now"),
        ('No match for "SHOP.COM".', State.NO_RECORD, "the registry knows no such domain"),
    ],
    ids=["empty", "binary", "refused", "no record"],
)
def test_each_answer_has_its_state(answer: Answer, state: State, message: str) -> None:
    facts, _ = ask({COM: answer})

    assert (state, message, COM) == (facts.state, facts.message, facts.registry)


def test_a_server_that_stays_silent_is_given_up() -> None:
    facts, _ = ask({COM: silence}, options=replace(QUICK, read_s=0.05))
    whole, _ = ask({COM: silence}, options=replace(QUICK, total_s=0.05))

    assert (State.TIMEOUT, f"{COM} gave no answer in time") == (facts.state, facts.message)
    assert facts == whole


def test_a_server_that_drips_is_given_up_in_the_end() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"% please wait\n")
            await asyncio.sleep(0.01)

    facts, _ = ask({COM: drip}, options=replace(QUICK, total_s=0.1))

    assert State.TIMEOUT == facts.state


def test_a_connection_that_is_dropped_is_an_error() -> None:
    facts, _ = ask({COM: reset})

    assert (State.ERROR, f"{COM}: Connection reset by peer") == (facts.state, facts.message)


async def _then(writer: asyncio.StreamWriter, text: str) -> None:
    writer.write(text.encode())
    await writer.drain()
    await silence(writer)


def test_a_cut_answer_counts_if_the_date_is_in_it() -> None:
    quick = replace(QUICK, read_s=0.1)
    whole, _ = ask({COM: lambda writer: _then(writer, RECORD)}, options=quick)
    cut, _ = ask({COM: lambda writer: _then(writer, RECORD[:40])}, options=quick)

    assert State.OK == whole.state
    assert (State.TIMEOUT, None) == (cut.state, cut.registrar)


@pytest.mark.parametrize(
    ("below", "state"), [(-1, State.REDACTED), (0, State.OK), (1, State.OK)], ids=str
)
def test_no_more_than_the_bound_is_read(below: int, state: State) -> None:
    record = "Domain Name: shop.com\nRegistrar: N\nCreation Date: 2026-11-02"
    options = replace(QUICK, max_bytes=len(record) + below)
    facts, _ = ask({COM: f"{record}\n{'x' * 200_000}"}, options=options)

    assert state == facts.state


def test_a_name_without_a_public_address_is_not_connected_to() -> None:
    facts, asked = ask({"other.example": RECORD})

    assert (State.ERROR, f"{COM}: has no public address", []) == (
        facts.state, facts.message, asked,
    )  # fmt: skip


def test_a_server_that_is_down_is_an_error() -> None:
    async def nobody(_host: str) -> tuple[str, ...]:
        return ("127.0.0.9", "127.0.0.8")

    with socket.socket() as taken:
        taken.bind(("127.0.0.9", 0))
        options = replace(QUICK, port=taken.getsockname()[1], resolve=nobody)
        facts = asyncio.run(ask_whois("shop.com", options))

    assert State.ERROR == facts.state
    assert facts.message.startswith(f"{COM}: ")


def test_a_name_that_does_not_resolve_in_time_is_given_up() -> None:
    async def never(_host: str) -> tuple[str, ...]:
        await asyncio.Event().wait()
        raise AssertionError

    options = replace(QUICK, connect_s=0.05, resolve=never)

    assert State.TIMEOUT == asyncio.run(ask_whois("shop.com", options)).state


def test_each_query_waits_for_its_turn() -> None:
    turns = []

    @asynccontextmanager
    async def turn(host: str) -> AsyncIterator[None]:
        turns.append(f"begin {host}")
        yield
        turns.append(f"end {host}")

    ask({COM: THIN, NAMES: RECORD}, options=replace(QUICK, turn=turn))

    assert [f"begin {COM}", f"end {COM}", f"begin {NAMES}", f"end {NAMES}"] == turns


def test_cancellation_comes_through() -> None:
    async def run() -> None:
        async with serving({COM: silence}) as whois:
            options = replace(QUICK, port=whois.port, resolve=whois.resolve)
            task = asyncio.create_task(ask_whois("shop.com", options))
            await whois.came.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())


def test_only_public_addresses_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = (
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "100.64.0.1", "1.1.1.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "ff02::1",
        "2606:4700::1111", "1.1.1.1",
    )  # fmt: skip

    def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
        assert ("whois.registry.example", PORT) == (host, port)
        return [(0, 0, 0, "", (address, port)) for address in listed]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    assert ("1.1.1.1", "2606:4700::1111") == asyncio.run(public_addresses("whois.registry.example"))


def test_a_name_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> Callable[[], None]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    facts = asyncio.run(ask_whois("shop.com", QUICK))

    assert (State.ERROR, f"{COM}: Name or service not known") == (facts.state, facts.message)
