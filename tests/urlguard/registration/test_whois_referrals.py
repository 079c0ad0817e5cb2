"""Servers that name another one: followed where they must be, and no further."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.urlguard.registration.whois_server import (
    COM,
    IANA,
    NAMES,
    QUICK,
    RECORD,
    THIN,
    Answer,
    ask,
    loopback_open,
    reset,
    silence,
)
from urlguard.registration.facts import State

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    with loopback_open():
        yield


def test_iana_names_the_server_of_a_suffix_without_a_row() -> None:
    host = "whois.nic.shop"
    record = "Domain Name: a.shop\nCreation Date: 2026-11-02\n"
    facts, asked = ask({IANA: f"domain: SHOP\nrefer: {host}\n", host: record}, "a.shop")

    assert [(IANA, b"a.shop\r\n"), (host, b"a.shop\r\n")] == asked
    assert (State.OK, f"whois:{host}") == (facts.state, facts.source)


def test_iana_answers_itself_for_its_own_suffixes() -> None:
    facts, asked = ask({IANA: "domain: who.int\ncreation date: 1998-06-05\n"}, "who.int")

    assert (State.OK, 1) == (facts.state, len(asked))


def test_a_suffix_that_iana_does_not_know_is_unsupported() -> None:
    facts, _ = ask({IANA: "domain: SHOP\nstatus: ACTIVE\n"}, "a.shop")

    assert (State.UNSUPPORTED, 'IANA names no WHOIS server for ".shop"') == (
        facts.state, facts.message,
    )  # fmt: skip
    assert f"whois:{IANA}" == facts.source


def test_the_registrar_is_asked_if_the_registry_tells_no_date() -> None:
    registry = f"{THIN}Domain Status: clientHold\nName Server: ns1.host.example\nDNSSEC: unsigned\n"
    registrar = f"{RECORD}Registrant Country: IS\nRegistrar: Other\nName Server: ns9.x.example\n"
    facts, asked = ask({COM: registry, NAMES: registrar})

    assert [COM, NAMES] == [host for host, _ in asked]
    assert (State.OK, f"whois:{NAMES}", COM) == (facts.state, facts.source, facts.registry)
    assert ("IS", "Names Ltd", ("client hold",)) == (
        facts.country, facts.registrar, facts.statuses,
    )  # fmt: skip
    assert ("ns1.host.example",) == facts.name_servers
    assert facts.dnssec is False


def test_what_the_registry_leaves_out_the_registrar_may_tell() -> None:
    registrar = f"{RECORD}Name Server: ns9.x.example\nDNSSEC: signedDelegation\n"
    facts, _ = ask({COM: THIN, NAMES: registrar})

    assert (("ns9.x.example",), True) == (facts.name_servers, facts.dnssec)


def test_the_registrar_is_left_in_peace_where_the_registry_told_the_date() -> None:
    _, asked = ask({COM: f"{RECORD}Registrar WHOIS Server: {NAMES}\n", NAMES: RECORD})

    assert [COM] == [host for host, _ in asked]


@pytest.mark.parametrize(
    "answer", ["", "No match", silence, reset], ids=["empty", "no match", "silence", "reset"]
)
def test_a_registrar_that_is_no_help_leaves_what_the_registry_told(answer: Answer) -> None:
    facts, _ = ask({COM: THIN, NAMES: answer}, options=replace(QUICK, read_s=0.05))

    assert (State.REDACTED, "Names Ltd") == (facts.state, facts.registrar)


def test_referrals_end() -> None:
    second = "whois.second.example"
    chain: dict[str, Answer] = {
        COM: THIN,
        NAMES: THIN.replace(NAMES, second),
        second: THIN.replace(NAMES, "whois.third.example"),
        "whois.third.example": RECORD,
    }
    _, asked = ask(chain)
    _, once = ask(chain, options=replace(QUICK, max_referrals=1))

    assert [COM, NAMES, second] == [host for host, _ in asked]
    assert [COM, NAMES] == [host for host, _ in once]


def test_referrals_that_go_round_are_left() -> None:
    _, itself = ask({COM: THIN.replace(NAMES, COM)})
    _, back = ask({COM: THIN, NAMES: THIN.replace(NAMES, COM)})

    assert [COM] == [host for host, _ in itself]
    assert [COM, NAMES] == [host for host, _ in back]


@pytest.mark.parametrize("host", ["127.0.0.3", "localhost", "[::1]", "a_b.example", "x"])
def test_a_referral_that_is_no_host_name_is_not_followed(host: str) -> None:
    facts, asked = ask({COM: THIN.replace(NAMES, host)})

    assert (State.REDACTED, 1) == (facts.state, len(asked))
