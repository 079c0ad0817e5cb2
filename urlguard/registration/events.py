"""Dates of a registration among the events of an RDAP answer (RFC 9083 section 4.5)."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from urlguard.registration import plain

Dates: TypeAlias = tuple[datetime | None, datetime | None, datetime | None]

_MOST_EVENTS = 64


def read_dates(events: object, observed: datetime) -> Dates:
    """Give when the domain was created, last changed, and expires; implausible dates are absent.

    A name that was given up and registered again is as old as its last registration.
    """
    found: dict[str, list[datetime]] = {}
    for event in plain.objects(events, _MOST_EVENTS):
        action = (plain.text(event.get("eventAction")) or "").lower()
        date = plain.moment(event.get("eventDate"))
        ahead = plain.LONGEST if action == "expiration" else plain.SKEW
        if date is not None and plain.EARLIEST <= date <= observed + ahead:
            found.setdefault(action, []).append(date)
    again = found.get("reregistration")
    created = max(again) if again else min(found.get("registration", []), default=None)
    return (
        created,
        max(found.get("last changed", []), default=None),
        max(found.get("expiration", []), default=None),
    )
