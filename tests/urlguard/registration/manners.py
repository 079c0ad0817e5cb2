"""A clock that moves only when somebody sleeps, and queries that end as told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from urlguard.registration.facts import Registration, State
from urlguard.registration.options import LookupOptions
from urlguard.registration.politeness import (
    Attempt,
    Politeness,
    Timing,
)

NOW = datetime(2026, 11, 26, tzinfo=UTC)
OPTIONS = LookupOptions(rate_per_s=2.0, burst=3, retries=2)


@dataclass
class Clock:
    """Time that sleepers move on."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Move on at once."""
        self.slept.append(seconds)
        self.now += seconds

    def timing(self, jitter: float = 1.0) -> Timing:
        """Give clocks and sleep that are this one."""
        return Timing(lambda: NOW, lambda: self.now, self.sleep, lambda: jitter)


def fact(state: str) -> Registration:
    """Give an end of a query."""
    return Registration("shop.com", State(state), source="rdap:host", message=f"is {state}")


OK, GONE = Attempt(fact("ok")), Attempt(fact("no_record"))
BROKEN = Attempt(fact("error"))
BUSY = Attempt(fact("error"), again=True)
LIMITED = Attempt(fact("rate_limited"), again=True, wait_s=20.0)

Query = Callable[[], Awaitable[Attempt]]


def says(*attempts: Attempt, at: list[float] | None = None, clock: Clock | None = None) -> Query:
    """Give a query that ends as told, the last one again and again; notes when it was sent."""
    left = list(attempts)

    async def query() -> Attempt:
        if at is not None and clock is not None:
            at.append(clock.now)
        return left.pop(0) if len(left) > 1 else left[0]

    return query


def ask(politeness: Politeness, query: Query, host: str = "host") -> Registration:
    """Ask once, in a loop of its own."""
    return asyncio.run(politeness.ask(host, "shop.com", query))
