"""A WHOIS answer as registration facts, by the table of `whois_formats.toml`.

What cannot be told for certain stays absent: a date that could be two, a status that no table
knows, a country that is a name. Nothing in here raises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from urlguard.registration.facts import Registration, State
from urlguard.registration.hostnames import is_host_name
from urlguard.registration.privacy import load_privacy_names
from urlguard.registration.whois_dates import DateRules, read_date
from urlguard.registration.whois_formats import Formats, load_formats
from urlguard.registration.whois_lines import Entry, entries, plain_lines
from urlguard.registration.whois_values import (
    MOST_TEXT,
    contacts,
    country,
    is_private,
    is_signed,
    name_servers,
    number,
    registrar_name,
    statuses,
)

if TYPE_CHECKING:
    from datetime import datetime

_FACTLESS = {"contact", "registrar"}


@dataclass(frozen=True, slots=True)
class WhoisAnswer:
    """What one server said, read."""

    facts: Registration
    refer: str | None
    """The server that IANA names for the top-level domain."""
    registrar_server: str | None
    """The registrar's own server."""


def read_answer(text: str, domain: str, host: str) -> WhoisAnswer:
    """Read what `host` said about `domain`; `observed` is left to the caller, who has a clock."""
    formats = load_formats()
    found = [one for one in entries(text, formats) if not (one.weak and one.section in _FACTLESS)]
    facts = _facts(found, domain, host, formats)
    state, message = _state(facts, found, text, formats)
    if state in {State.OK, State.REDACTED}:
        facts = replace(facts, state=state, message=message)
    else:
        facts = Registration(domain, state, facts.source, registry=host, message=message)
    return WhoisAnswer(facts, _server(found, "refer"), _server(found, "registrar_server"))


def _facts(found: list[Entry], domain: str, host: str, formats: Formats) -> Registration:
    rules = DateRules(formats.zones, formats.orders.get(domain.rpartition(".")[2]))
    return Registration(
        domain=domain,
        state=State.OK,
        source=f"whois:{host}",
        created=_date(found, "created", rules),
        changed=_date(found, "changed", rules),
        expires=_date(found, "expires", rules),
        registrar=registrar_name(found, formats),
        registrar_id=number(found, "registrar_id"),
        statuses=statuses(found, formats),
        # A registry of these writes the domain itself where others write a server (.dk).
        name_servers=tuple(name for name in name_servers(found) if name != domain),
        dnssec=is_signed(found),
        privacy=is_private(found, formats, load_privacy_names()),
        country=country(found),
        registry=host,
        contacts=contacts(found, formats),
    )


def _state(
    facts: Registration, found: list[Entry], text: str, formats: Formats
) -> tuple[State, str]:
    """Give how the look-up ended, and why where there are no dates.

    Set phrases count only where no record is told: terms of use speak of limits, too.
    """
    if _is_about_another(found, facts.domain):
        return State.ERROR, "the answer is about another domain"
    if facts.created is not None:
        return State.OK, ""
    if facts.name_servers or facts.registrar is not None:
        return State.REDACTED, _why_no_date(found)
    said = _said(list(plain_lines(text)), formats)
    if said is not None:
        return said
    if facts.statuses:
        return State.REDACTED, _why_no_date(found)
    return State.ERROR, "the answer was not understood" if text.strip() else "the answer is empty"


def _said(lines: list[str], formats: Formats) -> tuple[State, str] | None:
    refused = State.RATE_LIMITED, "the server answers no more for now"
    if _has(lines, formats.rate_limited):
        return refused
    if any(_says_no_record(line, formats) for line in lines):
        return State.NO_RECORD, "the registry knows no such domain"
    return refused if _has(lines, formats.rate_limited_vaguely) else None


def _why_no_date(found: list[Entry]) -> str:
    written = _first(found, "created")
    if written is None:
        return "the registry tells no creation date"
    return f'the creation date "{written[:40]}" cannot be told for certain'


def _has(lines: list[str], parts: tuple[str, ...]) -> bool:
    return any(part in line for line in lines for part in parts)


def _says_no_record(line: str, formats: Formats) -> bool:
    return (
        line in formats.no_record_whole
        or line.endswith(formats.no_record_end)
        or any(part in line for part in formats.no_record_part)
    )


def _is_about_another(found: list[Entry], domain: str) -> bool:
    """Tell whether only other domains are named; a name beyond ASCII may be any."""
    named = [one.value.split()[0].lower().rstrip(".") for one in found if one.name == "domain"]
    return bool(named) and all(is_host_name(name) and name != domain for name in named)


def _first(found: list[Entry], name: str) -> str | None:
    return next((one.value for one in found if one.name == name), None)


def _date(found: list[Entry], name: str, rules: DateRules) -> datetime | None:
    written = _first(found, name)
    return None if written is None else read_date(written, rules)


def _server(found: list[Entry], name: str) -> str | None:
    written = (_first(found, name) or "")[:MOST_TEXT].lower()
    bare = written.removeprefix("whois://").removeprefix("rwhois://").rstrip("/.")
    return bare if is_host_name(bare) else None
