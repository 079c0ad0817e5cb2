"""Answers of RDAP read into facts: as RFC 9083 has them, odd ones, and any JSON at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.urlguard.registration.answers import FULL, changed
from urlguard.registration.facts import Contact, Registration, State
from urlguard.registration.facts_json import MOST_ENTRIES, MOST_TEXT, from_plain, to_plain
from urlguard.registration.privacy import load_privacy_names
from urlguard.registration.rdap import Asked, read_domain, tells_quota

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ASKED = Asked("shop.com", "rdap.names.example", NOW)
WANTED = Registration(
    domain="shop.com",
    state=State.OK,
    source="rdap:rdap.names.example",
    observed=NOW,
    created=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    changed=datetime(2026, 11, 3, 0, 0, 0, 123_000, tzinfo=UTC),
    expires=datetime(2027, 11, 2, 9, 30, tzinfo=UTC),
    registrar="Names Ltd",
    registrar_id="9999",
    statuses=("client transfer prohibited", "client hold", "active"),
    name_servers=("ns1.park.example", "ns2.park.example"),
    dnssec=False,
    privacy=True,
    country="IS",
    registry="rdap.names.example",
    contacts=(
        Contact("registrar", name="Names Ltd"),
        Contact("abuse", email="abuse@names.example", phone="+1.5550100"),
        Contact(
            "registrant",
            name="Privacy service provided by Withheld for Privacy ehf",
            url="https://names.example/contact?d=shop.com",
        ),
    ),
)


def read(answer: object) -> Registration:
    return read_domain(answer, ASKED, load_privacy_names())


def test_a_full_answer_gives_all_facts() -> None:
    assert WANTED == read(FULL)


def test_all_that_is_read_can_be_kept() -> None:
    assert WANTED == from_plain(to_plain(read(FULL)))


def test_a_name_without_a_class_is_a_domain_too() -> None:
    assert WANTED == read(changed(objectClassName=...))


def test_an_answer_without_a_name_is_believed() -> None:
    assert WANTED == read(changed(ldhName=...))


def test_the_least_answer_is_a_withheld_one() -> None:
    wanted = Registration(
        domain="shop.com",
        state=State.REDACTED,
        source="rdap:rdap.names.example",
        observed=NOW,
        registry="rdap.names.example",
        message="the registry withholds the date of creation",
    )

    assert wanted == read({"objectClassName": "domain"})


@pytest.mark.parametrize(
    ("answer", "state", "message"),
    [
        (None, "error", "the answer is no JSON object"),
        ({}, "error", "no domain in the answer: no reason given"),
        ({"objectClassName": "entity"}, "error", "no domain in the answer: no reason given"),
        ({"ldhName": "no host"}, "error", "no domain in the answer: no reason given"),
        (changed(ldhName="other.com"), "error", "the answer is about another domain"),
        (changed(ldhName=""), "error", "the answer is about another domain"),
        ({"errorCode": 404}, "no_record", "no such domain"),
        ({"errorCode": "404", "title": "Nothing"}, "no_record", "Nothing"),
        ({**FULL, "errorCode": 404}, "rate_limited", "Terms of Use Queries are subject to a rate"),
        ({"errorCode": 429}, "rate_limited", "too many queries"),
        ({"title": "Quota used up"}, "rate_limited", "Quota used up"),
        (
            {"notices": [{"title": "Error", "description": ["Query limit reached"]}]},
            "rate_limited",
            "Error Query limit reached",
        ),
        ({"errorCode": 500, "title": "Oh"}, "error", "no domain in the answer: Oh"),
    ],
)
def test_what_is_no_domain_has_a_state(answer: object, state: str, message: str) -> None:
    found = read(answer)

    assert State(state) is found.state
    assert found.message.startswith(message)
    assert ("rdap:rdap.names.example", NOW) == (found.source, found.observed)


def test_terms_that_speak_of_limits_are_no_limit() -> None:
    assert tells_quota(str(FULL["notices"]))
    assert State.OK is read(FULL).state


@pytest.mark.parametrize(
    ("events", "created"),
    [
        ([("registration", "2026-11-02")], datetime(2026, 11, 2, tzinfo=UTC)),
        ([(" Registration", "2026-11-02 10:00:00")], datetime(2026, 11, 2, 10, tzinfo=UTC)),
        ([("registration", "2026-11-02T01:00+0200")], datetime(2026, 11, 1, 23, tzinfo=UTC)),
        ([("registration", "2026-11-02t01:00:00z")], datetime(2026, 11, 2, 1, tzinfo=UTC)),
        (
            [("registration", "2026-11-02"), ("registration", "2020-01-01")],
            datetime(2020, 1, 1, tzinfo=UTC),
        ),
        (
            [("registration", "2010-01-01"), ("reregistration", "2026-11-02")],
            datetime(2026, 11, 2, tzinfo=UTC),
        ),
        ([("registration", "1985-01-01")], datetime(1985, 1, 1, tzinfo=UTC)),
        ([("registration", "2026-11-28T12:00:00Z")], datetime(2026, 11, 28, 12, tzinfo=UTC)),
        ([("registration", "1984-12-31")], None),
        ([("registration", "2026-11-28T12:00:01Z")], None),
        ([("registration", "0001-01-01T00:00:00+14:00")], None),
        ([("registration", "2026-13-02")], None),
        ([("registration", "02/11/2026")], None),
        ([("registration", "20261102")], None),
        ([("registration", "٢٠٢٦-11-02")], None),
        ([("registration", 20261102)], None),
        ([("transfer", "2026-11-02")], None),
        ([], None),
    ],
)
def test_dates_are_strict_and_plausible(
    events: list[tuple[str, object]], created: datetime | None
) -> None:
    given = [{"eventAction": action, "eventDate": date} for action, date in events]
    found = read(changed(events=given))

    assert created == found.created
    assert (State.OK if created else State.REDACTED) is found.state


def test_an_end_may_lie_a_hundred_years_ahead_and_no_more() -> None:
    ends = ["2126-11-25T12:00:00Z", "2126-11-29T12:00:00Z"]
    given = [{"eventAction": "expiration", "eventDate": end} for end in ends]

    assert datetime(2126, 11, 25, 12, tzinfo=UTC) == read(changed(events=given)).expires


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"delegationSigned": True}, True),
        ({"delegationSigned": False, "dsData": [{}]}, False),
        ({"delegationSigned": "true", "dsData": [{"keyTag": 1}]}, True),
        ({"delegationSigned": "true"}, None),
        ({}, None),
        ("signed", None),
    ],
)
def test_signed_or_not_or_unknown(given: object, wanted: bool | None) -> None:
    assert wanted is read(changed(secureDNS=given)).dnssec


def test_long_texts_and_lists_are_cut() -> None:
    many = 10_000
    card = ["vcard", [["fn", {}, "text", "x" * many]]]
    entity = {"roles": ["abuse"], "vcardArray": card}
    found = read(
        changed(
            status=[f"s{number}" for number in range(many)],
            nameservers=[{"ldhName": f"ns{number}.a.example"} for number in range(many)],
            entities=[entity] * many,
        )
    )

    assert MOST_ENTRIES == len(found.statuses) == len(found.name_servers) == len(found.contacts)
    assert "x" * MOST_TEXT == found.contacts[0].name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PARTS = [*FULL, "errorCode", "title", "description"]


@given(JSON | st.dictionaries(st.sampled_from(PARTS), JSON).map(lambda part: {**FULL, **part}))
def test_any_json_gives_facts_or_a_state(answer: object) -> None:
    found = read(answer)

    assert found == from_plain(to_plain(found))
