"""What a person reads of a registration, in both languages."""

from __future__ import annotations

import json

import pytest

from fraudlens.verdict import Severity
from urlguard.registered.evidence import findings_of, reason_of
from urlguard.registration.sample import Sample, from_text


def sample(**facts: object) -> Sample:
    record = {"domain": "shop.example", "state": "ok", "source": "rdap:rdap.example", **facts}
    return from_text(
        json.dumps({"url": "shop.example", "at": "2026-11-26", "registration": record})
    )


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({}, []),
        ({"created": "2026-10-27"}, []),
        ({"created": "2026-10-28"}, ["young-domain"]),
        ({"statuses": ["active"]}, []),
        ({"statuses": ["client hold"]}, ["registration-on-hold"]),
        (
            {"created": "2026-11-25", "statuses": ["server hold"]},
            ["registration-on-hold", "young-domain"],
        ),
        ({"state": "no_record"}, ["no-registration"]),
    ],
)
def test_rules_speak_of_age_hold_and_absence(facts: dict[str, object], rules: list[str]) -> None:
    assert rules == [finding.rule for finding in findings_of(sample(**facts), "en")]


def test_a_finding_says_where_it_was_learned() -> None:
    (young,) = findings_of(sample(created="2026-11-16"), "zh")

    assert ("域名注册仅 10 天", Severity.LOW) == (young.text, young.severity)
    assert {
        "domain": "shop.example",
        "source": "rdap:rdap.example",
        "created": "2026-11-16",
    } == young.evidence


_FULL = {
    "created": "2026-11-16",
    "expires": "2027-11-16",
    "changed": "2026-11-20",
    "registrar": "Cheap Names",
    "country": "IS",
    "name_servers": ["ns1.park.example", "ns2.park.example", "ns3.park.example"],
    "statuses": ["client hold", "active"],
}


@pytest.mark.parametrize(
    ("block", "lead", "text"),
    [
        ("address", "address_score", "the address alone reads like fraud"),
        ("registration_age", "domain_age_days", "the domain is 10 days old"),
        ("registration_age", "domain_expiry_days", "the registration has 355 days left"),
        ("registration_age", "domain_term_days", "the domain was registered for 365 days only"),
        ("registration_age", "domain_changed_days", "the registration was changed 6 days ago"),
        (
            "registration_status",
            "status_client_hold",
            "the registration has the status of domains that were fraud: client hold, active",
        ),
        (
            "name_servers",
            "name_server_count",
            "its name servers are set up like those of fraud: ns1.park.example, ns2.park.example",
        ),
        ("registrant", "registrant_hidden", "who registered it is withheld or hidden"),
        (
            "registration_parties",
            "registrar_log_odds",
            "fraud is frequent under the registrar Cheap Names",
        ),
        (
            "registration_parties",
            "name_server_rows",
            "fraud is frequent on the name servers ns1.park.example, ns2.park.example",
        ),
        (
            "registration_parties",
            "country_log_odds",
            "fraud is frequent with registrants in IS",
        ),
    ],
)
def test_reasons_name_what_was_found(block: str, lead: str, text: str) -> None:
    assert text == reason_of(sample(**_FULL), block, lead, "en")


@pytest.mark.parametrize(
    ("lead", "facts", "text"),
    [
        ("domain_age_days", {}, "nobody knows how old the domain is"),
        ("domain_expiry_days", {}, "nobody knows how old the domain is"),
        ("domain_term_days", {"created": "2026-11-16"}, "the domain is 10 days old"),
        (
            "domain_term_days",
            {"created": "2026-11-16", "expires": "2036-11-16"},
            "the domain is 10 days old",
        ),
        ("domain_changed_days", {"created": "2026-11-16"}, "the domain is 10 days old"),
    ],
)
def test_a_reason_of_an_absent_fact_speaks_of_the_age(
    lead: str, facts: dict[str, object], text: str
) -> None:
    assert text == reason_of(sample(**facts), "registration_age", lead, "en")


@pytest.mark.parametrize("block", ["registration_status", "name_servers"])
def test_a_reason_of_nothing_says_so(block: str) -> None:
    assert reason_of(sample(), block, "", "en").endswith("none is stated")
    assert reason_of(sample(), "registration_parties", "country_rows", "zh").startswith("注册人")
