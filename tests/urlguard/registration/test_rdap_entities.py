"""Entities of an answer: who registered, by whom, and whom to turn to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.urlguard.registration.answers import changed
from urlguard.registration.facts import Contact, Registration
from urlguard.registration.facts_json import from_plain, to_plain
from urlguard.registration.privacy import load_privacy_names
from urlguard.registration.rdap import Asked, read_domain

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ASKED = Asked("shop.com", "rdap.names.example", NOW)


def read(answer: object) -> Registration:
    return read_domain(answer, ASKED, load_privacy_names())


def entity(role: str, *card: object, **more: object) -> dict[str, object]:
    return {"roles": [role], "vcardArray": ["vcard", list(card)], **more}


def registrant(*card: object) -> dict[str, Any]:
    return changed(entities=[entity("registrant", *card)])


@pytest.mark.parametrize(
    ("card", "privacy"),
    [
        ([["org", {}, "text", "Domains By Proxy, LLC"]], True),
        ([["fn", {}, "text", "Jo Smith"], ["org", {}, "text", "WHOISGUARD"]], True),
        ([["fn", {}, "text", "Jo Smith"]], False),
        ([["org", {}, "text", ["Shop Ltd", "Sales"]]], False),
        ([["fn", {}, "text", "Privacy International"]], False),
        ([["fn", {}, "text", "REDACTED FOR PRIVACY"]], None),
        ([["fn", {}, "text", "Data Protected"]], None),
        ([["fn", {}, "text", ""]], None),
        ([], None),
    ],
)
def test_who_hides_who_is_named_and_who_is_not_told(
    card: list[object], privacy: bool | None
) -> None:
    assert privacy is read(registrant(*card)).privacy


@pytest.mark.parametrize(
    ("adr", "country"),
    [
        (["adr", {"cc": "de"}, "text", ["", "", "", "", "", "", "Germany"]], "DE"),
        (["adr", {}, "text", ["", "", "", "", "", "", "us"]], "US"),
        (["adr", {"cc": "DEU"}, "text", ["", "", "", "", "", "", "Germany"]], None),
        (["adr", {"cc": 7}, "text", []], None),
        (["adr", {}, "text", "Berlin"], None),
    ],
)
def test_the_country_is_a_code(adr: list[object], country: str | None) -> None:
    assert country == read(registrant(adr)).country


def test_a_registrar_without_a_name_goes_by_its_handle() -> None:
    registrar = entity("Registrar", ["fn", {}, "text", ""], handle="DENIC-1")
    found = read(changed(entities=[registrar, entity("registrar", ["fn", {}, "text", "Second"])]))

    assert ("DENIC-1", None) == (found.registrar, found.registrar_id)


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        ([{"type": "IANA Registrar ID", "identifier": 292}], "292"),
        ([{"type": "other", "identifier": "1"}, {"type": "iana id", "identifier": " 2 "}], "2"),
        ([{"type": "IANA Registrar ID", "identifier": "not applicable"}], None),
        ([{"type": "IANA Registrar ID"}], None),
        ([{"identifier": "1"}], None),
        (None, None),
    ],
)
def test_the_number_of_a_registrar(ids: object, wanted: str | None) -> None:
    found = read(changed(entities=[entity("registrar", publicIds=ids)]))

    assert wanted == found.registrar_id


@pytest.mark.parametrize(
    ("card", "contact"),
    [
        ([["email", {}, "text", "mailto:a@b.example"]], Contact("abuse", email="a@b.example")),
        ([["email", {}, "text", "not an address"]], None),
        ([["email", {}, "text", "redacted@privacy.example"]], None),
        (
            [
                ["tel", {"type": ["work", "fax"]}, "uri", "tel:+1.2"],
                ["tel", {}, "text", "+49 30 1"],
            ],
            Contact("abuse", phone="+49 30 1"),
        ),
        ([["tel", {}, "text", "call us"]], None),
        ([["url", {}, "uri", "https://n.example"]], Contact("abuse", url="https://n.example")),
        ([["url", {}, "uri", "javascript:alert(1)"]], None),
        ([["fn", {}, "text", "De\x1b[31msk\u202e"]], Contact("abuse", name="De [31msk")),
        ([["fn", {}, "text", "half \ud800 of one"]], Contact("abuse", name="half of one")),
        ([["fn", "no object", "text", "X"], 7, ["fn"], ["note", {}, "text", "X"]], None),
    ],
)
def test_a_contact_is_clean_or_absent(card: list[object], contact: Contact | None) -> None:
    found = read(changed(entities=[entity("abuse", *card)]))

    assert ((contact,) if contact else ()) == found.contacts


@pytest.mark.parametrize("array", [None, "vcard", ["vcard"], ["vcard", {}], ["card", []]])
def test_a_card_of_another_form_says_nothing(array: object) -> None:
    assert () == read(changed(entities=[{"roles": ["abuse"], "vcardArray": array}])).contacts


def test_each_role_of_one_entity_is_a_contact() -> None:
    both = entity("abuse", ["fn", {}, "text", "Desk"])
    found = read(changed(entities=[{**both, "roles": ["Abuse", "technical", 7]}]))

    assert (Contact("abuse", "Desk"), Contact("technical", "Desk")) == found.contacts


def test_entities_are_read_to_a_bounded_depth() -> None:
    inner: dict[str, object] = {}
    for depth in reversed(range(6)):
        inner = entity("abuse", ["fn", {}, "text", f"at {depth}"], entities=[inner])

    assert ["at 0", "at 1", "at 2", "at 3"] == [
        one.name for one in read(changed(entities=[inner])).contacts
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
CARDS = st.lists(
    st.tuples(st.sampled_from(["fn", "org", "email", "tel", "adr", "url"]), JSON, JSON, JSON).map(
        list
    )
    | JSON
)


@settings(max_examples=40)  # each of them is a whole tree
@given(
    st.lists(
        st.fixed_dictionaries(
            {"roles": st.just(["registrar", "registrant"]) | JSON},
            optional={
                "vcardArray": CARDS.map(lambda card: ["vcard", card]),
                "publicIds": st.lists(
                    st.fixed_dictionaries({"type": st.just("IANA"), "identifier": JSON})
                ),
                "entities": JSON,
            },
        ),
        max_size=3,
    )
)
def test_any_entity_gives_facts(entities: list[object]) -> None:
    found = read(changed(entities=entities))

    assert found == from_plain(to_plain(found))
    assert ("client transfer prohibited", "client hold", "active") == found.statuses
