"""Values out of a stranger's JSON: bounded, typed, printable, or absent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from urlguard.registration.facts_json import MOST_TEXT

EARLIEST = datetime(1985, 1, 1, tzinfo=UTC)
"""The first domain name, symbolics.com, was registered on 1985-03-15."""
LONGEST = timedelta(days=36_525)
"""No registration runs for more than a hundred years; most registries sell ten at most."""
SKEW = timedelta(days=2)
"""How far a date of the past may lie ahead: clocks, and dates without a zone."""

_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,126}[a-z0-9-]{1,63}")
_EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{3,189}")
_PHONE = re.compile(r"[+0-9(][0-9 ().;x=,/-]{2,40}", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def text(value: object) -> str | None:
    r"""Give a text in one line of printable characters, at most `MOST_TEXT`; None if nothing stays.

    >>> text(" Names\n\u202eLtd "), text(""), text(7)
    ('Names Ltd', None, None)
    """
    if not isinstance(value, str):
        return None
    # Control, format and private characters go, and halves of a surrogate, which no file can hold.
    shown = "".join(c if c.isprintable() else " " for c in value[: 4 * MOST_TEXT])
    return " ".join(shown.split())[:MOST_TEXT].rstrip() or None


def moment(value: object) -> datetime | None:
    """Give an RFC 3339 date and time, in UTC, if it is one; without a zone it is taken as UTC.

    >>> moment("2026-11-02T01:00:00+02:00")
    datetime.datetime(2026, 11, 1, 23, 0, tzinfo=datetime.timezone.utc)
    >>> moment("02.11.2026")
    """
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()[:64]):
        return None
    try:
        time = datetime.fromisoformat(value.strip().upper())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # month 13; year 1 in a zone to the east
        return None


def host(value: object) -> str | None:
    """Give a host name in lower case, without its last dot, if it is one."""
    name = value.strip().lower().removesuffix(".") if isinstance(value, str) else ""
    return name if len(name) <= 253 and _HOST.fullmatch(name) else None


def email(value: object) -> str | None:
    """Give a mail address, if it is one in form."""
    found = (text(value) or "").removeprefix("mailto:")
    return found if _EMAIL.fullmatch(found) else None


def phone(value: object) -> str | None:
    """Give a phone number, if it is one in form; `tel:` goes."""
    found = (text(value) or "").removeprefix("tel:")
    return found if _PHONE.fullmatch(found) else None


def web(value: object) -> str | None:
    """Give an address of the web, if it is one in form."""
    found = text(value) or ""
    return found if found.lower().startswith(("https://", "http://")) and " " not in found else None


def country(value: object) -> str | None:
    """Give a country code of two letters, upper case, if it is one in form."""
    found = value.strip() if isinstance(value, str) else ""
    return found.upper() if _COUNTRY.fullmatch(found) else None


def objects(value: object, most: int) -> list[dict[str, object]]:
    """Give the objects of a list, at most the first `most`; of anything else, none.

    >>> objects([{}, 7, {"a": 1}], 2), objects("x", 2)
    ([{}, {'a': 1}], [])
    """
    if not isinstance(value, list):
        return []
    return [one for one in value[: 4 * most] if isinstance(one, dict)][:most]


def texts(value: object, most: int) -> list[str]:
    """Give the texts of a list, or a text alone as a list; at most `most`, cleaned."""
    given = value if isinstance(value, list) else [value]
    return [found for one in given[:most] if (found := text(one))]
