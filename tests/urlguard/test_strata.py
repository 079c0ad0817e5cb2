"""Strata: kinds of addresses on which classifiers raise false alarms."""

from __future__ import annotations

import pytest

from tests.urlguard.rows import batch_of
from urlguard.strata import strata_of

MEMBERS = {
    "login words": "a.example/login",
    "money words": "forex-garden.example",
    "gambling words": "casino.example",
    "free hosting": "garden.github.io",
    "link shortener": "bit.ly/x",
    "dynamic DNS": "garden.duckdns.org",
    "cheap suffix": "garden.top",
    "gov or edu suffix": "garden.gov.au",
    "cn suffix": "garden.com.cn",
    "foreign letters": "gärten.example",
    "IP address": "192.0.2.7",
    "many subdomains": "a.b.c.garden.example",
    "many hyphens": "a-b-c.example",
    "personal page (~name)": "garden.example/~me",
}


@pytest.mark.parametrize("stratum", MEMBERS)
def test_stratum_holds_its_kind_and_no_plain_address(stratum: str) -> None:
    masks = strata_of(batch_of(MEMBERS[stratum], "https://garden.example/"))

    assert [True, False] == masks[stratum].tolist()


def test_all_strata_are_shown() -> None:
    assert list(MEMBERS) == list(strata_of(batch_of("a.example")))
