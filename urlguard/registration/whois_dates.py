"""Dates as registries write them, to moments in UTC; what could be two dates is none.

A moment without a zone is taken as UTC, which errs by half a day at most. A zone that nobody can
tell leaves the day alone. Day and month are told apart by their place only where the year stands
first; else by a number above twelve, or by the registry's own order, which the caller knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 64
"""Characters of a text that are looked at."""

_FIRST_YEAR, _LAST_YEAR = 1983, 2200
"""The domain name system began in 1983; "9999" and "1970" stand for no date at all."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_CLOCK = r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<y>[0-9]{4})[-/.] ?(?P<m>[0-9]{1,2})[-/.] ?(?P<d>[0-9]{1,2})(?![0-9])",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])",
        r"(?P<y>[0-9]{4})[- ](?P<name>[a-z]{3,9})[- ](?P<d>[0-9]{1,2})(?![0-9])",
        _WEEKDAY + _DAY + r"[-. /](?P<name>[a-z]{3,9})[-. /,]{1,2}(?P<y>[0-9]{4})(?![0-9])",
        _WEEKDAY + r"(?P<name>[a-z]{3,9}) " + _DAY + r",? (?P<y>[0-9]{4})(?![0-9])",
        _WEEKDAY + r"(?P<name>[a-z]{3,9}) " + _DAY + " " + _CLOCK
        + r" (?:(?P<zone>[a-z]{2,5}) )?(?P<y>[0-9]{4})(?![0-9])",
        r"(?P<one>[0-9]{1,2})[-/.] ?(?P<two>[0-9]{1,2})[-/.] ?(?P<y>[0-9]{4})(?![0-9])",
    )
)  # fmt: skip
_PACKED = re.compile(r"([0-9]{8})([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_TIME = re.compile(r"(?:\.?[ t,]{1,2})(?:at )?" + _CLOCK + r"(?:[.,][0-9]{1,9})?")
_SHIFT = re.compile(r"[ (]{0,2}(?:utc|gmt)?(?P<sign>[+-])(?P<h>[0-9]{1,2}):?(?P<m>[0-9]{2})?\b")
_NAME = re.compile(r"[ (]{0,2}([a-z]{1,5})(?![a-z+-])")
_FURTHEST = 14 * 60
"""Minutes that any place on earth is from Greenwich."""


@dataclass(frozen=True, slots=True)
class DateRules:
    """What a table knows of dates: of the zones, and of one registry."""

    zones: Mapping[str, int]
    """Minutes east of Greenwich by name, lower case."""
    order: str | None = None
    """`dmy` or `mdy` where the registry is known to put the year last."""


def read_date(text: str, rules: DateRules) -> datetime | None:
    """Give the moment in UTC that a text begins with; `None` where it could be another one, too.

    >>> rules = DateRules({"jst": 540})
    >>> str(read_date("2026/11/02 08:30:00 (JST)", rules)), read_date("04/11/2026", rules)
    ('2026-11-01 23:30:00+00:00', None)
    """
    low = " ".join(text[:LONGEST].lower().split())
    low = _PACKED.sub(r"\1 \2:\3:\4", low, count=1)
    for shape in _SHAPES:
        found = shape.match(low)
        if found:
            day = _day(found.groupdict(), rules.order)
            return None if day is None else _with_time(day, found, low[found.end() :], rules)
    return None


def _day(parts: dict[str, str | None], order: str | None) -> datetime | None:
    year = int(parts["y"] or 0)
    if parts.get("one"):
        day, month = _last_year(int(parts["one"] or 0), int(parts["two"] or 0), order)
    else:
        day = int(parts["d"] or 0)
        name = parts.get("name")
        month = int(parts["m"] or 0) if name is None else _month(name)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _last_year(one: int, two: int, order: str | None) -> tuple[int, int]:
    """Give day and month; (0, 0) where it is not certain which is which."""
    if one == two:
        return one, two
    if max(one, two) > len(_MONTHS):  # one of them is no month
        sure = "dmy" if one > two else "mdy"
        order = sure if order in {None, sure} else None
    return {"dmy": (one, two), "mdy": (two, one)}.get(order or "", (0, 0))


def _with_time(day: datetime, found: re.Match[str], rest: str, rules: DateRules) -> datetime:
    parts = found.groupdict()
    clock, zone = parts.get("clock"), parts.get("zone") or ""
    if clock is None:
        time = _TIME.match(rest)
        if time is None:
            return day
        clock, zone = time["clock"], rest[time.end() :]
    shift = _shift(zone, rules.zones)
    hour, minute, second = (*map(int, clock.split(":")), 0)[:3]
    if shift is None or hour > 23 or minute > 59 or second > 59:
        return day
    return day + timedelta(hours=hour, minutes=minute - shift, seconds=second)


def _shift(zone: str, zones: Mapping[str, int]) -> int | None:
    """Give minutes east of Greenwich: 0 where no zone is named, `None` for an unknown one."""
    found = _SHIFT.match(zone)
    if found:
        minutes = int(found["h"]) * 60 + int(found["m"] or 0)
        if minutes > _FURTHEST:
            return None
        return minutes if found["sign"] == "+" else -minutes
    name = _NAME.match(zone)
    return zones.get(name[1]) if name else 0
