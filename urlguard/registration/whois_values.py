"""Single facts from the fields of a WHOIS answer: bounded, checked, absent where in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from urlguard.registration.facts import Contact
from urlguard.registration.hostnames import is_host_name
from urlguard.registration.whois_formats import squashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from urlguard.registration.privacy import PrivacyNames
    from urlguard.registration.whois_formats import Formats
    from urlguard.registration.whois_lines import Entry

MOST_TEXT = 256
MOST_ENTRIES = 32
"""Characters of a text, and entries of a list, that are kept of one answer."""

_EMAIL = re.compile(r"[a-z0-9._%+=/-]{1,64}@[a-z0-9.-]{3,190}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,30}")
_NUMBER = re.compile(r"[0-9]{1,7}")
_COUNTRY = re.compile(r"([a-z]{2})(?: ?\(.*\))?", re.IGNORECASE)
_SITE = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/[!-~]{0,200})?", re.IGNORECASE
)
_ASIDE = re.compile(r"https?://| ?\(| - ")
_TAG = re.compile(r"[\[(] ?(?:tag =|https?:)", re.IGNORECASE)
_HANDLE = re.compile(r"(?=[a-z-]{0,64}[0-9])[a-z0-9]{1,32}(?:-[a-z0-9]{1,32}){1,3}", re.IGNORECASE)
"""A registry's own number of a person, as `EXA1-FRNIC`."""

_SIGNED = frozenset({"signed", "signeddelegation", "yes", "active"})
_UNSIGNED = frozenset({"unsigned", "unsigneddelegation", "no", "inactive", "notsigned", "미서명"})


def values(found: Iterable[Entry], name: str) -> list[str]:
    """Give all that an answer says under one name, in its order."""
    return [one.value[:MOST_TEXT] for one in found if one.name == name]


def registrar_name(found: Sequence[Entry], formats: Formats) -> str | None:
    """Give the first name that is not withheld, without its tag or address in brackets."""
    for one in values(found, "registrar"):
        name = _TAG.split(one, maxsplit=1)[0].strip()
        if name and not is_redacted(name, formats):
            return name
    return None


def number(found: Sequence[Entry], name: str) -> str | None:
    """Give the first value if it is a number."""
    return next((one for one in values(found, name)[:1] if _NUMBER.fullmatch(one)), None)


def is_redacted(text: str, formats: Formats) -> bool:
    """Tell whether a text stands where a registry withholds one."""
    low = text.lower()
    return any(part in low for part in formats.redacted)


def name_servers(found: Sequence[Entry]) -> tuple[str, ...]:
    """Give the host names in the order given, each once; addresses beside them are left out."""
    words = (one.split()[0].lower().rstrip(".") for one in values(found, "name_server"))
    return _few(word for word in words if is_host_name(word))


def statuses(found: Sequence[Entry], formats: Formats) -> tuple[str, ...]:
    """Give the statuses in RDAP's words; one that no table knows is left out.

    What stands behind a word in brackets, as a link or after a dash explains the word.
    """
    words = (
        squashed(word)
        for one in values(found, "status")
        for word in _ASIDE.split(one, maxsplit=1)[0].split(",")
    )
    known = _few(formats.statuses[word] for word in words if word in formats.statuses)
    # "registered, not delegated" (.ru): the second word is the one that counts.
    return tuple(one for one in known if one != "active" or "inactive" not in known)


def is_signed(found: Sequence[Entry]) -> bool | None:
    """Tell whether the delegation is signed: keys that are listed say so, too."""
    if values(found, "signing"):
        return True
    for one in values(found, "dnssec")[:1]:
        word = squashed(one)
        return True if word in _SIGNED else False if word in _UNSIGNED else None
    return None


def is_private(found: Sequence[Entry], formats: Formats, services: PrivacyNames) -> bool | None:
    """Tell whether a privacy service is named as the registrant; withheld names tell nothing."""
    named = [one for one in values(found, "registrant") if not _HANDLE.fullmatch(one)]
    if any(map(services.is_service, named)):
        return True
    return False if any(not is_redacted(one, formats) for one in named) else None


def country(found: Sequence[Entry]) -> str | None:
    """Give the registrant's country where it is a code of two letters."""
    for one in values(found, "country")[:1]:
        code = _COUNTRY.fullmatch(one)
        return code[1].upper() if code else None
    return None


def contacts(found: Sequence[Entry], formats: Formats) -> tuple[Contact, ...]:
    """Give the registrar and its desk for abuse, each if there is a way to reach it."""
    name = registrar_name(found, formats)
    registrar = Contact(
        "registrar",
        name,
        _fitting(found, "registrar_email", _EMAIL),
        _fitting(found, "registrar_phone", _PHONE),
        _site(_fitting(found, "registrar_url", _SITE)),
    )
    abuse = Contact(
        "abuse",
        name,
        _fitting(found, "abuse_email", _EMAIL),
        _fitting(found, "abuse_phone", _PHONE),
    )
    return tuple(one for one in (abuse, registrar) if one.email or one.phone or one.url)


def _fitting(found: Sequence[Entry], name: str, form: re.Pattern[str]) -> str | None:
    return next((one for one in values(found, name) if form.fullmatch(one)), None)


def _site(text: str | None) -> str | None:
    if text is None:
        return None
    return text if text.lower().startswith(("http://", "https://")) else f"http://{text}"


def _few(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:MOST_ENTRIES]
