"""Facts for the tests of the cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from urlguard.registration.facts import Registration, State

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def facts(domain: str = "shop.example", state: State = State.OK, **more: object) -> Registration:
    """Give facts that were learned now, with what is told of them."""
    known = Registration(domain, state, source="rdap:rdap.example", observed=NOW)
    return replace(known, **more)  # type: ignore[arg-type]  # told by name at each call
