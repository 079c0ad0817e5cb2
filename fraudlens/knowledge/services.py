"""Services that half of the net leans on; a filter must leave them alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

SERVICE_KINDS = (
    "cdn",
    "update",
    "connectivity",
    "certificate",
    "dns_time",
    "platform_api",
    "software",
    "reference",
    "news",
    "search",
)
"""What services do; a service has one kind."""

_FILE = "shared_services.csv"
_COLUMNS = ("suffix", "kind", "source")


@dataclass(frozen=True, slots=True)
class Service:
    """A name that very many honest sites, apps or people need."""

    suffix: str
    """A host, ASCII: the service is the host itself and the names below it."""
    kind: str
    """One of `SERVICE_KINDS`."""


@lru_cache(maxsize=1)
def load_services() -> tuple[Service, ...]:
    """Read the services that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_services(reference_text(_FILE))


def read_services(text: str) -> tuple[Service, ...]:
    """Read services from the `text` of a `shared_services.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Service(suffix, one_of(kind, SERVICE_KINDS, place))
        for place, (suffix, kind, _) in read_table(text, _FILE, _COLUMNS)
    )
