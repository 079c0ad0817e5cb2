"""Registration facts as JSON: back and forth, and out of a stranger's file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import MalformedInput
from urlguard.registration.facts import Contact, Registration, State
from urlguard.registration.facts_json import MOST_ENTRIES, MOST_TEXT, from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_FULL = Registration(
    domain="shop.example",
    state=State.OK,
    source="rdap:rdap.nic.example",
    observed=datetime(2026, 11, 26, 12, 30, tzinfo=UTC),
    created=datetime(2026, 11, 2, tzinfo=UTC),
    changed=datetime(2026, 11, 3, tzinfo=UTC),
    expires=datetime(2027, 11, 2, tzinfo=UTC),
    registrar="Names Ltd",
    registrar_id="9999",
    statuses=("client hold",),
    name_servers=("ns1.park.example", "ns2.park.example"),
    dnssec=False,
    privacy=True,
    country="IS",
    registry="rdap.nic.example",
    contacts=(Contact("abuse", "Desk", "abuse@names.example", "+1.5550100", "https://n.example"),),
    message="",
)
_LEAST = {"domain": "shop.example", "state": "ok"}


def test_full_facts_come_back_as_they_were() -> None:
    assert _FULL == from_plain(to_plain(_FULL))


def test_what_is_absent_is_left_out() -> None:
    bare = Registration("a.example", State.TIMEOUT, message="no answer within 10 s")

    assert {"domain": "a.example", "state": "timeout", "message": "no answer within 10 s"} == (
        to_plain(bare)
    )
    assert bare == from_plain(to_plain(bare))


def test_a_time_in_another_zone_is_told_in_utc() -> None:
    found = from_plain({**_LEAST, "created": "2026-11-02T01:00:00+02:00"})

    assert datetime(2026, 11, 1, 23, tzinfo=UTC) == found.created


@pytest.mark.parametrize("key", ["observed", "created", "changed", "expires"])
def test_a_date_before_all_dates_is_refused(key: str) -> None:
    with pytest.raises(MalformedInput, match=f'registration: "{key}" is no ISO date'):
        from_plain({**_LEAST, key: "0001-01-01T00:00:00+14:00"})


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ({"state": "ok"}, 'registration: no "domain"'),
        ({"domain": "", "state": "ok"}, 'registration: no "domain"'),
        ({"domain": "a.example"}, 'registration: no "state"'),
        ({"domain": 7, "state": "ok"}, 'registration: "domain" is no text'),
        ({**_LEAST, "state": "fine"}, 'registration: no state is called "fine"'),
        ({**_LEAST, "created": "02.11.2026"}, 'registration: "created" is no ISO date'),
        ({**_LEAST, "dnssec": "yes"}, 'registration: "dnssec" is neither true nor false'),
        ({**_LEAST, "statuses": "ok"}, 'registration: "statuses" is no list of texts'),
        ({**_LEAST, "name_servers": [1]}, 'registration: "name_servers" is no list of texts'),
        ({**_LEAST, "contacts": {}}, 'registration: "contacts" is no list of objects'),
        ({**_LEAST, "contacts": ["x"]}, 'registration: "contacts" is no list of objects'),
        ({**_LEAST, "contacts": [{}]}, 'registration: no "role"'),
    ],
)
def test_what_is_no_registration_is_refused(plain: Mapping[str, object], message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        from_plain(plain)

    assert message == caught.value.message


def test_long_texts_and_lists_are_cut() -> None:
    long = {
        **_LEAST,
        "registrar": "x" * 10_000,
        "name_servers": ["n" * 10_000] * 100,
        "contacts": [{"role": "abuse"}] * 100,
    }

    found = from_plain(long)

    assert "x" * MOST_TEXT == found.registrar
    assert ("n" * MOST_TEXT,) * MOST_ENTRIES == found.name_servers
    assert MOST_ENTRIES == len(found.contacts)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(to_plain(_FULL))), _JSON))
def test_nothing_but_a_refusal_comes_of_any_json(plain: dict[str, object]) -> None:
    try:
        found = from_plain({**_LEAST, **plain})
    except MalformedInput:
        return

    assert found == from_plain(to_plain(found))
