"""How often a host is asked, and when, by a clock that moves only when somebody sleeps."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.urlguard.registration.manners import (
    BROKEN,
    BUSY,
    LIMITED,
    NOW,
    OK,
    OPTIONS,
    Clock,
    ask,
    says,
)
from urlguard.registration.facts import State
from urlguard.registration.options import LookupOptions
from urlguard.registration.politeness import (
    Politeness,
    Timing,
    retry_after_s,
)


def test_a_burst_goes_at_once_and_then_each_in_its_time() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())
    for _ in range(6):
        ask(politeness, says(OK, at=at, clock=clock))

    assert [0.0, 0.0, 0.0, 0.5, 1.0, 1.5] == at


def test_a_pause_refills_the_burst_and_no_more() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())
    for _ in range(3):
        ask(politeness, says(OK))
    clock.now = 1_000.0
    for _ in range(5):
        ask(politeness, says(OK, at=at, clock=clock))

    assert [1_000.0, 1_000.0, 1_000.0, 1_000.5, 1_001.0] == at


@given(
    st.lists(st.floats(0, 5), min_size=1, max_size=40),
    st.integers(1, 5),
    st.sampled_from([0.5, 1.0, 4.0]),
)
def test_no_stretch_of_time_sees_more_than_burst_and_rate(
    gaps: list[float], burst: int, rate: float
) -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(LookupOptions(rate_per_s=rate, burst=burst), clock.timing())
    for gap in gaps:
        clock.now += gap
        ask(politeness, says(OK, at=at, clock=clock))

    for first in range(len(at)):
        for last in range(first, len(at)):
            assert last - first + 1 <= burst + (at[last] - at[first]) * rate + 1e-6


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    politeness = Politeness(replace(OPTIONS, burst=1), clock.timing())
    for host in ("a", "b", "c"):
        ask(politeness, says(OK), host)

    assert [] == clock.slept


@pytest.mark.parametrize(("jitter", "waits"), [(0.0, [0.5, 1.0]), (1.0, [1.0, 2.0])])
def test_a_passing_failure_is_tried_again_ever_later(jitter: float, waits: list[float]) -> None:
    clock = Clock()
    politeness = Politeness(replace(OPTIONS, rate_per_s=100), clock.timing(jitter))

    assert State.OK is ask(politeness, says(BUSY, BUSY, OK)).state
    assert waits == clock.slept


def test_tries_have_an_end() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())

    assert BUSY.facts == ask(politeness, says(BUSY, at=at, clock=clock))
    assert 3 == len(at)


def test_a_lasting_failure_is_not_tried_again() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())

    assert BROKEN.facts == ask(politeness, says(BROKEN, OK, at=at, clock=clock))
    assert [0.0] == at


def test_a_server_is_left_alone_as_long_as_it_asks() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())
    first = ask(politeness, says(LIMITED, OK, at=at, clock=clock))

    assert State.OK is first.state
    assert [0.0, 20.0] == at


def test_one_pause_holds_for_all_who_ask_that_host() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(replace(OPTIONS, retries=0), clock.timing())
    limited = ask(politeness, says(LIMITED))
    ask(politeness, says(OK, at=at, clock=clock))

    assert State.RATE_LIMITED is limited.state
    assert [20.0] == at


def test_a_pause_that_came_while_waiting_is_kept() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(replace(OPTIONS, burst=1, retries=0), clock.timing())

    async def both() -> None:
        second = politeness.ask("host", "b.com", says(OK, at=at, clock=clock))
        waiting = asyncio.create_task(second)
        await politeness.ask("host", "a.com", says(LIMITED))
        await waiting

    asyncio.run(both())

    assert [20.0] == at


def test_who_asks_for_too_long_a_pause_is_not_asked_any_more() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(OPTIONS, clock.timing())
    rude = replace(LIMITED, wait_s=61.0)
    first = ask(politeness, says(rude, OK, at=at, clock=clock))
    second = ask(politeness, says(OK, at=at, clock=clock))
    clock.now = 61.0
    third = ask(politeness, says(OK, at=at, clock=clock))

    assert (State.RATE_LIMITED, "is rate_limited") == (first.state, first.message)
    assert (State.RATE_LIMITED, "", "host: the server asks to be left alone for too long") == (
        second.state,
        second.source,
        second.message,
    )
    assert State.OK is third.state
    assert [0.0, 61.0] == at


def test_the_longest_pause_that_we_wait_for_is_waited_for() -> None:
    clock = Clock()
    politeness = Politeness(OPTIONS, clock.timing())

    assert State.OK is ask(politeness, says(replace(LIMITED, wait_s=60.0), OK)).state


def test_after_the_deadline_nothing_is_sent() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(replace(OPTIONS, deadline_s=1.0), clock.timing())
    ends = [ask(politeness, says(OK, at=at, clock=clock)).message for _ in range(6)]

    assert [0.0, 0.0, 0.0, 0.5, 1.0] == at
    assert [*["is ok"] * 5, "host: the deadline comes first"] == ends
    assert 1.0 == clock.now


def test_a_try_too_late_gives_the_one_before() -> None:
    politeness = Politeness(replace(OPTIONS, deadline_s=0.5), Clock().timing())

    assert BUSY.facts == ask(politeness, says(BUSY, OK))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("0", 0.0),
        (" 30 ", 30.0),
        ("Thu, 26 Nov 2026 00:02:00 GMT", 120.0),
        ("Thu, 26 Nov 2026 02:02:00 +0200", 120.0),
        ("Thu, 26 Nov 2026 00:02:00 -0000", 120.0),
        ("Wed, 25 Nov 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
        ("Thu, 26 Nov 99999999999 00:02:00 GMT", None),
    ],
)
def test_when_to_come_back(value: str | None, wanted: float | None) -> None:
    assert wanted == retry_after_s(value, NOW)


@given(st.text(max_size=80) | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,3} Nov [0-9: ]{1,20}"))
def test_when_to_come_back_is_never_negative(value: str) -> None:
    assert (retry_after_s(value, NOW) or 0.0) >= 0.0


def test_real_clocks_are_the_default() -> None:
    timing = Timing()

    assert timing.now().tzinfo is UTC
    assert timing.clock() <= timing.clock()
    assert 0.0 <= timing.jitter() < 1.0
