"""Samples as JSON: back and forth, out of a stranger's file, and never with facts from later."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import MalformedInput
from urlguard.registration.facts import Registration, State
from urlguard.registration.sample import Sample, days_between, from_text, to_text

_AT = datetime(2026, 11, 26, tzinfo=UTC)
_SHOP = Registration("shop.example", State.OK, created=datetime(2026, 11, 2, tzinfo=UTC))


def text(**changes: object) -> str:
    plain = {"url": "shop.example", "at": "2026-11-26", "registration": {}} | changes
    return json.dumps(plain)


def facts(**changes: object) -> dict[str, object]:
    return {"domain": "shop.example", "state": "ok", **changes}


def test_a_sample_comes_back_as_it_was() -> None:
    sample = Sample("http://shop.example/a", _AT, _SHOP)

    assert sample == from_text(to_text(sample))


def test_a_moment_in_another_zone_is_told_in_utc() -> None:
    found = from_text(text(at="2026-11-26T02:00:00+02:00", registration=facts()))

    assert _AT == found.at


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{", "is no JSON"),
        ("\ud800", "is no JSON"),
        ("[]", "is no JSON object"),
        ("x" * 200_001, "longer than any address with its registration is"),
        (text(url=7), 'expected an object with "url", "at" and "registration"'),
        (text(registration=None), 'expected an object with "url", "at" and "registration"'),
        (text(at="yesterday"), '"at" is no ISO date'),
        (text(at="0001-01-01T00:00:00+14:00"), '"at" is no ISO date'),
        (text(), 'registration: no "domain"'),
    ],
)
def test_what_is_no_sample_is_refused(given: str, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        from_text(given)

    assert message == caught.value.message


@pytest.mark.parametrize(("field", "what"), [("observed", "learned"), ("created", "made")])
def test_facts_from_after_the_moment_are_refused(field: str, what: str) -> None:
    """The time-leak guard: what a registry said later would tell the label."""
    early = text(registration=facts(**{field: "2026-11-27"}))
    late = text(registration=facts(**{field: "2026-11-27T00:00:01"}))

    assert from_text(early).registration is not None
    with pytest.raises(MalformedInput) as caught:
        from_text(late)
    assert f"the registration was {what} after the moment of the sample" == caught.value.message


def test_days_between_moments_may_be_unknown() -> None:
    assert 24.0 == days_between(_SHOP.created, _AT)
    assert math.isnan(days_between(None, _AT))
    assert math.isnan(days_between(_AT, None))


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_a_sample_or_refused(given: str) -> None:
    try:
        sample = from_text(given)
    except MalformedInput:
        return

    assert sample == from_text(to_text(sample))
