"""Facts as JSON Lines: out and in again, and what a stranger's file may hold."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import InputError
from urlguard.registration.cache import RegistrationCache
from urlguard.registration.cache_lines import (
    MOST_LINE_BYTES,
    MOST_TOLD,
    SCHEMA,
    BadLine,
    ImportReport,
    bounded_lines,
    export,
    import_lines,
    read_line,
)
from urlguard.registration.facts import Registration, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NO_DOMAIN = '"domain" is no registrable domain in lower-case A-labels'
LEAST = {"domain": "shop.example", "state": "ok", "observed": "2026-11-20"}


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[RegistrationCache]:
    with RegistrationCache(tmp_path / "facts.sqlite") as opened:
        yield opened


def line(**more: object) -> bytes:
    return json.dumps({**LEAST, **more}).encode()


def take(cache: RegistrationCache, *lines: bytes) -> ImportReport:
    return import_lines(cache, lines, NOW, name="mine.jsonl")


def test_what_goes_out_comes_in_again(cache: RegistrationCache, tmp_path: Path) -> None:
    many = [
        Registration("a.example", State.OK, "rdap:rdap.example", NOW, registrar="Ünïcode 注册"),
        Registration("b.example", State.TIMEOUT, "rdap:rdap.example", NOW, message="no answer"),
    ]
    cache.put_many(many)
    out = io.BytesIO()

    assert 2 == export(cache.everything(), out.write)
    lines = out.getvalue().splitlines()
    assert [SCHEMA, SCHEMA] == [json.loads(one)["schema"] for one in lines]
    with RegistrationCache(tmp_path / "other.sqlite") as other:
        assert ImportReport(2, 0, 0, ()) == import_lines(other, lines, NOW, name="x")
        assert many == list(other.everything())


def test_facts_without_a_source_are_from_the_file(cache: RegistrationCache) -> None:
    take(cache, line(), line(domain="b.example", source="whois:whois.example"))

    assert ["whois:whois.example", "file:mine.jsonl"] == [
        one.source for one in sorted(cache.everything(), key=lambda one: one.domain)
    ]


def test_the_newer_of_two_facts_stays(cache: RegistrationCache) -> None:
    report = take(cache, line(registrar="new", observed="2026-11-21"), line(registrar="old"))

    assert ImportReport(1, 1, 0, ()) == report
    assert ["new"] == [one.registrar for one in cache.everything()]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 40_000, "no JSON"),
        (b"[]", "no JSON object"),
        (line(schema="other/1"), '"schema" is not "fraudlens.registration/1"'),
        (line(schema=1), '"schema" is not "fraudlens.registration/1"'),
        (b'{"state": "ok"}', 'registration: no "domain"'),
        (line(state="fine"), 'registration: no state is called "fine"'),
        (line(created="soon"), 'registration: "created" is no ISO date'),
        (line(domain="http://a.example/x"), NO_DOMAIN),
        (line(domain="Shop.example"), NO_DOMAIN),
        (line(domain="www.shop.com"),
         '"domain" stands below "shop.com", whose registration is meant'),
        (line(state="not_queried"), '"state" is "not_queried", which is nothing to keep'),
        (line(observed=None), 'no "observed": when the facts were learned'),
        (line(observed="2026-11-27T12:00:01"), '"observed" lies in the future'),
        (b" " * MOST_LINE_BYTES + b"{}", f"longer than {MOST_LINE_BYTES} bytes"),
    ],
    ids=range(16),
)  # fmt: skip
def test_a_bad_line_is_told_and_the_others_are_taken(
    cache: RegistrationCache, bad: bytes, why: str
) -> None:
    report = take(cache, line(), b"", bad, line(domain="b.example"))

    assert ImportReport(2, 0, 1, (BadLine(3, why),)) == report


def test_a_clock_may_be_a_day_ahead(cache: RegistrationCache) -> None:
    assert 1 == take(cache, line(observed="2026-11-27T12:00:00")).taken


def test_only_the_first_bad_lines_are_told(cache: RegistrationCache) -> None:
    report = take(cache, *[b"x"] * (MOST_TOLD + 3))

    assert (MOST_TOLD + 3, MOST_TOLD) == (report.bad, len(report.told))


def test_many_lines_are_taken_in_runs(cache: RegistrationCache) -> None:
    report = take(cache, *[line(domain=f"d{number}.example") for number in range(2001)])

    assert ImportReport(2001, 0, 0, ()) == report
    assert {"ok": 2001} == cache.stats(NOW + timedelta(days=1)).states


@pytest.mark.parametrize(
    ("data", "lengths"),
    [
        (b"", []),
        (b"a\nb\r\n\nc", [1, 1, 0, 1]),
        (b"x" * MOST_LINE_BYTES + b"\ny", [MOST_LINE_BYTES, 1]),
        (b"x" * (MOST_LINE_BYTES + 1) + b"\ny", [MOST_LINE_BYTES + 1, 1]),
        (b"x" * (5 * MOST_LINE_BYTES) + b"\ny\n", [MOST_LINE_BYTES + 2, 1]),
        (b"x" * (5 * MOST_LINE_BYTES), [MOST_LINE_BYTES + 2]),
    ],
    ids=range(6),
)
def test_long_lines_are_cut_as_they_are_read(data: bytes, lengths: list[int]) -> None:
    assert lengths == [len(one) for one in bounded_lines(io.BytesIO(data))]


@given(st.binary(max_size=200) | st.builds(lambda x: json.dumps(x).encode(), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["domain", "state", "observed", "contacts", "schema", "role"]), inner,
        max_size=5,
    ),
    max_leaves=9,
)))  # fmt: skip
def test_no_line_raises_anything_but_an_input_error(data: bytes) -> None:
    try:
        read_line(data, NOW, name="x")
    except InputError:
        return
    assert b"domain" in data
