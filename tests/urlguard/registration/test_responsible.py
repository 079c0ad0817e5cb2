"""Who can act: the order by origin, and what is known of each."""

from __future__ import annotations

import pytest

from urlguard.registration.facts import Contact, Registration, State
from urlguard.registration.origin import Origin
from urlguard.registration.responsible import responsible
from urlguard.registration.site import Site

SHOP = Site("www.shop.example", "shop.example", "/x")
ABUSE = Contact("abuse", "Desk", "abuse@names.example", "+1.5550100")
REGISTRAR = Contact("registrar", "Names Ltd", "info@names.example", None, "https://names.example")
TECH = Contact("technical", "Hoster", "tech@host.example")
FACTS = Registration(
    "shop.example",
    State.OK,
    source="rdap:rdap.nic.example",
    registrar="Names Ltd",
    registry="rdap.nic.example",
    contacts=(TECH, REGISTRAR, ABUSE),
)
SOURCE = {"source": "rdap:rdap.nic.example"}


def roles(origin: Origin, facts: Registration | None = FACTS, site: Site = SHOP) -> list[str]:
    return [one["role"] for one in responsible(site, facts, origin)]


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin.REGISTERED, ["registrar", "registry"]),
        (Origin.COMPROMISED, ["host", "registrar", "registry"]),
        (Origin.UNKNOWN, ["registrar", "host", "registry"]),
        (Origin.PLATFORM, []),
    ],
)
def test_the_origin_says_who_is_asked_first(origin: Origin, expected: list[str]) -> None:
    assert expected == roles(origin)


def test_each_one_is_told_with_ways_to_reach_it_and_source() -> None:
    assert [
        {"role": "host", "name": "Hoster", "email": "tech@host.example", **SOURCE},
        {
            "role": "registrar", "name": "Names Ltd", "email": "abuse@names.example",
            "phone": "+1.5550100", "url": "https://names.example", **SOURCE,
        },
        {"role": "registry", "name": "rdap.nic.example", **SOURCE},
    ] == responsible(SHOP, FACTS, Origin.COMPROMISED)  # fmt: skip


@pytest.mark.parametrize(
    ("contacts", "name", "expected"),
    [
        ((), None, None),
        ((), "Names Ltd", {"name": "Names Ltd"}),
        ((REGISTRAR,), None, {
            "name": "Names Ltd", "email": "info@names.example", "url": "https://names.example"}),
        ((ABUSE,), None, {
            "name": "Desk", "email": "abuse@names.example", "phone": "+1.5550100"}),
        ((Contact("abuse", email="a@n.example"),), None, {"email": "a@n.example"}),
    ],
    ids=["nothing", "name", "registrar", "desk", "address"],
)  # fmt: skip
def test_the_registrar_is_told_as_far_as_it_is_known(
    contacts: tuple[Contact, ...], name: str | None, expected: dict[str, str] | None
) -> None:
    facts = Registration("shop.example", State.OK, "x", registrar=name, contacts=contacts)
    found = responsible(SHOP, facts, Origin.REGISTERED)

    assert ([] if expected is None else [{"role": "registrar", **expected, "source": "x"}]) == found


@pytest.mark.parametrize(
    ("contacts", "privacy", "expected"),
    [
        ((Contact("registrant", "Owner", phone="+1"), TECH), False, "Hoster"),
        ((Contact("registrant", "Owner", url="https://o.example"),), False, "Owner"),
        ((Contact("administrative", email="a@shop.example"),), None, "shop.example"),
        ((Contact("technical", "Hidden"),), None, "shop.example"),
        ((Contact("registrant", "Proxy", email="p@proxy.example"),), True, "shop.example"),
    ],
    ids=["technical first", "registrant", "no name", "no way", "privacy service"],
)
def test_the_site_is_run_by_whoever_can_be_reached(
    contacts: tuple[Contact, ...], privacy: bool | None, expected: str
) -> None:
    facts = Registration("shop.example", State.OK, "x", contacts=contacts, privacy=privacy)
    found = responsible(SHOP, facts, Origin.COMPROMISED)

    assert ("host", expected) == (found[0]["role"], found[0]["name"])
    assert (expected != "Owner" or "https://o.example" == found[0]["url"]) is True


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (
            Site("x.weebly.com", "weebly.com"),
            {
                "name": "Weebly", "url": "https://www.weebly.com/uk/spam",
                "source": "https://github.com/ninoseki/abuse_whois",
            },
        ),
        (
            Site("x.netlify.app", "x.netlify.app", "", "netlify.app"),
            {
                "name": "Netlify", "email": "fraud@netlify.com",
                "source": "https://github.com/ninoseki/abuse_whois",
            },
        ),
        (
            Site("x.vercel.app", "x.vercel.app", "", "vercel.app"),
            {"name": "Vercel", "source": "fraudlens:platforms.csv"},
        ),
        (
            Site("x.customer.example", "x.customer.example", "", "customer.example"),
            {"name": "customer.example", "source": "publicsuffix.org"},
        ),
        (Site("x.example", "x.example"), None),
    ],
    ids=["form", "address", "no desk known", "private suffix", "none"],
)  # fmt: skip
def test_the_platform_is_told_with_its_desk(site: Site, expected: dict[str, str] | None) -> None:
    found = responsible(site, None, Origin.PLATFORM)

    assert ([] if expected is None else [{"role": "platform", **expected}]) == found


@pytest.mark.parametrize("facts", [None, Registration("shop.example", State.TIMEOUT, "x")])
def test_without_facts_nobody_is_named(facts: Registration | None) -> None:
    assert [] == roles(Origin.REGISTERED, facts)
