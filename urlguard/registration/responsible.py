"""Who can act against a flagged address, those first who should be asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.knowledge.abuse import load_abuse_desks
from urlguard.registration.facts import Registration, State
from urlguard.registration.origin import Origin
from urlguard.registration.site import platform_of, suffixes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urlguard.registration.facts import Contact
    from urlguard.registration.site import Site

_ORDER = {
    Origin.REGISTERED: ("registrar", "registry"),
    Origin.COMPROMISED: ("host", "registrar", "registry"),
    Origin.PLATFORM: ("platform",),
    Origin.UNKNOWN: ("registrar", "host", "registry"),
}
"""COMAR's point: a domain that was registered for fraud is the registrar's to suspend; to suspend
one that was broken into would hit an honest owner, who can clean it."""

_OWNERS = ("technical", "administrative", "registrant")
"""Roles of RFC 9083 that run a site, the most technical first."""
_TELLING = (State.OK, State.REDACTED)


def responsible(site: Site, facts: Registration | None, origin: Origin) -> list[dict[str, str]]:
    """Give for each one `role` and what is known of `name`, `email`, `phone`, `url`, `source`.

    Roles: `platform`, `registrar`, `registry`, and `host` for whoever runs the site.
    """
    found: dict[str, dict[str, str | None]] = {}
    for entry in _all(site, facts):
        found.setdefault(str(entry["role"]), entry)
    return [
        {key: value for key, value in found[role].items() if value}
        for role in _ORDER[origin]
        if role in found
    ]


def _all(site: Site, facts: Registration | None) -> Iterator[dict[str, str | None]]:
    yield from _platform(site)
    if facts is not None and facts.state in _TELLING:
        yield from _registrar(facts)
        yield from _registry(facts)
        yield from _owner(facts)


def _platform(site: Site) -> Iterator[dict[str, str | None]]:
    platform = platform_of(site.host)
    desks = load_abuse_desks()
    desk = next((desks[name] for name in suffixes_of(site.host) if name in desks), None)
    if desk is not None:
        yield {
            "role": "platform", "name": desk.name, "email": desk.email, "url": desk.url,
            "source": desk.source,
        }  # fmt: skip
    elif platform is not None:
        yield {
            "role": "platform", "name": platform.operator or platform.suffix,
            "url": platform.abuse_contact, "source": "fraudlens:platforms.csv",
        }  # fmt: skip
    elif site.platform is not None:
        yield {"role": "platform", "name": site.platform, "source": "publicsuffix.org"}


def _registrar(facts: Registration) -> Iterator[dict[str, str | None]]:
    desk, registrar = _contact(facts, "abuse"), _contact(facts, "registrar")
    name = facts.registrar or (registrar and registrar.name) or (desk and desk.name)
    if name or desk or registrar:
        yield {
            "role": "registrar",
            "name": name or None,
            "email": _either("email", desk, registrar),
            "phone": _either("phone", desk, registrar),
            "url": _either("url", desk, registrar),
            "source": facts.source,
        }


def _registry(facts: Registration) -> Iterator[dict[str, str | None]]:
    if facts.registry:
        yield {"role": "registry", "name": facts.registry, "source": facts.source}


def _owner(facts: Registration) -> Iterator[dict[str, str | None]]:
    """Give the first who runs the site and can be reached; a privacy service cannot clean it."""
    for role in () if facts.privacy else _OWNERS:
        contact = _contact(facts, role)
        if contact is not None and (contact.email or contact.phone or contact.url):
            yield {
                "role": "host", "name": contact.name or facts.domain, "email": contact.email,
                "phone": contact.phone, "url": contact.url, "source": facts.source,
            }  # fmt: skip
            return
    yield {"role": "host", "name": facts.domain, "source": facts.source}


def _contact(facts: Registration, role: str) -> Contact | None:
    return next((one for one in facts.contacts if one.role == role), None)


def _either(field: str, *contacts: Contact | None) -> str | None:
    """Give a field of the first contact that has it."""
    for contact in contacts:
        value: str | None = getattr(contact, field, None)
        if value:
            return value
    return None
