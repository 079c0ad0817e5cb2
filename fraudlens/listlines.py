"""The lines of a list that a person keeps: entry, reason, and the last day on which it counts.

A line is `entry`, `entry,reason`, or either of them with a comment behind: ` # until=2026-12-31
reason=ticket 123`. Any other comment is only a comment, so plain lists stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"[ \t]#")
"""A comment behind an entry needs a blank before it: `#` alone may belong to an address."""
_UNTIL = re.compile(r"(?:^|(?<=\s))until=(\S*)", re.IGNORECASE)
_DAY_OUTSIDE = re.compile(r"(?:^|[\s,])until=", re.IGNORECASE)
_REASON = re.compile(r"(?:^|(?<=\s))reason=(.*)")
_SHOWN = 40
"""Characters of a wrong date that its error repeats."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list that holds an entry."""

    number: int
    """From 1."""
    entry: str
    reason: str = ""
    until: date | None = None
    """Last day on which it counts; `None`: for ever."""


def list_lines(name: str, text: str) -> Iterator[ListLine]:
    """Give the lines of a list that hold an entry; `name` is what its errors call it.

    Raises:
        UsageError: an `until=` is no day, or stands in no comment; an entry that never expires by
            mistake is worse.

    >>> line = next(list_lines("own.txt", "a.com # until=2026-12-31 reason=ticket 7"))
    >>> line.entry, str(line.until), line.reason
    ('a.com', '2026-12-31', 'ticket 7')
    """
    # Not `splitlines`: it cuts at breaks that an editor shows inside a line, as in a reason.
    for number, line in enumerate(text.split("\n"), 1):
        said, *comments = _COMMENT.split(line, maxsplit=1)
        if not said.strip() or said.lstrip().startswith("#"):
            continue
        place = f"{name}: line {number}"
        _refuse_day_outside(said, place)
        entry, _, reason = said.partition(",")
        until, told = _remarks("".join(comments), place)
        yield ListLine(number, entry.strip(), told or reason.strip(), until)


def _refuse_day_outside(said: str, place: str) -> None:
    """Refuse a day that would be read as a part of the address, or of the reason."""
    if _DAY_OUTSIDE.search(said):
        raise UsageError(
            f"{place}: 'until=' stands in no comment",
            hint="put a blank and '#' before it, as in: example.com  # until=2026-12-31",
        )


def _remarks(comment: str, place: str) -> tuple[date | None, str]:
    """Give day and reason of a comment, where it states them."""
    days = _UNTIL.findall(comment)
    reason = _REASON.search(_UNTIL.sub("", comment))
    told = reason[1].strip() if reason else ""
    return (_day(days, place) if days else None), told


def _day(days: list[str], place: str) -> date:
    hint = "write one day, the last on which the entry counts, as until=2026-12-31"
    if len(days) > 1:
        raise UsageError(f"{place}: states two days", hint=hint)
    try:
        return date.fromisoformat(days[0])
    except ValueError as exc:
        raise UsageError(f"{place}: 'until={days[0][:_SHOWN]}' is no day", hint=hint) from exc
