"""What a run asks of the policy gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from apkscan.policy.listing import Listing
    from apkscan.policy.rules import Pack


@dataclass(frozen=True, slots=True)
class PolicyRequest:
    """Rules, the day that counts, and what is stated of the app."""

    packs: tuple[Pack, ...]
    as_of: date
    listing: Listing | None = None
