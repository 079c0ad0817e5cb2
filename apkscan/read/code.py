"""What a note's code says to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fraudlens.verdict import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A note's code in words; the place and the detail of the note follow them."""

    en: str
    zh: str
    severity: Severity
