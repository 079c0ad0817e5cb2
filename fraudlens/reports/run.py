"""What a report says of the run that it tells of; reports read no clock and no environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.verdict import Decision

if TYPE_CHECKING:
    from datetime import datetime

    from fraudlens.reports.reporter import Reporter


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Handed in by the command line: the same outcomes with it give the same bytes."""

    version: str
    """Release of fraudlens."""
    made: datetime
    """When the report is made, in UTC, whole seconds."""
    lang: str = "en"
    """`en` or `zh`."""
    fail_on: Decision | None = Decision.FRAUD
    """Least verdict that a report for CI calls a failure; `None`: none is."""
    reporter: Reporter | None = None
    """Who complains; abuse reports need one."""
    tlp: str = "clear"
    """TLP label of what is shared, one of `fraudlens.reports.tlp.LABELS`."""
