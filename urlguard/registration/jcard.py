"""The contact in an entity of RDAP: jCard (RFC 7095) with the properties of RFC 8605."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from urlguard.registration import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PROPERTIES = 64


@dataclass(frozen=True, slots=True)
class Card:
    """What a jCard says of whom to turn to."""

    names: tuple[str, ...] = ()
    """Of the person and of the organisation, where they differ, in the order given."""
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    """A page, or the form that stands in for a mail address."""
    country: str | None = None


def read_card(array: object) -> Card:
    """Read a `vcardArray`; what is not as it should be is left out.

    >>> read_card(["vcard", [["fn", {}, "text", "Abuse Desk"]]]).names
    ('Abuse Desk',)
    """
    found: dict[str, list[str]] = {}
    for name, value in _values(array):
        found.setdefault(name, []).append(value)
    first = {name: values[0] for name, values in found.items()}
    return Card(
        names=tuple(dict.fromkeys([*found.get("fn", []), *found.get("org", [])])),
        email=first.get("email"),
        phone=first.get("tel"),
        url=first.get("contact-uri") or first.get("url"),
        country=first.get("adr"),
    )


def _values(array: object) -> Iterator[tuple[str, str]]:
    match array:
        case ["vcard", list(properties)]:
            pass
        case _:
            return
    for one in properties[:_MOST_PROPERTIES]:
        match one:
            case [str(name), dict(parameters), _, value, *_]:
                read = _read(name.lower(), parameters, value)
                if read is not None:
                    yield name.lower(), read


def _read(name: str, parameters: dict[str, object], value: object) -> str | None:
    match name:
        case "fn" | "org":
            return plain.text(value[0] if isinstance(value, list) and value else value)
        case "email":
            return plain.email(value)
        case "tel":
            fax = "fax" in plain.texts(parameters.get("type"), 8)
            return None if fax else plain.phone(value)
        case "url" | "contact-uri":
            return plain.web(value)
        case "adr":
            last = value[-1] if isinstance(value, list) and value else None
            return plain.country(parameters.get("cc")) or plain.country(last)
        case _:
            return None
