"""The answer of an RDAP server (RFC 9083) read into facts; no answer can make it raise.

`privacy` is true where a service stands in the registrant's place, false where somebody is named,
and None where the registry names nobody: to withhold a name is not to hide behind a service. What
a server lists as `redacted` (RFC 9537) is empty or absent in the answer itself, so the list of it
adds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from urlguard.registration import plain
from urlguard.registration.events import read_dates
from urlguard.registration.facts import Contact, Registration, State
from urlguard.registration.facts_json import MOST_ENTRIES, MOST_TEXT
from urlguard.registration.jcard import Card, read_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from urlguard.registration.privacy import PrivacyNames

QUOTA = re.compile(
    r"rate.?limit|too many (?:requests|queries)|quota|too fast|too frequent"
    r"|(?:limit|queries|requests)(?: \w+){0,3} (?:exceeded|reached)"
    r"|exceeded(?: \w+){0,4} (?:limit|queries|requests)",
    re.IGNORECASE,
)
"""What servers say when they want to be left alone, whatever status they say it with.

Source: "Number of allowed queries exceeded" with 403 and "Your access is too fast" with 422, in
meeb/whoisit issue 34 (read 2026-11-26); the rest from knowledge.
"""

_MOST_DEPTH = 4
"""Of entities in entities; the profile of ICANN has two levels."""
_WORDS_OF_EPP = {"ok": "active", "linked": "associated"}
"""Source: RFC 8056 section 2; all others are the words of EPP, with spaces."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_REGISTRAR_ID = re.compile(r"[0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, where and when."""

    domain: str
    host: str
    """Of the server that answered."""
    observed: datetime

    def state(self, state: State, message: str) -> Registration:
        """Give the look-up's end where there are no facts."""
        return Registration(
            domain=self.domain,
            state=state,
            source=f"rdap:{self.host}",
            observed=self.observed,
            registry=self.host,
            message=message[:MOST_TEXT],
        )


def read_domain(answer: object, asked: Asked, names: PrivacyNames) -> Registration:
    """Read a decoded answer: facts, or the state that stands for their absence."""
    if not isinstance(answer, dict):
        return asked.state(State.ERROR, "the answer is no JSON object")
    if "errorCode" in answer or not _is_domain(answer):
        return _read_error(answer, asked)
    if _names_another(answer, asked.domain):
        return asked.state(State.ERROR, "the answer is about another domain")
    created, changed, expires = read_dates(answer.get("events"), asked.observed)
    found = Registration(
        domain=asked.domain,
        state=State.OK if created else State.REDACTED,
        source=f"rdap:{asked.host}",
        observed=asked.observed,
        created=created,
        changed=changed,
        expires=expires,
        statuses=_statuses(answer.get("status")),
        name_servers=_name_servers(answer.get("nameservers")),
        dnssec=_signed(answer.get("secureDNS")),
        registry=asked.host,
        message="" if created else "the registry withholds the date of creation",
    )
    return _with_entities(found, list(_entities(answer, 0))[:MOST_ENTRIES], names)


def tells_quota(text: str) -> bool:
    """Tell whether a text that stands in the place of an answer speaks of too many queries."""
    return QUOTA.search(text[:4096]) is not None


def _is_domain(answer: Mapping[str, object]) -> bool:
    kind = answer.get("objectClassName")
    return kind == "domain" or (kind is None and plain.host(answer.get("ldhName")) is not None)


def _names_another(answer: Mapping[str, object], domain: str) -> bool:
    name = answer.get("ldhName")
    return isinstance(name, str) and plain.host(name) != domain


def _read_error(answer: Mapping[str, object], asked: Asked) -> Registration:
    code = str(answer.get("errorCode", ""))[:8]
    notices = plain.objects(answer.get("notices"), 4)
    said = " ".join(
        word
        for part in (answer, *notices)
        for key in ("title", "description")
        for word in plain.texts(part.get(key), 4)
    )
    if code == "429" or tells_quota(said):
        return asked.state(State.RATE_LIMITED, said or "too many queries")
    if code == "404":
        return asked.state(State.NO_RECORD, said or "no such domain")
    return asked.state(State.ERROR, f"no domain in the answer: {said or 'no reason given'}")


def _statuses(given: object) -> tuple[str, ...]:
    words = plain.texts(given if isinstance(given, list) else [], MOST_ENTRIES)
    spaced = (_CAPITAL.sub(" ", word).lower() for word in words)
    return tuple(dict.fromkeys(_WORDS_OF_EPP.get(word, word) for word in spaced))


def _name_servers(given: object) -> tuple[str, ...]:
    found = (plain.host(one.get("ldhName")) for one in plain.objects(given, MOST_ENTRIES))
    return tuple(dict.fromkeys(name for name in found if name))


def _signed(given: object) -> bool | None:
    if not isinstance(given, dict):
        return None
    signed = given.get("delegationSigned")
    return signed if isinstance(signed, bool) else (True if given.get("dsData") else None)


def _entities(
    part: Mapping[str, object], depth: int
) -> Iterator[tuple[tuple[str, ...], Mapping[str, object], Card]]:
    """Give roles, object and card of each entity, an outer one before those inside it."""
    if depth == _MOST_DEPTH:
        return
    for entity in plain.objects(part.get("entities"), MOST_ENTRIES):
        roles = tuple(role.lower() for role in plain.texts(entity.get("roles"), 8))
        yield roles, entity, read_card(entity.get("vcardArray"))
        yield from _entities(entity, depth + 1)


def _with_entities(
    found: Registration,
    entities: list[tuple[tuple[str, ...], Mapping[str, object], Card]],
    names: PrivacyNames,
) -> Registration:
    registrar = registrar_id = country = None
    privacy: bool | None = None
    contacts: list[Contact] = []
    for roles, entity, card in entities:
        shown = [name for name in card.names if not names.is_withheld(name)]
        if "registrar" in roles and registrar is None:
            registrar = shown[0] if shown else plain.text(entity.get("handle"))
            registrar_id = _iana_id(entity)
        if "registrant" in roles:
            country = country or card.country
            if any(map(names.is_service, card.names)):
                privacy = True
            elif shown and privacy is None:
                privacy = False
        contacts += _contacts(roles, shown, card, names)
    return replace(
        found,
        registrar=registrar,
        registrar_id=registrar_id,
        country=country,
        privacy=privacy,
        contacts=tuple(contacts[:MOST_ENTRIES]),
    )


def _contacts(
    roles: tuple[str, ...], shown: list[str], card: Card, names: PrivacyNames
) -> list[Contact]:
    name = shown[0] if shown else None
    email = card.email if card.email and not names.is_withheld(card.email) else None
    if not any((name, email, card.phone, card.url)):
        return []
    return [Contact(role, name, email, card.phone, card.url) for role in roles]


def _iana_id(entity: Mapping[str, object]) -> str | None:
    for public in plain.objects(entity.get("publicIds"), 8):
        if "iana" in (plain.text(public.get("type")) or "").lower():
            number = str(public.get("identifier", ""))[:16].strip()
            return number if _REGISTRAR_ID.fullmatch(number) else None
    return None
