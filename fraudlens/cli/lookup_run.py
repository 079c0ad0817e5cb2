"""Look-ups of a scan from options to the line that sums them up."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fraudlens.cli.lookup_options import Lookup
from fraudlens.cli.messages import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from fraudlens.cli.lookup_options import LookupRequest
    from fraudlens.scanning.lookups import Lookups
    from fraudlens.scoring import Scorer

_EVERY_S = 5.0
"""Between two words of progress."""


def lookups_of(
    request: LookupRequest, registered: Callable[[], Scorer], *, quiet: bool
) -> Lookups | None:
    """Make what looks up; `None` where nobody asked.

    Raises:
        UsageError: an option makes no sense.
    """
    if request.mode is Lookup.OFF:
        return None
    from fraudlens.cli.bootstrap_run import bootstrap_copy  # noqa: PLC0415  httpx, only if asked
    from fraudlens.cli.cache_run import cache_path  # noqa: PLC0415  as above
    from fraudlens.scanning.lookups import LookupMode, LookupPlan, Lookups  # noqa: PLC0415  numpy
    from urlguard.registration.options import LookupOptions  # noqa: PLC0415  only if asked

    options = LookupOptions(
        proxy=request.proxy,
        contact=request.contact,
        deadline_s=request.seconds,
        cache_only=request.mode is Lookup.CACHE,
    )
    plan = LookupPlan(
        mode=LookupMode(request.mode.value),
        options=options,
        cache=cache_path(request.cache),
        bootstrap_copy=bootstrap_copy(os.environ),
        now=lambda: datetime.now(UTC),
        hear=_ignore if quiet or options.cache_only else _Teller(),
    )
    return Lookups(plan, registered)


def tell_states(lookups: Lookups) -> None:
    """Say on standard error how the look-ups ended."""
    counts = ", ".join(f"{state} {count:,}" for state, count in lookups.states.most_common())
    total = counted(lookups.states.total(), "domain")
    _say(f"look-ups: {total}: {counts or 'none was asked for'}")


class _Teller:
    """Says now and then how far look-ups are."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _EVERY_S

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY_S
            _say(f"look-ups: {done:,} of {counted(total, 'domain')}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  for a person


def _ignore(_done: int, _total: int) -> None:
    """Do nothing."""
