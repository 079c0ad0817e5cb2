"""What the command line says to a person when something is wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fraudlens.errors import FraudlensError


def tell(error: FraudlensError) -> None:
    """Print message and hint of an error on standard error."""
    from fraudlens.reports.escape import visible  # noqa: PLC0415  only when something is wrong

    print(f"fraudlens: {visible(error.message)}", file=sys.stderr)  # noqa: T201  for a person
    if error.hint:
        print(f"  hint: {visible(error.hint)}", file=sys.stderr)  # noqa: T201  as above


def counted(number: int, thing: str) -> str:
    """Give a number with what it counts.

    >>> counted(1, "domain"), counted(2000, "domain")
    ('1 domain', '2,000 domains')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
