"""The moment that counts as now: named by the user, else today."""

from __future__ import annotations

from datetime import date, datetime

from fraudlens.errors import UsageError


def day_of(as_of: str | None) -> date:
    """Give the day of `--as-of`; without it, what the clock says.

    Raises:
        UsageError: it is no day.
    """
    if as_of is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(as_of)
    except ValueError as exc:
        raise UsageError(f'--as-of: "{as_of}" is no day', hint="write it as 2026-11-26") from exc
