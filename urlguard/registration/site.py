"""The parts of one address that tell who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens.knowledge.platforms import Platform

_PLACELESS = "free_domain"
"""Kind of a platform that gives names away: who takes one holds it, as with a registrar."""


@dataclass(frozen=True, slots=True)
class Site:
    """One address, as `urlguard.describe` tells it."""

    host: str
    domain: str | None
    """The registrable domain; `None` for IP addresses and unknown suffixes."""
    path: str = ""
    """With its query, if any; empty for a bare host."""
    platform: str | None = None
    """The private suffix that the host stands under."""


def suffixes_of(host: str) -> Iterator[str]:
    """Give a host and all that it stands under, the longest first.

    >>> list(suffixes_of("a.b.example"))
    ['a.b.example', 'b.example', 'example']
    """
    labels = host.split(".")
    return (".".join(labels[first:]) for first in range(len(labels)))


def platform_of(host: str) -> Platform | None:
    """Give the shared platform that a host belongs to, the closest one."""
    known = _platforms()
    return next((known[suffix] for suffix in suffixes_of(host) if suffix in known), None)


@lru_cache(maxsize=1)
def _platforms() -> dict[str, Platform]:
    from fraudlens.knowledge.platforms import load_platforms  # noqa: PLC0415  read on first use

    return {one.suffix: one for one in load_platforms() if one.kind != _PLACELESS}
