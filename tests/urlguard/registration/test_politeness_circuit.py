"""A host that fails and fails is left alone for a while."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.urlguard.registration.manners import (
    BROKEN,
    BUSY,
    GONE,
    OK,
    OPTIONS,
    Clock,
    ask,
    says,
)
from urlguard.registration.facts import Registration, State
from urlguard.registration.politeness import (
    FAILURES_IN_A_ROW,
    LEFT_ALONE_S,
    Attempt,
    Politeness,
)


def opened(clock: Clock) -> Politeness:
    """Give manners after as many failures as open the circuit."""
    politeness = Politeness(replace(OPTIONS, retries=0), clock.timing())
    for _ in range(FAILURES_IN_A_ROW):
        ask(politeness, says(BROKEN))
    return politeness


def test_a_host_that_fails_and_fails_is_left_alone() -> None:
    clock, at = Clock(), list[float]()
    politeness = opened(clock)
    found = ask(politeness, says(OK, at=at, clock=clock))

    assert (State.ERROR, "", "host: left alone after failures: is error") == (
        found.state,
        found.source,
        found.message,
    )
    assert [] == at
    assert State.OK is ask(politeness, says(OK), "another").state


def test_what_a_host_does_not_know_is_no_failure() -> None:
    politeness = Politeness(replace(OPTIONS, retries=0), Clock().timing())
    for number in range(3 * FAILURES_IN_A_ROW):
        found = ask(politeness, says(GONE if number % FAILURES_IN_A_ROW == 0 else BROKEN))

    assert State.ERROR is found.state
    assert "is error" == found.message


def test_after_a_while_one_query_decides() -> None:
    clock = Clock()
    politeness = opened(clock)
    clock.now += LEFT_ALONE_S

    assert "is error" == ask(politeness, says(BROKEN)).message
    assert "" == ask(politeness, says(OK)).source
    clock.now += LEFT_ALONE_S
    assert State.OK is ask(politeness, says(OK)).state
    assert State.OK is ask(politeness, says(OK)).state


def test_only_one_query_is_the_trial() -> None:
    clock = Clock()
    politeness = opened(clock)
    clock.now += LEFT_ALONE_S

    async def two() -> list[Registration]:
        held = asyncio.Event()

        async def slow() -> Attempt:
            await held.wait()
            return OK

        trial = asyncio.create_task(politeness.ask("host", "a.com", slow))
        await asyncio.sleep(0)
        other = await politeness.ask("host", "b.com", says(OK))
        held.set()
        return [await trial, other]

    assert [State.OK, State.ERROR] == [one.state for one in asyncio.run(two())]


def test_a_trial_that_was_cancelled_leaves_the_place_to_another() -> None:
    clock = Clock()
    politeness = opened(clock)
    clock.now += LEFT_ALONE_S

    async def cancelled() -> Attempt:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        ask(politeness, cancelled)
    assert State.OK is ask(politeness, says(OK)).state


def test_a_circuit_that_opens_amid_tries_ends_them() -> None:
    clock, at = Clock(), list[float]()
    politeness = Politeness(replace(OPTIONS, retries=99), clock.timing())

    assert BUSY.facts == ask(politeness, says(BUSY, at=at, clock=clock))
    assert FAILURES_IN_A_ROW == len(at)
