"""Settings that make no sense are refused where they are made."""

from __future__ import annotations

import pytest

from fraudlens.errors import UsageError
from urlguard.registration.client import user_agent
from urlguard.registration.options import LookupOptions


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rate_per_s": 0}, "look-ups: rate_per_s is not above 0"),
        ({"rate_per_s": float("nan")}, "look-ups: rate_per_s is not above 0"),
        ({"burst": 0}, "look-ups: burst is not above 0"),
        ({"per_host": 0}, "look-ups: per_host is not above 0"),
        ({"connect_s": 0}, "look-ups: connect_s is not above 0"),
        ({"read_s": -1}, "look-ups: read_s is not above 0"),
        ({"total_s": 0}, "look-ups: total_s is not above 0"),
        ({"concurrency": 0}, "look-ups: concurrency is not between 1 and 1000"),
        ({"concurrency": 1001}, "look-ups: concurrency is not between 1 and 1000"),
        ({"retries": -1}, "look-ups: retries is below 0"),
        ({"bases": {"com": "http://a.example/"}}, "look-ups: a base address is not https"),
        ({"contact": "a b"}, "look-ups: the contact is no mail or web address"),
        ({"contact": "a\r\nX: y"}, "look-ups: the contact is no mail or web address"),
        ({"contact": "ü@b.example"}, "look-ups: the contact is no mail or web address"),
        ({"contact": "x)"}, "look-ups: the contact is no mail or web address"),
        ({"contact": "xy"}, "look-ups: the contact is no mail or web address"),
        ({"contact": "x" * 129}, "look-ups: the contact is no mail or web address"),
    ],
)
def test_senseless_settings_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        LookupOptions(**change)  # type: ignore[arg-type]  # wrong on purpose

    assert message == caught.value.message


@pytest.mark.parametrize("contact", ["a@b", "https://desk.example/abuse?x=1", "x" * 128])
def test_a_contact_is_told(contact: str) -> None:
    assert user_agent(LookupOptions(contact=contact).contact).endswith(f" (+{contact})")


def test_without_a_contact_only_the_name_is_told() -> None:
    assert "(" not in user_agent(None)


def test_limits_may_be_reached() -> None:
    assert 1000 == LookupOptions(concurrency=1000, retries=0, burst=1, per_host=1).concurrency
