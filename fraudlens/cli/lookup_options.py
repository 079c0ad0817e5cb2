"""The options of look-ups, which are off where nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from fraudlens.cli.options import CacheFile, real


class Lookup(StrEnum):
    """Whose registration is looked up; the names of `fraudlens.scanning.lookups.LookupMode`."""

    OFF = "off"
    CACHE = "cache"
    SUSPICIOUS = "suspicious"
    ALL = "all"


_Mode = Annotated[
    Lookup,
    typer.Option(
        "--lookup",
        help="Whose registration counts: of nobody, of whom the cache knows, of those in doubt,"
        " of all. The last two ask registries, for the registrable domain alone.",
    ),
]
_Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy", metavar="URL", help="Proxy of look-ups, instead of that of the environment."
    ),
]
_Contact = Annotated[
    str | None,
    typer.Option(
        "--lookup-contact",
        metavar="MAIL",
        help="Mail or web address that registries see, so that they can complain.",
    ),
]
_Seconds = Annotated[
    float | None,
    typer.Option(
        "--lookup-seconds",
        min=1,
        callback=real,
        metavar="N",
        help="No query is sent after N seconds of a chunk's look-ups; a later run goes on.",
    ),
]


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """The options of look-ups, as given."""

    mode: _Mode = Lookup.OFF
    cache: CacheFile = None
    proxy: _Proxy = None
    contact: _Contact = None
    seconds: _Seconds = None
    """After them no query of a chunk is sent any more."""
