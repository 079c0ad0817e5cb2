"""Registered for the fraud, or broken into: each rule alone, and what they say together."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from urlguard.registration.facts import Registration, State
from urlguard.registration.origin import (
    Origin,
    OriginReason,
    Strength,
    judge_origin,
    origin_plain,
)
from urlguard.registration.site import Site, platform_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BARE, DEEP = "", "/a/b/c/d.html"
CORNER = "/login.html"
HACKED = "/wp-content/plugins/x/login.php?id=1"


def site(path: str = CORNER, domain: str | None = "blumen-kai.example") -> Site:
    return Site(host=f"www.{domain or '192.0.2.1'}", domain=domain, path=path)


def aged(days: float | None, *statuses: str) -> Registration:
    created = None if days is None else NOW - timedelta(days=days)
    return Registration("blumen-kai.example", State.OK, created=created, statuses=statuses)


def points(where: Site, facts: Registration | None = None) -> list[int]:
    return [reason.points for reason in judge_origin(where, facts, NOW).reasons]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, []), (0, [3]), (30, [3]), (31, [2]), (365.9, [2]), (366, []), (729, []),
        (730, [-1]), (6 * 365 - 1, [-1]), (6 * 365, [-2]), (9000, [-2]), (-1, [3]), (-2, [0]),
    ],
)  # fmt: skip
def test_age_counts_at_the_moment_of_observation(days: float | None, expected: list[int]) -> None:
    assert expected == points(site(), aged(days))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", [1]), ("/", [1]), ("/?id=/wp-content/", [1]), ("/#/a/b/c/d", [1]), (CORNER, []),
        ("/a/b/c", []), (DEEP, [-1]), ("/a//b///c/", []), (HACKED, [-2]), ("/wp-admin", [-2]),
        ("/blog/WP-Includes/x", [-2]), ("/wp-contents/x", []), ("/.well-known/x.php", [-2]),
        ("/~kim/x", []), ("/components/com_foo/x", [-2]), ("/sites/default/files/x.html", [-2]),
        ("/0123456789abcdef/", [-1]), ("/0123456789abcde/", []),
    ],
)  # fmt: skip
def test_intruders_hide_their_pages(path: str, expected: list[int]) -> None:
    assert expected == points(site(path))


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("paypal.com", [-2]), ("paypal-check.example", [2]), ("mypaypalcheck.example", [2]),
        ("blumen-kai.example", []), ("dhl-paket.example", [2]), ("adhlx.example", []), (None, []),
    ],
)  # fmt: skip
def test_a_name_tells_whom_it_is_to_look_like(domain: str | None, expected: list[int]) -> None:
    assert expected == points(site(domain=domain))


@pytest.mark.parametrize(
    ("status", "expected"), [("client hold", [1]), ("server hold", [1]), ("active", [])]
)
def test_a_domain_on_hold_was_seen_by_its_registrar(status: str, expected: list[int]) -> None:
    assert expected == points(site(), aged(None, status))


@pytest.mark.parametrize(
    ("where", "facts", "origin", "strength"),
    [
        (site(BARE), aged(3), Origin.REGISTERED, Strength.STRONG),
        (site(CORNER), aged(3), Origin.REGISTERED, Strength.FAIR),
        (site(CORNER), aged(200), Origin.REGISTERED, Strength.WEAK),
        (site(BARE, "paypal-check.example"), None, Origin.REGISTERED, Strength.FAIR),
        (site(HACKED), aged(3000), Origin.COMPROMISED, Strength.STRONG),
        (site(DEEP), aged(3000), Origin.COMPROMISED, Strength.FAIR),
        (site(HACKED), None, Origin.COMPROMISED, Strength.WEAK),
        (site(CORNER, "paypal.com"), aged(9000), Origin.COMPROMISED, Strength.STRONG),
        (site(HACKED), aged(200), Origin.UNKNOWN, Strength.NONE),
        (site(HACKED), aged(3), Origin.UNKNOWN, Strength.NONE),
        (site(BARE), None, Origin.UNKNOWN, Strength.NONE),
        (site(BARE), aged(3000), Origin.UNKNOWN, Strength.NONE),
        (site(CORNER, None), None, Origin.UNKNOWN, Strength.NONE),
    ],
)
def test_the_rules_together_name_a_side(
    where: Site, facts: Registration | None, origin: Origin, strength: Strength
) -> None:
    found = judge_origin(where, facts, NOW)

    assert (origin, strength) == (found.origin, found.strength)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (Site("x.weebly.com", "weebly.com", "/login"), "Weebly"),
        (Site("x.pages.dev", "x.pages.dev", "", "pages.dev"), "Cloudflare"),
        (Site("forms.gle", "forms.gle", "/abc"), "Google"),
        (Site("a.customer.example", "a.customer.example", "", "customer.example"),
         "customer.example"),
    ],
)  # fmt: skip
def test_a_platform_is_its_own_answer(where: Site, name: str) -> None:
    found = judge_origin(where, aged(3), NOW)

    assert (Origin.PLATFORM, Strength.STRONG) == (found.origin, found.strength)
    assert f"Anybody can publish there: it belongs to {name}." == found.reasons[0].en


def test_the_closest_platform_counts_and_names_given_away_are_none() -> None:
    found = [platform_of(host) for host in ("x.docs.google.com", "google.com", "shop.my.id")]

    assert ["docs.google.com", None, None] == [one and one.suffix for one in found]


def test_the_weightiest_reason_comes_first() -> None:
    found = judge_origin(site(BARE, "paypal-check.example"), aged(3, "client hold"), NOW)

    assert [3, 2, 1, 1] == [reason.points for reason in found.reasons]


def test_each_reason_is_a_sentence_in_both_languages() -> None:
    cases = [
        judge_origin(where, facts, NOW)
        for where in (site(BARE), site(DEEP), site(HACKED), site(domain="paypal.com"),
                      site(domain="paypal-check.example"), Site("x.weebly.com", None))
        for facts in (aged(3, "client hold"), aged(3000), aged(-9))
    ]  # fmt: skip
    reasons: set[OriginReason] = {reason for case in cases for reason in case.reasons}

    assert 10 == len(reasons)
    assert [] == [reason for reason in reasons if not re.fullmatch(r"[A-Z].*\.", reason.en)]
    assert [] == [one for one in reasons if not re.search(r"[\u4e00-\u9fff].*。\Z", one.zh)]


def test_a_verdict_is_plain_in_the_language_asked_for() -> None:
    found = judge_origin(site(HACKED), aged(3000), NOW)

    assert {
        "origin": "compromised",
        "origin_strength": "strong",
        "origin_reasons": [
            "It had been registered for 8 years when it was seen.",
            'The page lies in a folder of the site\'s own software: "wp-content".',
        ],
    } == origin_plain(found, "en")
    assert ["被发现时域名已注册 8 年。", "页面位于网站自身软件的目录中：“wp-content”。"] == (
        origin_plain(found, "zh")["origin_reasons"]
    )
