"""The moment that counts as now: an option, a variable of the environment, or the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from fraudlens.errors import UsageError

_EPOCH = "SOURCE_DATE_EPOCH"
_FIRST, _LAST = 1970, 2105
"""Years that all formats can tell: a serial number of 32 bits ends in 2106."""


def day_of(as_of: str | None) -> date:
    """Give the day whose rules count: that of `--as-of`, else today where the user is.

    Raises:
        UsageError: `--as-of` is neither a day nor a moment.
    """
    return datetime.now().astimezone().date() if as_of is None else _moment(as_of).date()


def made_at(as_of: str | None) -> datetime:
    """Give the time that a report says it was made at, in UTC, whole seconds.

    `SOURCE_DATE_EPOCH` sets it where `--as-of` does not, as for everything that is built twice
    and must be the same. Source: reproducible-builds.org/specs/source-date-epoch (1.1).

    Raises:
        UsageError: `--as-of` or the variable is no moment.
    """
    if as_of is not None:
        return _moment(as_of).astimezone(UTC).replace(microsecond=0)
    epoch = os.environ.get(_EPOCH)
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return _told_by_all(datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as exc:
        raise UsageError(
            f'{_EPOCH}: "{epoch}" is no time', hint="seconds since 1970-01-01, as a whole number"
        ) from exc


def _moment(as_of: str) -> datetime:
    """Read a day, which begins in UTC, or a moment, which is in UTC where it says nothing else."""
    try:
        moment = datetime.fromisoformat(as_of)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        _told_by_all(moment.astimezone(UTC))
    except (ValueError, OverflowError) as exc:
        raise UsageError(
            f'--as-of: "{as_of}" is no day from {_FIRST} to {_LAST}',
            hint="write it as 2026-11-26 or 2026-11-26T09:30:00Z",
        ) from exc
    return moment


def _told_by_all(moment: datetime) -> datetime:
    if not _FIRST <= moment.year <= _LAST:
        raise ValueError(moment.year)
    return moment
