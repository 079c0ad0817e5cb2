"""Tables of products and hosts: read whole, and refused where a row means nothing."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from apkscan.knowledge.generators import (
    GENERATOR_FAMILIES,
    SHELLS,
    load_generators,
    read_generators,
)
from apkscan.knowledge.hosts import HOST_KINDS, SET_ASIDE, host_kind, load_hosts, read_hosts
from apkscan.knowledge.markers import MARK_KINDS, Mark, index_of
from apkscan.knowledge.packers import load_packers, read_packers
from apkscan.knowledge.sdks import SDK_CATEGORIES, TRACKERS, load_sdks, read_sdks
from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = ("packers.csv", "app_generators.csv", "app_sdks.csv", "app_hosts.csv")
CLASS = re.compile(r"[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)*")
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def all_marks() -> tuple[Mark, ...]:
    return load_packers() + load_generators() + load_sdks()


@pytest.mark.parametrize("name", TABLES)
def test_table_says_its_source_and_date_and_repeats_no_row(name: str) -> None:
    lines = reference_text(name).splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]

    assert "2026-11-26" in "".join(line for line in lines if line.startswith("#"))
    assert len(rows) == len(set(rows))
    assert [] == [row for row in rows if row.endswith(",")]


@pytest.mark.parametrize("load", [load_packers, load_generators, load_sdks])
def test_no_mark_stands_twice_in_a_table(load: Callable[[], tuple[Mark, ...]]) -> None:
    seen = Counter((mark.product, mark.kind, mark.pattern) for mark in load())

    assert [] == [mark for mark, count in seen.items() if count > 1]


def test_a_product_has_one_group() -> None:
    groups = {(mark.product, mark.group) for mark in load_generators() + load_sdks()}

    assert len(groups) == len({product for product, _ in groups})


def test_every_kind_family_and_category_occurs() -> None:
    assert set(MARK_KINDS) == {mark.kind for mark in all_marks()}
    assert set(GENERATOR_FAMILIES) == {mark.group for mark in load_generators()}
    assert set(SDK_CATEGORIES) == {mark.group for mark in load_sdks()}
    assert set(HOST_KINDS) == set(load_hosts().values())
    assert set(SHELLS) < set(GENERATOR_FAMILIES)
    assert set(SDK_CATEGORIES) > TRACKERS
    assert set(HOST_KINDS) > SET_ASIDE


def test_patterns_stand_as_in_an_app() -> None:
    by_kind: dict[str, list[str]] = {}
    for mark in all_marks():
        by_kind.setdefault(mark.kind, []).append(mark.pattern)
    classes = by_kind["class"] + by_kind["package"]

    assert [] == [pattern for pattern in classes if not CLASS.fullmatch(pattern)]
    assert [] == [name for name in by_kind["native"] if "/" in name or not name.endswith(".so")]
    assert [] == [name for name in by_kind["folder"] if name.endswith("/")]


def test_no_kit_claims_all_of_a_large_house() -> None:
    """Else each app of the house would seem to contain the kit."""
    short = {
        "com",
        "org",
        "net",
        "io",
        "cn",
        "com.google",
        "com.tencent",
        "com.android",
        "androidx",
    }

    assert set() == short & {mark.pattern for mark in all_marks() if mark.kind == "class"}


def test_hosts_are_hosts() -> None:
    assert [] == [host for host in load_hosts() if not HOST.fullmatch(host)]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_packers, "packer,kind,pattern,sure,source\nP,smell,x,1,own\n"),
        (read_packers, "packer,kind,pattern,sure,source\nP,entry,x,yes,own\n"),
        (read_generators, "generator,family,kind,pattern,sure,source\nG,odd,entry,x,1,own\n"),
        (read_sdks, "sdk,category,kind,pattern,source\nS,odd,class,x,own\n"),
        (read_hosts, "host,kind,owner,source\nh.example,odd,o,own\n"),
        (read_hosts, "host,kind\n"),
    ],
    ids=["kind", "flag", "family", "category", "host", "columns"],
)
def test_a_row_that_means_nothing_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(DataError, match=r"\.csv:\d"):
        read(text)


def test_longest_host_wins() -> None:
    hosts = {"example.com": "sdk", "files.example.com": "file_host"}

    assert "file_host" == host_kind("a.files.example.com", hosts)
    assert "sdk" == host_kind("example.com", hosts)
    assert "" == host_kind("example.org", hosts)


def test_index_keeps_all_marks_of_a_pattern() -> None:
    marks = (Mark("A", "x", "native", "liba.so"), Mark("B", "x", "native", "liba.so"))

    assert marks == index_of(marks)["native"]["liba.so"]
    assert len(marks) == len(list(chain(*index_of(marks)["native"].values())))
