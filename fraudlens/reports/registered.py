"""What a record's facts say of a domain's registration and of who can act; any may be missing.

A record may come from a stranger's file, so every value is looked at before it is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_TEXT = 256
_MOST_ENTRIES = 32
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9\-.]{0,251}[A-Za-z0-9])?")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?\.){0,126}[a-z0-9\-]{1,63}")


@dataclass(frozen=True, slots=True)
class Registered:
    """The registration of one domain, as far as its record tells it."""

    domain: str
    created: datetime | None = None
    changed: datetime | None = None
    expires: datetime | None = None
    registrar: str | None = None
    name_servers: tuple[str, ...] = ()
    privacy: bool | None = None
    country: str | None = None
    abuse_email: str | None = None
    """Of the contact in the role `abuse`."""

    def days_old(self, at: datetime) -> int | None:
        """Give the age in whole days at a moment; `None` if unknown or not yet registered."""
        if self.created is None or self.created > at:
            return None
        return (at - self.created) // timedelta(days=1)


def registered(facts: Mapping[str, object]) -> Registered | None:
    """Give the registration that `facts.registration` tells; `None` if it tells of none."""
    plain = facts.get("registration")
    if not isinstance(plain, dict) or plain.get("state") not in ("ok", "redacted"):
        return None
    domain = _text(plain, "domain")
    if domain is None or not is_host(domain):
        return None
    country = _text(plain, "country")
    privacy = plain.get("privacy")
    emails = [who.email for who in _contacts(plain.get("contacts")) if who.role == "abuse"]
    return Registered(
        domain,
        _moment(plain, "created"),
        _moment(plain, "changed"),
        _moment(plain, "expires"),
        _text(plain, "registrar"),
        tuple(name for name in _texts(plain.get("name_servers")) if is_host(name)),
        privacy if isinstance(privacy, bool) else None,
        country if country and re.fullmatch("[A-Z]{2}", country) else None,
        next(iter(emails), None),
    )


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can act and can be written to."""

    role: str
    name: str | None
    email: str


def addressee(facts: Mapping[str, object]) -> Addressee | None:
    """Give the first contact of `facts.responsible` that has an e-mail address."""
    return next(_contacts(facts.get("responsible")), None)


def is_host(text: str) -> bool:
    """Tell whether a text is a host name in lower-case ASCII.

    >>> is_host("a.example"), is_host("a b"), is_host("")
    (True, False, False)
    """
    return len(text) < _MOST_TEXT and _HOST.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Tell whether a text is a plain e-mail address, without comments or quotes.

    >>> is_email("abuse@registrar.example"), is_email("a b@c")
    (True, False)
    """
    return len(text) < _MOST_TEXT and _EMAIL.fullmatch(text) is not None


def _contacts(value: object) -> Iterator[Addressee]:
    """Give those with an e-mail address, in their order."""
    for one in value[:_MOST_ENTRIES] if isinstance(value, list) else ():
        email = _text(one, "email") if isinstance(one, dict) else None
        if email is not None and is_email(email):
            yield Addressee(_text(one, "role") or "", _text(one, "name"), email)


def _text(plain: Mapping[str, object], key: str) -> str | None:
    given = plain.get(key)
    return given[:_MOST_TEXT] if isinstance(given, str) and given else None


def _texts(value: object) -> list[str]:
    given = value[:_MOST_ENTRIES] if isinstance(value, list) else []
    return [text for text in given if isinstance(text, str)]


def _moment(plain: Mapping[str, object], key: str) -> datetime | None:
    given = _text(plain, key)
    if given is None:
        return None
    try:
        time = datetime.fromisoformat(given)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time.replace(microsecond=0)
