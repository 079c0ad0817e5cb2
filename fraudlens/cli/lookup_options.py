"""Options of look-ups, the same wherever they stand."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Lookup(StrEnum):
    """Whose registration is looked up; the names of `fraudlens.scanning.lookups.LookupMode`."""

    OFF = "off"
    CACHE = "cache"
    SUSPICIOUS = "suspicious"
    ALL = "all"


LookupOption = Annotated[
    Lookup,
    typer.Option(
        "--lookup",
        help="Whose registration counts: of nobody, of whom the cache knows, of those in doubt,"
        " of all. The last two ask registries, for the registrable domain alone.",
    ),
]
Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy", metavar="URL", help="Proxy of look-ups, instead of that of the environment."
    ),
]
LookupContact = Annotated[
    str | None,
    typer.Option(
        "--lookup-contact",
        metavar="MAIL",
        help="Mail or web address that registries see, so that they can complain.",
    ),
]
LookupSeconds = Annotated[
    float | None,
    typer.Option(
        "--lookup-seconds",
        min=1,
        metavar="N",
        help="No query is sent after N seconds of a chunk's look-ups; a later run goes on.",
    ),
]
