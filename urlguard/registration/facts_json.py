"""Registration facts as plain JSON values, out and in: what is read may be a stranger's file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput
from urlguard.registration.facts import Contact, Registration, State

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_TEXT = 256
"""Characters kept of any text; the longest real status, name and address are far below."""
MOST_ENTRIES = 32
"""Statuses, name servers and contacts kept of one domain."""


def to_plain(facts: Registration) -> dict[str, object]:
    """Give plain JSON values; what is absent is left out. `from_plain` reads them back."""
    plain = {
        "domain": facts.domain,
        "state": facts.state.value,
        "source": facts.source,
        "observed": _moment(facts.observed),
        "created": _moment(facts.created),
        "changed": _moment(facts.changed),
        "expires": _moment(facts.expires),
        "registrar": facts.registrar,
        "registrar_id": facts.registrar_id,
        "statuses": list(facts.statuses),
        "name_servers": list(facts.name_servers),
        "dnssec": facts.dnssec,
        "privacy": facts.privacy,
        "country": facts.country,
        "registry": facts.registry,
        "contacts": [_contact_plain(contact) for contact in facts.contacts],
        "message": facts.message,
    }
    return {key: value for key, value in plain.items() if value not in (None, "", [])}


def from_plain(plain: Mapping[str, object]) -> Registration:
    """Read plain JSON values; unknown keys are left alone, long texts and lists are cut.

    Raises:
        MalformedInput: a known key has a value of another kind.

    >>> from_plain({"domain": "shop.example", "state": "ok", "created": "2026-11-02"}).created
    datetime.datetime(2026, 11, 2, 0, 0, tzinfo=datetime.timezone.utc)
    """
    return Registration(
        domain=_needed(plain, "domain"),
        state=_state(_needed(plain, "state")),
        source=_text(plain, "source") or "",
        observed=_time(plain, "observed"),
        created=_time(plain, "created"),
        changed=_time(plain, "changed"),
        expires=_time(plain, "expires"),
        registrar=_text(plain, "registrar"),
        registrar_id=_text(plain, "registrar_id"),
        statuses=_texts(plain, "statuses"),
        name_servers=_texts(plain, "name_servers"),
        dnssec=_flag(plain, "dnssec"),
        privacy=_flag(plain, "privacy"),
        country=_text(plain, "country"),
        registry=_text(plain, "registry"),
        contacts=_contacts(plain),
        message=_text(plain, "message") or "",
    )


def _contact_plain(contact: Contact) -> dict[str, object]:
    plain = {
        "role": contact.role,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "url": contact.url,
    }
    return {key: value for key, value in plain.items() if value is not None}


def _contacts(plain: Mapping[str, object]) -> tuple[Contact, ...]:
    given = plain.get("contacts", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise MalformedInput('registration: "contacts" is no list of objects')
    return tuple(
        Contact(
            role=_needed(one, "role"),
            name=_text(one, "name"),
            email=_text(one, "email"),
            phone=_text(one, "phone"),
            url=_text(one, "url"),
        )
        for one in given[:MOST_ENTRIES]
    )


def _moment(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _state(name: str) -> State:
    try:
        return State(name)
    except ValueError:
        raise MalformedInput(f'registration: no state is called "{name[:40]}"') from None


def _time(plain: Mapping[str, object], key: str) -> datetime | None:
    given = _text(plain, key)
    if given is None:
        return None
    try:
        time = datetime.fromisoformat(given)
        # Written without a zone, it is taken as UTC, as registries do.
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedInput(f'registration: "{key}" is no ISO date') from None


def _needed(plain: Mapping[str, object], key: str) -> str:
    given = _text(plain, key)
    if not given:
        raise MalformedInput(f'registration: no "{key}"')
    return given


def _text(plain: Mapping[str, object], key: str) -> str | None:
    given = plain.get(key)
    if given is None:
        return None
    if not isinstance(given, str):
        raise MalformedInput(f'registration: "{key}" is no text')
    return given[:MOST_TEXT]


def _texts(plain: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = plain.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise MalformedInput(f'registration: "{key}" is no list of texts')
    return tuple(one[:MOST_TEXT] for one in given[:MOST_ENTRIES])


def _flag(plain: Mapping[str, object], key: str) -> bool | None:
    given = plain.get(key)
    if given is not None and not isinstance(given, bool):
        raise MalformedInput(f'registration: "{key}" is neither true nor false')
    return given
