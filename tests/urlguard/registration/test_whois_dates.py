"""Dates of registries: each way of writing, zones, and what is left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.registration.whois_dates import LONGEST, DateRules, read_date

RULES = DateRules({"utc": 0, "gmt": 0, "z": 0, "jst": 540, "clst": -180})
DAY_FIRST = DateRules(RULES.zones, "dmy")
MONTH_FIRST = DateRules(RULES.zones, "mdy")


def read(text: str, rules: DateRules = RULES) -> str | None:
    found = read_date(text, rules)
    return f"{found:%Y-%m-%d %H:%M:%S}" if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-02", "2026-11-02 00:00:00"),
        ("2026-11-02T21:44:10Z", "2026-11-02 21:44:10"),
        ("2026-11-02t21:44:10.123456z", "2026-11-02 21:44:10"),
        ("2026-11-02 21:44", "2026-11-02 21:44:00"),
        ("2026/11/02", "2026-11-02 00:00:00"),
        ("2026.11.02 01:08:04", "2026-11-02 01:08:04"),
        ("2026. 11. 02.", "2026-11-02 00:00:00"),
        ("20261102 #24302", "2026-11-02 00:00:00"),
        ("20261102 21:44:10", "2026-11-02 21:44:10"),
        ("20261102214410", "2026-11-02 21:44:10"),
        ("2026-Nov-02.", "2026-11-02 00:00:00"),
        ("02-Nov-2026", "2026-11-02 00:00:00"),
        ("2-november-2026 21:44:10 UTC", "2026-11-02 21:44:10"),
        ("2nd November 2026 at 21:44:10.000", "2026-11-02 21:44:10"),
        ("Mon Nov 02 2026", "2026-11-02 00:00:00"),
        ("Monday 2 Nov 2026", "2026-11-02 00:00:00"),
        ("November  2 2026", "2026-11-02 00:00:00"),
        ("Nov 2, 2026", "2026-11-02 00:00:00"),
        ("Mon Nov  2 21:44:10 2026", "2026-11-02 21:44:10"),
        ("Mon Nov 02 21:44:10 GMT 2026", "2026-11-02 21:44:10"),
        ("22.11.2026 09:48:01", "2026-11-22 09:48:01"),
        ("11/22/2026", "2026-11-22 00:00:00"),
        ("11.11.2026", "2026-11-11 00:00:00"),
    ],
)
def test_each_way_of_writing_is_read(text: str, expected: str) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("", "2026-11-02 12:00:00"),
        (" (JST)", "2026-11-02 03:00:00"),
        ("+09", "2026-11-02 03:00:00"),
        ("+0900", "2026-11-02 03:00:00"),
        (" +09:00", "2026-11-02 03:00:00"),
        ("-03:30", "2026-11-02 15:30:00"),
        (" (GMT+1:00)", "2026-11-02 11:00:00"),
        (" GMT+1", "2026-11-02 11:00:00"),
        (" (UTC+8)", "2026-11-02 04:00:00"),
        (" CLST CL", "2026-11-02 15:00:00"),
        (" XYZT", "2026-11-02 00:00:00"),
        ("+99", "2026-11-02 00:00:00"),
        (" (Assigned)", "2026-11-02 12:00:00"),
    ],
)
def test_zones_are_counted_and_unknown_ones_leave_the_day(zone: str, expected: str) -> None:
    assert expected == read(f"2026-11-02 12:00:00{zone}")


@pytest.mark.parametrize("clock", ["24:00:00", "12:60:00", "12:00:60"])
def test_a_time_that_cannot_be_leaves_the_day(clock: str) -> None:
    assert "2026-11-02 00:00:00" == read(f"2026-11-02 {clock}")


@pytest.mark.parametrize("text", ["04/11/2026", "4.11.2026", "04-11-2026 10:00:00"])
def test_day_and_month_are_never_guessed(text: str) -> None:
    assert None is read(text)
    assert (read(text, DAY_FIRST) or "").startswith("2026-11-04")
    assert (read(text, MONTH_FIRST) or "").startswith("2026-04-11")


@pytest.mark.parametrize(
    ("text", "rules"), [("11/22/2026", DAY_FIRST), ("22/11/2026", MONTH_FIRST)]
)
def test_a_date_that_breaks_the_order_of_its_registry_is_none(text: str, rules: DateRules) -> None:
    assert None is read(text, rules)


@pytest.mark.parametrize(
    "text",
    [
        "", "n/a", "0000-00-00", "1970-01-01", "9999-12-31", "2026-13-01", "2026-02-30", "16/09/03",
        "before Aug-1996", "Before 2001", "2026", "30-Foo-2026", "13/13/2026", "2026-11-021",
    ],
)  # fmt: skip
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert None is read(text)


def test_only_the_head_of_a_text_is_looked_at() -> None:
    assert None is read(" " * LONGEST + "2026-11-02")


@given(st.text(max_size=80) | st.from_regex(r"[0-9/.\-: T+Zjstutc()]{0,40}", fullmatch=True))
def test_no_text_breaks_the_reader(text: str) -> None:
    for rules in (RULES, DAY_FIRST, MONTH_FIRST):
        found = read_date(text, rules)

        assert found is None or 1982 <= found.year <= 2201
