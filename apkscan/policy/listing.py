"""What a store or a developer says of an app beside its file: read strictly, from TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apkscan.policy.countries import CODES
from apkscan.policy.fields import COUNTRY, FIELDS, LICENCE, LICENCE_FIELDS, NONE
from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from apkscan.policy.fields import Field, Value

MOST = 100_000
"""Characters of a listing: many times the longest that states every field."""
_ANDROID = "android.permission."
_SHOWN = 60
"""Characters of a value in a message."""
_MAY_BE_NONE = frozenset({"text", "url", "number", "md5", "sha256"})
"""Kinds of fields."""
_HEX = re.compile(r"[0-9a-f]+")
_DIGITS = {"md5": 32, "sha256": 64}
_HINT = "docs/policy.md lists what a listing may state"


@dataclass(frozen=True, slots=True)
class Listing:
    """What is stated of an app; a field that is not there was not stated."""

    stated: Mapping[str, Value] = field(default_factory=dict)
    """By name of the field."""
    licences: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """By country, then by name of the field."""

    def get(self, name: str, country: str) -> Value | None:
        """Give what is stated, or else what that means; `country` says which licence is meant."""
        if name.startswith(f"{LICENCE}."):
            return self.licences.get(country, {}).get(name)
        return self.stated.get(name, FIELDS[name].default)


def read_listing(text: str, name: str) -> Listing:
    """Read a listing from the `text` of the file `name`.

    Raises:
        UsageError: it is no TOML, or a field is unknown or has a value that means nothing; the
            message names the field.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as exc:  # no TOML, a huge number, a deep nest
        raise UsageError(f"{name}: no TOML: {exc}", hint=_HINT) from exc
    licences = document.pop(LICENCE, [])
    stated = dict(_fields(_flat(document), FIELDS, name))
    _check_terms(stated, name)
    return Listing(stated, dict(_licences(licences, name)))


def _flat(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", each) for inner, each in value.items())
        else:
            yield key, value


def _fields(
    pairs: Iterator[tuple[str, object]], known: Mapping[str, Field], name: str
) -> Iterator[tuple[str, Value]]:
    for key, value in pairs:
        if key not in known:
            raise UsageError(f"{name}: {key}: is no field of a listing", hint=_HINT)
        try:
            yield key, _value(value, known[key])
        except ValueError as exc:
            raise UsageError(f"{name}: {key}: {exc}", hint=_HINT) from exc


def _check_terms(stated: Mapping[str, Value], name: str) -> None:
    shortest, longest = stated.get("loan.min_days"), stated.get("loan.max_days")
    if not (isinstance(shortest, int | float) and isinstance(longest, int | float)):
        return  # not stated, or there is none
    if shortest > longest:
        raise UsageError(
            f"{name}: loan.min_days: {shortest} is more than loan.max_days, {longest}", hint=_HINT
        )


def _licences(licences: object, name: str) -> Iterator[tuple[str, Mapping[str, Value]]]:
    seen: set[str] = set()
    for number, licence in enumerate(licences if isinstance(licences, list) else [None], start=1):
        place = f"{name}: {LICENCE} {number}"
        if not isinstance(licence, dict):
            raise UsageError(f"{name}: {LICENCE}: write [[{LICENCE}]] above each", hint=_HINT)
        pairs = ((f"{LICENCE}.{key}", value) for key, value in licence.items())
        read = dict(_fields(pairs, LICENCE_FIELDS, place))
        country = str(read.get(f"{LICENCE}.{COUNTRY}", ""))
        if country not in CODES or country in seen:
            raise UsageError(
                f'{place}: {COUNTRY}: "{country[:_SHOWN]}" is no code of a country, such as IN,'
                " or stands there twice",
                hint=_HINT,
            )
        seen.add(country)
        yield country, read


def _value(value: object, known: Field) -> Value:
    if value == NONE and known.kind in _MAY_BE_NONE:
        return NONE
    return _READERS[known.kind](value, known)


def _text(value: object, known: Field) -> str:
    del known
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{_shown(value)} is no text")
    return value.strip()


def _url(value: object, known: Field) -> str:
    text = _text(value, known)
    if not text.startswith(("https://", "http://")):
        raise ValueError(f"{_shown(value)} is no address that begins with https://")
    return text


def _flag(value: object, known: Field) -> bool:
    del known
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)} is neither true nor false")  # noqa: TRY004  one error
    return value


def _number(value: object, known: Field) -> float:
    del known
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:  # noqa: PLR2004  beyond any term or rate
        raise ValueError(f"{_shown(value)} is no number from 0 on")
    return value


def _choice(value: object, known: Field) -> str:
    if value not in known.choices:
        raise ValueError(f"{_shown(value)} is none of {', '.join(known.choices)}")
    return str(value)


def _choices(value: object, known: Field) -> tuple[str, ...]:
    return tuple(_choice(each, known) for each in _list(value))


def _permissions(value: object, known: Field) -> tuple[str, ...]:
    return tuple(_text(each, known).removeprefix(_ANDROID) for each in _list(value))


def _countries(value: object, known: Field) -> tuple[str, ...]:
    codes = tuple(_text(each, known) for each in _list(value))
    for code in codes:
        if code not in CODES:
            raise ValueError(f'"{code[:_SHOWN]}" is no code of a country, such as IN')
    return codes


def _digest(value: object, known: Field) -> str:
    plain = _text(value, known).replace(":", "").lower()
    if len(plain) != _DIGITS[known.kind] or not _HEX.fullmatch(plain):
        raise ValueError(f"{_shown(value)} is no {known.kind.upper()} in hex")
    return plain


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{_shown(value)} is no list")  # noqa: TRY004  one error for all kinds
    return value


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_READERS: Mapping[str, Callable[[object, Field], Value]] = {
    "text": _text,
    "url": _url,
    "flag": _flag,
    "number": _number,
    "choice": _choice,
    "choices": _choices,
    "permissions": _permissions,
    "countries": _countries,
    "md5": _digest,
    "sha256": _digest,
}
