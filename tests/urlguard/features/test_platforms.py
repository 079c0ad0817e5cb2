"""Shared platforms: the longest suffix decides, and only the platform itself is shared."""

from __future__ import annotations

import pytest

from fraudlens.knowledge.platforms import PLATFORM_KINDS, load_platforms
from tests.urlguard.rows import batch_of
from urlguard.features.platforms import (
    _GROUP_OF,
    GROUPS,
    platform_hosts,
    platform_of,
    platform_table,
)


@pytest.mark.parametrize(
    ("target", "group"),
    [
        ("x.pages.dev", "hosting"),
        ("a.x.pages.dev/y", "hosting"),
        ("pages.dev", "hosting"),
        ("xpages.dev", None),
        ("pages.dev.example", None),
        ("bit.ly/x", "shortener"),
        ("garden.example", None),
        ("192.0.2.7", None),
    ],
)
def test_platform_of_a_host(target: str, group: str | None) -> None:
    number = platform_of(batch_of(target).columns(), 0, *platform_table())

    assert group == (GROUPS[number - 1] if number else None)


def test_every_listed_platform_is_found() -> None:
    listed = [platform for platform in load_platforms() if "." in platform.suffix]
    batch = batch_of(*(f"x.{platform.suffix}" for platform in listed))
    found = [platform_of(batch.columns(), row, *platform_table()) for row in range(len(batch))]

    assert [1 + _GROUP_OF[platform.kind] for platform in listed] == found
    assert not platform_hosts(batch.columns()).any()


def test_platform_itself_is_told_from_names_below_it() -> None:
    batch = batch_of("pages.dev", "www.pages.dev/x", "x.pages.dev", "garden.example")

    assert [True, True, False, False] == platform_hosts(batch.columns()).tolist()


def test_every_kind_has_a_group() -> None:
    assert set(PLATFORM_KINDS) == _GROUP_OF.keys()
    assert set(range(len(GROUPS))) == set(_GROUP_OF.values())
