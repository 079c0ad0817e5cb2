"""WHOIS after RDAP: where it may know more, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from urlguard.registration.bootstrap import Bootstrap, Server, load_bootstrap
from urlguard.registration.facts import Registration, State
from urlguard.registration.resolver import look_up_all
from urlguard.registration.sources import Sources

if TYPE_CHECKING:
    from tests.urlguard.registration.server import RdapServer
    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")


class Port43:
    """A WHOIS client that says what it is told to."""

    def __init__(self, state: State) -> None:
        """Answer each question with `state`."""
        self.state = state
        self.asked: list[str] = []

    async def __call__(self, domain: str) -> Registration:
        self.asked.append(domain)
        return Registration(domain, self.state, source="whois:whois.example")


@pytest.mark.parametrize(
    ("domain", "said", "source"),
    [
        ("shop.com", State.OK, "rdap"),
        ("withheld.com", State.OK, "rdap"),
        ("gone.com", State.OK, "rdap"),
        ("limited.com", State.OK, "rdap"),
        ("broken.com", State.OK, "whois"),
        ("broken.com", State.NO_RECORD, "whois"),
        ("broken.com", State.ERROR, "rdap"),
        ("slow.com", State.REDACTED, "whois"),
        ("slow.com", State.TIMEOUT, "rdap"),
        ("shop.ir", State.OK, "whois"),
        ("shop.ir", State.TIMEOUT, "whois"),
        ("shop.ir", State.RATE_LIMITED, "whois"),
    ],
)
def test_whois_is_asked_where_rdap_does_not_know(
    asking: LookupOptions, domain: str, said: State, source: str
) -> None:
    whois = Port43(said)
    hasty = replace(asking, read_s=0.2) if domain == "slow.com" else asking
    found = look_up_all([domain], hasty, Sources(whois=whois))[domain]

    assert source == found.source.partition(":")[0]
    quiet = domain in {"shop.com", "withheld.com", "gone.com", "limited.com"}
    assert ([] if quiet else [domain]) == whois.asked


@pytest.mark.parametrize(
    "case",
    [
        ("gone.com", State.OK, "whois"),
        ("gone.com", State.NO_RECORD, "whois"),
        ("gone.com", State.ERROR, "rdap"),
        ("shop.com", State.OK, "rdap"),
    ],
)
def test_no_record_from_a_server_that_iana_does_not_list_is_held_against_whois(
    asking: LookupOptions,
    server: RdapServer,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[str, State, str],
) -> None:
    """Some servers know no such domain for suffixes that are not theirs."""
    domain, said, source = case
    other = Server(server.base, "localhost", listed=False)
    known = Bootstrap({**load_bootstrap().servers, "com": other}, "")
    monkeypatch.setattr("urlguard.registration.plan.load_bootstrap", lambda _: known)
    sources = Sources(whois=Port43(said))
    found = look_up_all([domain], replace(asking, bases={}), sources)[domain]

    assert source == found.source.partition(":")[0]


def test_whois_is_asked_politely_too(asking: LookupOptions) -> None:
    whois = Port43(State.ERROR)
    names = [f"shop{number}.ir" for number in range(7)]
    found = look_up_all(names, asking, Sources(whois=whois))

    assert 5 == len(whois.asked)
    assert ["whois:ir: left alone after failures: "] * 2 == [
        facts.message for facts in found.values() if not facts.source
    ]
