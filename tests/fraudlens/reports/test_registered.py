from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.registered import Addressee, Registered, addressee, is_email, registered
from tests.fraudlens.reports.flagged import REGISTRATION, RESPONSIBLE
from urlguard.registration.facts import Contact, Registration, State
from urlguard.registration.facts_json import to_plain
from urlguard.registration.origin import Origin
from urlguard.registration.responsible import responsible
from urlguard.registration.site import Site

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["domain", "state", "created", "contacts", "email", "role", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def test_what_the_analyzer_writes_is_read() -> None:
    made = datetime(2026, 11, 20, 1, 2, 3, 456, UTC)
    plain = to_plain(
        Registration(
            "shop.example",
            State.OK,
            created=made,
            registrar="Registrar Ltd",
            name_servers=("ns1.example",),
            privacy=False,
            country="CN",
            contacts=(
                Contact("technical", email="t@x.example"),
                Contact("abuse", email="a@x.example"),
            ),
        )
    )

    assert Registered(
        "shop.example",
        created=made.replace(microsecond=0),
        registrar="Registrar Ltd",
        name_servers=("ns1.example",),
        privacy=False,
        country="CN",
        abuse_email="a@x.example",
    ) == registered({"registration": plain})


@pytest.mark.parametrize(
    "change",
    [{"state": "no_record"}, {"domain": "a b"}, {"domain": 7}, {"domain": ""}],
    ids=str,
)
def test_a_registration_that_tells_nothing_is_none(change: dict[str, object]) -> None:
    assert registered({"registration": {**REGISTRATION, **change}}) is None
    assert registered({"registration": []}) is None
    assert registered({}) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"created": "2026-13-01"}, "created"),
        ({"created": "0001-01-01T00:00:00+23:00"}, "created"),
        ({"country": "Panama"}, "country"),
        ({"privacy": "yes"}, "privacy"),
        ({"registrar": 7}, "registrar"),
        ({"contacts": "x"}, "abuse_email"),
        ({"contacts": [{"role": "abuse", "email": "a b"}, 7]}, "abuse_email"),
    ],
    ids=str,
)
def test_a_value_of_another_kind_is_absent(change: dict[str, object], field: str) -> None:
    found = registered({"registration": {**REGISTRATION, **change}})

    assert found is not None
    assert getattr(found, field) is None


def test_name_servers_that_are_none_are_left_out() -> None:
    found = registered({"registration": {**REGISTRATION, "name_servers": ["a b", 7, "ns.example"]}})

    assert found is not None
    assert ("ns.example",) == found.name_servers


OWNER = Contact("technical", "Hoster", "tech@host.example")
DESK = Contact("abuse", "Desk", "abuse@names.example")


@pytest.mark.parametrize(
    ("origin", "contacts", "expected"),
    [
        (Origin.REGISTERED, (OWNER, DESK), ("registrar", "Names Ltd", "abuse@names.example")),
        (Origin.COMPROMISED, (OWNER, DESK), ("host", "Hoster", "tech@host.example")),
        (Origin.COMPROMISED, (DESK,), ("registrar", "Names Ltd", "abuse@names.example")),
        (Origin.REGISTERED, (OWNER,), None),
        (Origin.PLATFORM, (OWNER, DESK), None),
    ],
)
def test_who_can_act_by_the_analyzer_is_whom_a_report_is_sent_to(
    origin: Origin, contacts: tuple[Contact, ...], expected: tuple[str, str, str] | None
) -> None:
    facts = Registration("shop.example", State.OK, registrar="Names Ltd", contacts=contacts)
    told = responsible(Site("shop.example", "shop.example"), facts, origin)
    saved = json.loads(json.dumps({"responsible": told}))

    assert (None if expected is None else Addressee(*expected)) == addressee(saved)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (RESPONSIBLE, Addressee("registrar", "Registrar Ltd", "abuse@registrar.example")),
        (
            [{"role": "registrar", "name": "R"}, {"email": "x"}, {"email": "a@b.example"}],
            Addressee("", None, "a@b.example"),
        ),
        ({"role": "host", "email": "a@b.example"}, None),
        ("a@b.example", None),
        ([7], None),
        (None, None),
    ],
    ids=str,
)
def test_addressee(told: object, expected: Addressee | None) -> None:
    assert expected == addressee({"responsible": told})


@given(JSON)
def test_nothing_in_a_record_raises(value: object) -> None:
    facts = {"registration": value, "responsible": value}
    registered(facts)
    found = addressee(facts)

    assert found is None or is_email(found.email)
