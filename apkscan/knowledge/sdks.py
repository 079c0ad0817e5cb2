"""Software kits inside apps that matter for fraud or privacy."""

from __future__ import annotations

from functools import lru_cache

from apkscan.knowledge.markers import Mark, mark_kind
from fraudlens.knowledge.reference import one_of, read_table, reference_text

SDK_CATEGORIES = (
    "customer_service",
    "push",
    "payment",
    "aggregate_payment",
    "rtc",
    "chat",
    "hot_update",
    "remote_control",
    "analytics",
    "ads",
    "identity",
    "map",
    "social",
    "crypto_wallet",
    "trading_chart",
    "chart",
    "webview",
)
"""What a kit is for, in the order of the columns that count them; a new one goes to the end."""

TRACKERS = frozenset({"analytics", "ads"})
"""Categories whose kits report on the people who use the app."""

_FILE = "app_sdks.csv"
_COLUMNS = ("sdk", "category", "kind", "pattern", "source")


@lru_cache(maxsize=1)
def load_sdks() -> tuple[Mark, ...]:
    """Read the marks of kits that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_sdks(reference_text(_FILE))


def read_sdks(text: str) -> tuple[Mark, ...]:
    """Read marks from the `text` of an `app_sdks.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Mark(name, one_of(category, SDK_CATEGORIES, place), mark_kind(kind, place), pattern)
        for place, (name, category, kind, pattern, _) in read_table(text, _FILE, _COLUMNS)
    )
