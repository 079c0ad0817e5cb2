"""Places where anybody may publish: shared hosting, shorteners, forms, tunnels, gateways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

PLATFORM_KINDS = (
    "site_builder",
    "app_hosting",
    "blog",
    "forms",
    "documents",
    "storage",
    "tunnel",
    "dynamic_dns",
    "free_domain",
    "shortener",
    "link_in_bio",
    "ipfs_gateway",
    "redirector",
    "social",
)
"""All kinds, in the order of the columns that show them; a new kind goes to the end."""

_FILE = "platforms.csv"
_COLUMNS = ("suffix", "kind", "operator", "abuse_contact", "source")


@dataclass(frozen=True, slots=True)
class Platform:
    """A host under which strangers publish side by side."""

    suffix: str
    """A host, ASCII: the platform is the host itself and all names below it."""
    kind: str
    """One of `PLATFORM_KINDS`."""
    operator: str
    """Who runs it, as people write it."""
    abuse_contact: str | None
    """Address of the page or mailbox that takes reports, where known."""


@lru_cache(maxsize=1)
def load_platforms() -> tuple[Platform, ...]:
    """Read the platforms that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_platforms(reference_text(_FILE))


def read_platforms(text: str) -> tuple[Platform, ...]:
    """Read platforms from the `text` of a `platforms.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Platform(suffix, one_of(kind, PLATFORM_KINDS, place), operator, contact or None)
        for place, (suffix, kind, operator, contact, _) in read_table(text, _FILE, _COLUMNS)
    )
