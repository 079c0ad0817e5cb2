"""A column of the app model with the function that measures it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.features import Block, Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apkscan.view import AppView

NAN = float("nan")
EMPTY = "{}"
"""Facts of an app of which nothing is known, as the odd case of examples."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is, and how it is measured."""

    feature: Feature
    measure: Callable[[AppView], float]


@dataclass(frozen=True, slots=True)
class Theme:
    """Columns of one theme in matrix order."""

    block: Block
    columns: tuple[Column, ...]


def theme(name: str, title: str, title_zh: str, columns: Iterable[Column]) -> Theme:
    """Make a theme; its block has the features of the columns."""
    kept = tuple(columns)
    return Theme(Block(name, title, title_zh, tuple(c.feature for c in kept)), kept)


def flag(
    name: str, description: str, measure: Callable[[AppView], bool], example: str, odd: str = EMPTY
) -> Column:
    """Make a column that is 1 or 0; it is 1 for the facts `example` and 0 for `odd`."""
    feature = Feature(name, "flag", "1", description, ((example, 1), (odd, 0)))
    return Column(feature, lambda app: float(measure(app)))


def count(
    name: str,
    unit: str,
    description: str,
    measure: Callable[[AppView], int],
    example: tuple[str, int],
) -> Column:
    """Make a column that counts; it is 0 for an app of which nothing is known."""
    feature = Feature(name, "count", unit, description, (example, (EMPTY, 0)))
    return Column(feature, lambda app: float(measure(app)))


def ratio(
    name: str,
    description: str,
    measure: Callable[[AppView], float],
    example: tuple[str, float],
    *,
    kind: str = "ratio",
    unit: str = "1",
) -> Column:
    """Make a column that is absent for an app of which nothing is known."""
    return Column(Feature(name, kind, unit, description, (example, (EMPTY, NAN))), measure)


def share(part: float, whole: float) -> float:
    """Give a share, absent where the whole is nothing.

    >>> share(1, 4), share(0, 0)
    (0.25, nan)
    """
    return part / whole if whole else NAN


def words(name: str) -> str:
    """Make `READ_SMS` or `SMS_RECEIVED` a part of a column name.

    >>> words("READ_SMS"), words("BootCompleted"), words("com.android.vending.BILLING")
    ('read_sms', 'boot_completed', 'com_android_vending_billing')
    """
    text = "".join(
        f"_{c}" if c.isupper() and i and name[i - 1].islower() else c for i, c in enumerate(name)
    )
    return text.replace(".", "_").replace("-", "_").lower()
