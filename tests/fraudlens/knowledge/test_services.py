"""Services that no filter may stop: how they are read, and lint of the file."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge.platforms import load_platforms
from fraudlens.knowledge.reference import reference_text
from fraudlens.knowledge.services import SERVICE_KINDS, Service, load_services, read_services
from fraudlens.knowledge.suffixes import load_rules

HEAD = "suffix,kind,source\n"
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def test_services_are_read() -> None:
    assert (Service("a.net", "cdn"),) == read_services(f"# facts\n{HEAD}a.net,cdn,own\n")


def test_unknown_kind_is_refused_with_its_line() -> None:
    with pytest.raises(DataError) as caught:
        read_services(f"{HEAD}a.net,odd,own\n")

    assert (
        f'shared_services.csv:2: "odd" is none of {", ".join(SERVICE_KINDS)}'
        == caught.value.message
    )


def test_services_are_sorted_hosts_each_once_with_a_source() -> None:
    text = reference_text("shared_services.csv")
    names = [service.suffix for service in load_services()]

    assert sorted(names) == names
    assert 1 == max(Counter(names).values())
    assert [] == [name for name in names if not HOST.fullmatch(name)]
    assert [] == [line for line in text.splitlines() if line.endswith(",")]
    assert "2026-11-26" in text
    assert set(SERVICE_KINDS) == {service.kind for service in load_services()}


def test_no_service_is_a_public_suffix_of_registries() -> None:
    assert [] == [s.suffix for s in load_services() if s.suffix in load_rules().icann]


def test_service_that_is_a_platform_too_gives_no_names_to_strangers() -> None:
    """All below a service is held back, so each that is a platform as well needs a look."""
    platforms = {platform.suffix for platform in load_platforms()}

    assert [
        "akamaized.net", "doubleclick.net", "fastly.net", "googleadservices.com",
        "googleusercontent.com", "jsdelivr.net", "quora.com", "redd.it", "sourceforge.net",
        "unpkg.com", "wixstatic.com", "wsimg.com",
    ] == [s.suffix for s in load_services() if s.suffix in platforms]  # fmt: skip
