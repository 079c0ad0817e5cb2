"""The table of what registries write: keys, headings, set phrases, orders of dates, zones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text

if TYPE_CHECKING:
    from collections.abc import Mapping

WHOIS_FORMATS = "whois_formats.toml"
_HINT = "install fraudlens again, or restore datasets/reference from git"


@dataclass(frozen=True, slots=True)
class Formats:
    """The words of the registries, each in lower case."""

    fields: Mapping[str, str]
    """What a key of an answer tells, as `created` or `name_server`."""
    weak: frozenset[str]
    """Keys that tell of the domain only outside the parts about people and the registrar."""
    sections: Mapping[str, str]
    """Which part a heading begins: `contact`, `registrar`, `name_server` or `domain`."""
    phrases: Mapping[str, str]
    """What a line tells that begins so and goes on with a number."""
    registrar_fields: Mapping[str, str]
    """What a key tells inside the part about the registrar."""
    orders: Mapping[str, str]
    """`dmy` or `mdy` by top-level domain."""
    zones: Mapping[str, int]
    """Minutes east of Greenwich."""
    statuses: Mapping[str, str]
    """Status in RDAP's words, by the registry's word without blanks and signs."""
    no_record_whole: frozenset[str]
    no_record_part: tuple[str, ...]
    no_record_end: tuple[str, ...]
    rate_limited: tuple[str, ...]
    """Parts of lines that only a server says which refuses."""
    rate_limited_vaguely: tuple[str, ...]
    """Parts that terms of use have, too."""
    redacted: tuple[str, ...]


RDAP_STATUSES = (
    "active", "add period", "associated", "auto renew period", "client delete prohibited",
    "client hold", "client renew prohibited", "client transfer prohibited",
    "client update prohibited", "delete prohibited", "inactive", "locked", "obscured",
    "pending create", "pending delete", "pending renew", "pending restore", "pending transfer",
    "pending update", "private", "proxy", "redemption period", "removed", "renew period",
    "renew prohibited", "server delete prohibited", "server hold", "server renew prohibited",
    "server transfer prohibited", "server update prohibited", "transfer period",
    "transfer prohibited", "update prohibited", "validated",
)  # fmt: skip
"""Source: RFC 8056 section 2 and RFC 9083 section 10.2.2, as the registry of values lists them."""


@lru_cache(maxsize=1)
def load_formats() -> Formats:
    """Read the table that ships with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_formats(reference_text(WHOIS_FORMATS))


def read_formats(text: str) -> Formats:
    """Read the `text` of a `whois_formats.toml`.

    Raises:
        DataError: a part is missing, or has values of another kind.
    """
    try:
        return _formats(tomllib.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise DataError(f"{WHOIS_FORMATS}: cannot be read: {exc}", hint=_HINT) from exc


def squashed(status: str) -> str:
    """Give the letters of a status alone, as `clienthold` of `client_Hold`."""
    return "".join(sign for sign in status.lower() if sign.isalpha())


def _formats(table: Mapping[str, Any]) -> Formats:
    keys = {name: words for name, words in table["keys"].items() if name != "weak"}
    own = _turned(table["registrar_section"])
    return Formats(
        fields=_turned(keys),
        weak=frozenset(table["keys"]["weak"]),
        sections=_turned(table["sections"]),
        phrases=_turned(table["phrases"]),
        registrar_fields={
            key: "registrar" if name == "name" else f"registrar_{name}" for key, name in own.items()
        },
        orders={
            suffix: str(row["order"]) for row in table["date_order"] for suffix in row["suffixes"]
        },
        zones={name: int(minutes) for name, minutes in table["zones"].items()},
        statuses={
            **{squashed(status): status for status in RDAP_STATUSES},
            **{squashed(word): str(status) for word, status in table["statuses"].items()},
        },
        no_record_whole=frozenset(table["no_record"]["whole"]),
        no_record_part=tuple(table["no_record"]["part"]),
        no_record_end=tuple(table["no_record"]["end"]),
        rate_limited=tuple(table["rate_limited"]["plain"]),
        rate_limited_vaguely=tuple(table["rate_limited"]["vague"]),
        redacted=tuple(table["redacted"]["part"]),
    )


def _turned(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}
