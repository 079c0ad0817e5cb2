"""The work of `fraudlens data refresh-bootstrap`: fetch IANA's list, check it, put it in place."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from fraudlens.cli.user_data import user_data_folder
from fraudlens.errors import DataError, SourceError, UsageError
from urlguard.registration.bootstrap import DNS_FILE, MOST_BYTES, load_bootstrap, read_list
from urlguard.registration.client import Broken, HttpClient
from urlguard.registration.options import LookupOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ADDRESS = "https://data.iana.org/rdap/dns.json"

_KEPT = "the list in place stays in use"


def bootstrap_copy(environ: Mapping[str, str]) -> Path:
    """Give where the user's own list lies, or would lie."""
    return user_data_folder(environ) / DNS_FILE


def refresh_bootstrap(options: LookupOptions, environ: Mapping[str, str]) -> Iterator[str]:
    """Replace the user's own list by the one that IANA publishes; give lines that sum up.

    Raises:
        DataError: what came is no list, or is older than the one in use.
        SourceError: it could not be fetched.
        UsageError: it cannot be written.
    """
    place = bootstrap_copy(environ)
    data = asyncio.run(_fetch(options))
    try:
        new = read_list(data, ADDRESS)
    except DataError as exc:
        raise DataError(exc.message, hint=_KEPT) from exc
    old = _in_use(place)
    if new.published < old:
        raise DataError(
            f"{ADDRESS}: published {new.published}, before the list in use ({old})", hint=_KEPT
        )
    _write(place, data)
    yield f"{len(new.servers)} suffixes, published {new.published}"
    yield f"written to {place}"


def _in_use(place: Path) -> str:
    try:
        return load_bootstrap(place).published
    except DataError:  # a broken copy of the user's own is what this command mends
        return load_bootstrap().published


async def _fetch(options: LookupOptions) -> bytes:
    async with HttpClient(options) as http:
        page = await http.get(ADDRESS, MOST_BYTES)
    if isinstance(page, Broken):
        why = page.message
    elif page.status != HTTPStatus.OK:
        why = f"the server answers {page.status}"
    else:
        return page.body
    raise SourceError(
        f"{ADDRESS}: cannot be fetched: {why}", hint=f"check network and proxy; {_KEPT}"
    )


def _write(place: Path, data: bytes) -> None:
    """Write all or nothing: another process may read at this moment."""
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(place)
    except OSError as exc:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UsageError(
            f"{place}: cannot be written: {exc.strerror}",
            hint="set XDG_DATA_HOME to another folder",
        ) from exc
