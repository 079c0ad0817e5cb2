"""Finds are kept once each, with their first place, up to a bound."""

from __future__ import annotations

from apkscan.facts import Find, Note
from apkscan.read.finds import FindCollector, Source
from apkscan.read.haystack import Text, stack


def test_find_keeps_the_place_where_it_was_met_first() -> None:
    collector = FindCollector(10)
    collector.search(stack([Text("a", b"http://one.bracken.top/")]), Source.DEX)
    collector.search(
        stack([Text("b", b"http://one.bracken.top/ http://two.bracken.top/")]), Source.FILES
    )

    assert (
        Find("url", "http://one.bracken.top/", "a"),
        Find("url", "http://two.bracken.top/", "b"),
    ) == collector.finds()
    assert () == collector.notes()


def test_finds_come_by_kind() -> None:
    collector = FindCollector(10)
    text = b"a@bracken.com http://45.76.144.14/ 400-100-5678"
    collector.search(stack([Text("a", text)]), Source.FILES)

    assert ["url", "ip", "email", "phone"] == [find.kind for find in collector.finds()]


def test_bytes_of_libraries_hold_no_phones_and_domains() -> None:
    collector = FindCollector(10)
    collector.search(stack([Text("lib.so", b"13812945678\0bracken.xyz\0")]), Source.NATIVE)

    assert () == collector.finds()


def test_more_finds_than_the_bound_are_a_note() -> None:
    collector = FindCollector(2)
    text = b" ".join(b"http://a%d.bracken.top/" % number for number in range(3))
    collector.search(stack([Text("a", text)]), Source.FILES)

    assert 2 == len(collector.finds())
    assert (Note("more-finds", "", "more than 2 of kind url"),) == collector.notes()
