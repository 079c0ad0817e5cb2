"""Manners towards one host: how often it is asked, when it is left alone, what is tried again."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from urlguard.registration.facts import Registration, State

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from urlguard.registration.options import LookupOptions

FAILURES_IN_A_ROW = 5
"""So many failures, one after another, and a host is left alone for a while."""
LEFT_ALONE_S = 60.0
FIRST_BACKOFF_S = 1.0
"""Before the first further try; doubled with each, and spread by chance over half to all of it."""
_LONGEST_CLOSED_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Clocks, sleep and chance; a test gives its own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Time of day, in UTC."""
    clock: Callable[[], float] = time.monotonic
    """Seconds that never run backwards."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    """A draw from 0 to 1, so that many clients do not come back at the same moment."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one query ended."""

    facts: Registration
    again: bool = False
    """It may end better when tried again."""
    wait_s: float | None = None
    """How long the server asks to be left alone."""

    @property
    def failed(self) -> bool:
        """Whether the host did not do its work; a domain that it does not know is work done."""
        return self.facts.state in {State.ERROR, State.TIMEOUT, State.RATE_LIMITED}


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Read a `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.

    >>> retry_after_s("120", datetime(2026, 11, 26, tzinfo=UTC))
    120.0
    >>> retry_after_s("Thu, 26 Nov 2026 00:00:30 GMT", datetime(2026, 11, 26, tzinfo=UTC))
    30.0
    """
    given = (value or "").strip()[:64]
    if given.isascii() and given.isdigit():
        return float(given)
    try:
        date = parsedate_to_datetime(given)
        aware = date.replace(tzinfo=UTC) if date.tzinfo is None else date
        return max(0.0, (aware - now).total_seconds())
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


class Host:
    """What is known of one host in this run: its tokens, its pauses, its failures."""

    def __init__(self, options: LookupOptions) -> None:
        """Start with a full burst and no failure."""
        self._every_s = 1.0 / options.rate_per_s
        self._slack_s = self._every_s * (options.burst - 1)
        self._next = float("-inf")
        """When the next query would be due at the steady rate."""
        self.closed_until = float("-inf")
        """Nobody is sent before: the server asked for a pause."""
        self._failures = 0
        self._trial = False
        self._open_until: float | None = None
        self.last_failure: Registration | None = None
        """Says, with the circuit open, what is wrong with the host."""

    def reserve(self, now: float) -> float:
        """Take a token; give when it may be used. An unused burst is not kept for ever."""
        start = max(now, self._next - self._slack_s, self.closed_until)
        self._next = max(self._next, start) + self._every_s
        return start

    def pause(self, until: float) -> None:
        """Send nobody before `until`."""
        self.closed_until = max(self.closed_until, until)

    def is_open(self, now: float) -> bool:
        """Tell whether the circuit is open: too many failures, so the host is left alone.

        After a while one query is let through; how it ends decides.
        """
        if self._open_until is None:
            return False
        if now < self._open_until or self._trial:
            return True
        self._trial = True
        return False

    def note(self, attempt: Attempt, now: float) -> None:
        """Learn from how a query ended."""
        if not attempt.failed:
            self._failures, self._open_until = 0, None
            return
        self._failures += 1
        self.last_failure = attempt.facts
        if self._failures >= FAILURES_IN_A_ROW:
            self._open_until = now + LEFT_ALONE_S

    def end_trial(self) -> None:
        """Let another query be the next trial."""
        self._trial = False


class Politeness:
    """Asks hosts, each in its own time; the same for all queries of a run."""

    def __init__(self, options: LookupOptions, timing: Timing) -> None:
        """Start the deadline's clock."""
        self._options, self._timing = options, timing
        self._hosts: dict[str, Host] = {}
        limit = options.deadline_s
        self._deadline = float("inf") if limit is None else timing.clock() + limit

    async def ask(
        self, key: str, domain: str, query: Callable[[], Awaitable[Attempt]]
    ) -> Registration:
        """Send `query` when the host `key` may be asked; try again what may pass.

        Facts without `source` were never asked for: the host is left alone, or time is up.
        """
        host = self._hosts.setdefault(key, Host(self._options))
        last: Registration | None = None
        number = 0
        while True:
            if host.is_open(self._timing.clock()):
                return last or _left_alone(domain, key, host)
            found = await self._once(host, query)
            if not isinstance(found, Attempt):
                return last or Registration(domain, found[0], message=f"{key}: {found[1]}")
            last = found.facts
            if not self._again(host, found, number):
                return last
            number += 1

    async def _once(
        self, host: Host, query: Callable[[], Awaitable[Attempt]]
    ) -> Attempt | tuple[State, str]:
        """Give how the query ended, or why it was never sent."""
        try:
            refused = await self._turn(host)
            if refused:
                return refused
            attempt = await query()
            host.note(attempt, self._timing.clock())
            return attempt
        finally:
            host.end_trial()

    def _again(self, host: Host, attempt: Attempt, number: int) -> bool:
        """Tell whether to try again; the whole host waits before it is asked anything more."""
        if not attempt.again:
            return False
        backoff = FIRST_BACKOFF_S * 2**number * (0.5 + self._timing.jitter() / 2)
        wait = min(attempt.wait_s or 0.0, _LONGEST_CLOSED_S)
        host.pause(self._timing.clock() + max(backoff, wait))
        return number < self._options.retries and wait <= self._options.most_wait_s

    async def _turn(self, host: Host) -> tuple[State, str] | None:
        """Wait until the host may be asked; give why it may not, if it is not worth to wait."""
        clock = self._timing.clock
        start = host.reserve(clock())
        while True:
            now = clock()
            start = max(start, host.closed_until)
            if max(start, now) > self._deadline:
                return State.NOT_QUERIED, "the deadline comes first"
            if host.closed_until - now > self._options.most_wait_s:
                return (
                    State.RATE_LIMITED,
                    "the server asks to be left alone for too long",
                )
            if start <= now:
                return None
            await self._timing.sleep(start - now)


def _left_alone(domain: str, key: str, host: Host) -> Registration:
    failure = host.last_failure
    state, why = (State.ERROR, "") if failure is None else (failure.state, failure.message)
    return Registration(domain, state, message=f"{key}: left alone after failures: {why}")
