"""Which numbers make sense for an option, declared with its type and checked where it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Between:
    """A range of numbers; a round end is not part of it."""

    low: float
    high: float
    ends: str = "[]"

    def __contains__(self, value: float) -> bool:
        """Tell whether a number lies in the range; what is no number does not.

        >>> 1 in Between(0, 1), 0 in Between(0, 1, "(]"), float("nan") in Between(0, 1)
        (True, False, False)
        """
        inner = self.low < value < self.high
        return (
            inner
            or (value == self.low and "[" in self.ends)
            or (value == self.high and "]" in self.ends)
        )

    def __str__(self) -> str:
        """Give the range as mathematicians write it.

        >>> str(Between(0, 1_000_000, "(]"))
        '(0, 1000000]'
        """
        return f"{self.ends[0]}{self.low}, {self.high}{self.ends[1]}"


_MOST = 1_000_000_000
"""More rows, rounds or weight than any run has."""
Count = Annotated[int, Between(0, _MOST)]
Positive = Annotated[int, Between(1, _MOST)]
Share = Annotated[float, Between(0, 1)]
PartOfAll = Annotated[float, Between(0, 1, "(]")]
"""A share of which nothing is not enough."""
Inside = Annotated[float, Between(0, 1, "()")]
"""A probability that is not certain."""
Weight = Annotated[float, Between(0, _MOST)]
