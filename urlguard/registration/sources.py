"""What a look-up may draw on besides RDAP: a cache, WHOIS, clocks. Each is plugged in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from urlguard.registration.politeness import Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from datetime import datetime
    from pathlib import Path

    from urlguard.registration.facts import Registration, State


class Cache(Protocol):
    """Keeps facts from one run to the next."""

    def get(self, domain: str, now: datetime, /) -> Registration | None:
        """Give what is known and still fresh."""

    def put(self, facts: Registration, /) -> object:
        """Keep what was learned."""


class Whois(Protocol):
    """Asks over WHOIS; a failure is a state, never an error."""

    def __call__(self, domain: str, /) -> Awaitable[Registration]:
        """Give the facts of one domain."""


class Progress(Protocol):
    """Hears of each domain that is done."""

    def __call__(self, done: int, total: int | None, state: State, /) -> None:
        """Hear how many of how many, and how the last one ended."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom to ask, and where to remember what they said."""

    cache: Cache | None = None
    whois: Whois | None = None
    bootstrap_copy: Path | None = None
    """The user's own copy of IANA's list, where there is one."""
    timing: Timing = field(default_factory=Timing)
