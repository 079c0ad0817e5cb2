"""What an answer says beyond its dates: states, traps of set phrases, doubtful values."""

from __future__ import annotations

import pytest

from urlguard.registration.facts import Contact, State
from urlguard.registration.whois_text import WhoisAnswer, read_answer

HOST = "whois.registry.example"
CREATED = "Creation Date: 2026-11-02\n"


def read(text: str, domain: str = "shop.example") -> WhoisAnswer:
    return read_answer(text, domain, HOST)


@pytest.mark.parametrize(
    "text",
    [
        'No match for "SHOP.EXAMPLE".\n>>> Last update of whois database <<<',
        "NOT FOUND\n",
        "Domain not found.",
        "% No entries found for the selected source(s).",
        "Domain: shop.example\nStatus: free",
        "Domain: shop.example\nStatus: AVAILABLE\n",
        "%ERROR:101: no entries found",
        "The domain has not been registered.",
        "shop.example is free",
        "no matching record.",
        "query : shop.example\n상기 도메인이름은 등록되어 있지 않습니다.",
        "No information available about domain name shop.example in the Registry NASK database.",
        "[ JPRS database ... ]\nNo match!!\n",
        "shop.example: no existe",
        '"shop.example" not found.\nTerms: too fast is access denied',
        "% This query returned 0 objects.",
        "% nothing found",
    ],
)
def test_registries_say_in_many_ways_that_there_is_no_such_domain(text: str) -> None:
    facts = read(text).facts

    assert (State.NO_RECORD, "the registry knows no such domain") == (facts.state, facts.message)
    assert f"whois:{HOST}" == facts.source


@pytest.mark.parametrize(
    "text",
    [
        "WHOIS LIMIT EXCEEDED - SEE WWW.REGISTRY.EXAMPLE/WHOIS FOR DETAILS",
        "% Error: 55000000002 Connection refused; access control limit reached.",
        "The WHOIS query quota for 192.0.2.7 has been exceeded\nand will be replenished",
        "whois.registry.example: only 1 request per second allowed, try again later",
        "Your connection limit exceeded. Please slow down and try again later.",
        "%% Too many requests...\n%%\n%% No entries found in the AFNIC Database.",
        "% Query rate limit exceeded. Reduced information.\ndomain: shop.example\nowner: A (1)",
        "% Maximum queries per hour reached (100)",
        "Please go away for 13 Seconds",
        "query_status: 440 Request Denied",
        "Your address is blacklisted.",
        "-1: Still in grace period, wait 7777777 seconds",
    ],
)
def test_a_server_that_refuses_is_no_sign_that_a_domain_is_free(text: str) -> None:
    assert State.RATE_LIMITED == read(text).facts.state


def test_terms_of_use_do_not_make_a_record_a_refusal() -> None:
    terms = "\nQuota exceeded? You may be blacklisted; limit exceeded; object not found.\n"

    assert State.OK == read(CREATED + terms).facts.state
    assert State.REDACTED == read(f"Registrar: Names Ltd\n{terms}").facts.state


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the answer is empty"),
        (" \r\n\t\n", "the answer is empty"),
        ("hello", "the answer was not understood"),
        ("\x01\x02\x03%PDF-1.7 stuff", "the answer was not understood"),
        (f"Domain Name: other.example\n{CREATED}", "the answer is about another domain"),
    ],
)
def test_what_is_no_answer_is_an_error(text: str, message: str) -> None:
    facts = read(text).facts

    assert (State.ERROR, message) == (facts.state, facts.message)
    assert None is facts.created


@pytest.mark.parametrize(
    "line",
    [
        "Domain Name: SHOP.EXAMPLE",
        "Domain Name: shop.example.",
        "domain: läden.example",
        "domain: läden.example\nascii: shop.example",
    ],
)
def test_the_domain_may_be_named_in_its_own_way(line: str) -> None:
    assert State.OK == read(f"{line}\n{CREATED}").facts.state


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Registrar: Names Ltd", "the registry tells no creation date"),
        ("Status: connect", "the registry tells no creation date"),
        (
            "Name Server: ns1.host.example\nCreation Date: 04/05/2026",
            'the creation date "04/05/2026" cannot be told for certain',
        ),
    ],
)
def test_a_record_without_a_certain_date_says_so(text: str, message: str) -> None:
    facts = read(text).facts

    assert (State.REDACTED, message) == (facts.state, facts.message)


def test_statuses_are_told_in_words_of_rdap_and_others_left_out() -> None:
    text = (
        "Domain Status: clientHold (https://icann.org/epp#clientHold)\n"
        "Domain Status: CLIENT UPDATE PROHIBITED\n"
        "Domain Status: server_transfer_prohibited, ok\n"
        "Domain Status: ok - Normal state.\n"
        "Domain Status: VerifiedID@SG-Not Required\n"
    )

    assert (
        "client hold", "client update prohibited", "server transfer prohibited", "active",
    ) == read(text + CREATED).facts.statuses  # fmt: skip


def test_a_domain_that_is_not_delegated_is_not_called_active() -> None:
    assert ("inactive",) == read(f"state: REGISTERED, NOT DELEGATED\n{CREATED}").facts.statuses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DNSSEC: signedDelegation", True),
        ("DNSSEC: unsigned", False),
        ("dnssec: perhaps", None),
        ("ds-rdata: 1 2 3", True),
        ("", None),
    ],
)
def test_signed_delegation_is_told_only_for_certain(text: str, expected: bool | None) -> None:
    assert expected is read(f"{text}\n{CREATED}").facts.dnssec


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Registrant Name: Domains By Proxy, LLC", True),
        ("Registrant Name: REDACTED\nRegistrant Organization: Contact Privacy Inc.", True),
        ("Registrant Name: Example Ltd", False),
        ("Registrant Name: REDACTED FOR PRIVACY", None),
        ("person: Private Person", None),
        ("registrant: EXA1-FRNIC", None),
        ("holder: exampl1234-00001", None),
        ("registrant: Mary-Anne", False),
        ("", None),
    ],
)
def test_privacy_is_the_service_not_the_redaction(text: str, expected: bool | None) -> None:
    assert expected is read(f"{text}\n{CREATED}").facts.privacy


@pytest.mark.parametrize(
    ("value", "expected"),
    [("is", "IS"), ("US (UNITED STATES)", "US"), ("Finland", None), ("REDACTED", None)],
)
def test_a_country_is_a_code(value: str, expected: str | None) -> None:
    assert expected == read(f"Registrant Country: {value}\n{CREATED}").facts.country


def test_what_is_no_number_or_address_is_left_out() -> None:
    text = (
        "Registrar: Names Ltd\nRegistrar IANA ID: none\n"
        "Registrar Abuse Contact Email: please see our site\n"
        "Registrar Abuse Contact Phone: +1.5550100\n"
        "Registrar URL: javascript:alert(1)\n"
    )
    facts = read(text + CREATED).facts

    assert None is facts.registrar_id
    assert (Contact("abuse", "Names Ltd", phone="+1.5550100"),) == facts.contacts


def test_a_registrar_is_told_without_tag_and_address() -> None:
    names = [
        "Names Ltd [Tag = NAMES]",
        "Names Ltd ( https://nic.example/1 )",
        "Names Ltd(http://n)",
    ]

    assert {"Names Ltd"} == {
        read(f"Registrar: {name}\n{CREATED}").facts.registrar for name in names
    }
    assert None is read(f"Registrar: REDACTED\n{CREATED}").facts.registrar


def test_dates_of_people_are_not_those_of_the_domain() -> None:
    text = "domain: shop.example\nnserver: ns1.host.example\n\nperson: A\ncreated: 2001-01-01\n"
    facts = read(text).facts

    assert (State.REDACTED, None) == (facts.state, facts.created)


def test_a_part_with_a_heading_ends_at_the_next_block() -> None:
    text = "Registrant:\n   Example Ltd\n\nCreated: 2026-11-02\nRegistrar:\n\nUpdated: 2026-11-03\n"

    assert "2026-11-02" == f"{read(text).facts.created:%Y-%m-%d}"


def test_values_below_a_heading_end_with_the_block() -> None:
    servers = "Name servers:\nns1.host.example 2001:db8::1\nns2.host.example\n\nns3.host.example\n"
    text = CREATED + servers

    assert ("ns1.host.example", "ns2.host.example") == read(text).facts.name_servers


def test_a_bare_line_without_a_key_before_it_is_passed_over() -> None:
    assert (
        State.OK
        == read(f"some words\n{CREATED}more words\nWHOIS http://names.example\n").facts.state
    )


@pytest.mark.parametrize(
    ("line", "refer", "registrar"),
    [
        ("refer: whois.nic.example", "whois.nic.example", None),
        ("whois: WHOIS.NIC.EXAMPLE.", "whois.nic.example", None),
        ("Registrar WHOIS Server: whois://whois.names.example/", None, "whois.names.example"),
        ("Registrar WHOIS Server: 10.0.0.1", None, None),
        ("Registrar WHOIS Server: localhost", None, None),
        ("Registrar WHOIS Server: a.example\x00b", None, None),
        ("Registrar WHOIS Server: whois.names.example:43 -- x", None, None),
    ],
)
def test_only_host_names_are_referrals(line: str, refer: str | None, registrar: str | None) -> None:
    answer = read(f"{line}\n")

    assert (refer, registrar) == (answer.refer, answer.registrar_server)
