"""The user's own lists, for whatever kind of target; what expired in them is said aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.errors import UsageError
from fraudlens.ownlists import NO_LISTS, read_lists

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fraudlens.detector import Detector
    from fraudlens.errors import FraudlensError
    from fraudlens.ownlists import Entry, Lists, ListText

_TOLD = 5
"""Expired entries that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """Lists, as they were read."""

    allow: ListText | None = None
    block: ListText | None = None
    today: date | None = None
    """Day whose entries count; `None`: all count."""


NO_TEXTS = OwnTexts()


def own_lists(
    kind: str, detector: Detector, texts: OwnTexts, tell: Callable[[FraudlensError], None]
) -> Lists:
    """Read lists; entries that expired are told.

    Raises:
        UsageError: a line of a list is no target.
    """
    allow, block, today = texts.allow, texts.block, texts.today
    if allow is None and block is None:
        return NO_LISTS
    lists: Lists
    if kind == "apk":
        from apkscan.ownapps import read_own_apps  # noqa: PLC0415  only for apps

        lists = read_own_apps(allow=allow, block=block, today=today)
    else:
        lists = read_lists(detector, allow=allow, block=block, today=today)
    _tell_expired(lists.expired, tell)
    return lists


def _tell_expired(expired: tuple[Entry, ...], tell: Callable[[FraudlensError], None]) -> None:
    for entry in expired[:_TOLD]:
        why = f" ({entry.reason})" if entry.reason else ""
        tell(
            UsageError(
                f"{entry.file}: line {entry.line}: '{entry.text}' expired after {entry.until} and"
                f" does not count{why}",
                hint="give it a later day, or take the line out",
            )
        )
    if len(expired) > _TOLD:
        tell(UsageError(f"{len(expired) - _TOLD:,} more entries of your lists expired"))
