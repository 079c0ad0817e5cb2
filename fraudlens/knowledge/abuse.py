"""Where platforms take reports of fraud."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import read_table, reference_text

_FILE = "platform_abuse.csv"
_COLUMNS = ("suffix", "name", "email", "url", "source", "read")


@dataclass(frozen=True, slots=True)
class AbuseDesk:
    """Who takes reports of a platform, and how."""

    name: str
    email: str | None
    url: str | None
    """Page with a form, or that says how to report."""
    source: str
    """Page that says so."""
    read: str
    """Day when it was read, `YYYY-MM-DD`."""


@lru_cache(maxsize=1)
def load_abuse_desks() -> dict[str, AbuseDesk]:
    """Read the desks that ship with fraudlens, by platform suffix.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_abuse_desks(reference_text(_FILE))


def read_abuse_desks(text: str) -> dict[str, AbuseDesk]:
    """Read desks from the `text` of a `platform_abuse.csv`.

    Raises:
        DataError: a row is broken or names no way to report; the message names its line.
    """
    desks = {}
    for place, (suffix, name, email, url, source, read) in read_table(text, _FILE, _COLUMNS):
        if not (email or url):
            raise DataError(f"{place}: neither email nor url")
        desks[suffix] = AbuseDesk(name, email or None, url or None, source, read)
    return desks
