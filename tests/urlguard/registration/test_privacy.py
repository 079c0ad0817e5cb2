"""Names of privacy services, and honest names that sound like them."""

from __future__ import annotations

import re

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text
from urlguard.registration.privacy import (
    PRIVACY_FILE,
    load_privacy_names,
    read_privacy_names,
)


@pytest.mark.parametrize(
    "name",
    [
        "Domains By Proxy, LLC",
        "DOMAINSBYPROXY.COM",
        "Privacy service provided by Withheld for Privacy ehf",
        "Contact Privacy Inc. Customer 0123456789",
        "WhoisGuard Protected",
        "Registration Private",
    ],
)
def test_services_are_known(name: str) -> None:
    assert load_privacy_names().is_service(name)


@pytest.mark.parametrize(
    "name",
    ["Privacy International", "Redactron Systems", "Proxy Ltd", "The Whois Company", "", "隐私"],
)
def test_honest_names_are_neither(name: str) -> None:
    names = load_privacy_names()

    assert (False, False) == (names.is_service(name), names.is_withheld(name))


@pytest.mark.parametrize("text", ["REDACTED FOR PRIVACY", "Data Redacted", "GDPR Masked"])
def test_words_for_withheld_are_known(text: str) -> None:
    assert load_privacy_names().is_withheld(text)


def test_a_kind_must_be_known() -> None:
    with pytest.raises(DataError) as caught:
        read_privacy_names("phrase,kind,source\na,secret,own")

    assert f'{PRIVACY_FILE}:2: "secret" is none of service, withheld' == caught.value.message


def test_phrases_stand_as_they_are_matched_and_once() -> None:
    names = read_privacy_names(reference_text(PRIVACY_FILE))
    phrases = [*names.services, *names.withheld]

    assert [] == [one for one in phrases if not re.fullmatch(r" [a-z0-9]+( [a-z0-9]+)* ", one)]
    assert sorted(set(phrases)) == sorted(phrases)
