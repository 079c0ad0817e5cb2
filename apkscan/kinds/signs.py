"""Signs and rules as data: what to look for in an app, what it weighs, how to say it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from apkscan.kinds.conditions import FIELDS, Condition
from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text
from fraudlens.verdict import FraudType, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Mapping[str, Any]
    """A table of a TOML file."""

SIGNS_FILE = "app_signs.toml"
RULES_FILE = "app_rules.toml"
_MODES = ("any", "all")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sign:
    """A combination that speaks for a kind of fraud."""

    name: str
    kind: FraudType
    weight: float
    """Chance that it alone makes the kind true, in (0, 1); signs add up as independent causes."""
    strong: bool
    """Specific enough to carry a high finding; the others only add to one."""
    when: tuple[Condition, ...]
    """All must hold."""
    unless: tuple[str, ...]
    """Traits that explain it honestly."""
    texts: tuple[str, str]
    """English and Chinese."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination that is a finding by itself, whatever fraud it may serve."""

    name: str
    severity: Severity
    when: tuple[Condition, ...]
    unless: tuple[str, ...]
    masvs: str
    """Control of OWASP MASVS 2.1.0 that it touches; may be empty."""
    texts: tuple[str, str]


@lru_cache(maxsize=1)
def load_signs() -> tuple[Sign, ...]:
    """Read the signs that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_signs(reference_text(SIGNS_FILE))


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """Read the rules that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_rules(reference_text(RULES_FILE))


def read_signs(text: str) -> tuple[Sign, ...]:
    """Read signs from the `text` of an `app_signs.toml`.

    Raises:
        DataError: it is no TOML, or a sign lacks a key or has a value that means nothing.
    """
    return _read(text, SIGNS_FILE, "sign", _sign)


def read_rules(text: str) -> tuple[Rule, ...]:
    """Read rules from the `text` of an `app_rules.toml`.

    Raises:
        DataError: it is no TOML, or a rule lacks a key or has a value that means nothing.
    """
    return _read(text, RULES_FILE, "rule", _rule)


def read_conditions(when: Row, lists: Row, fields: Sequence[str] = FIELDS) -> tuple[Condition, ...]:
    """Read `{permissions_all = [...], words_loan = 3}`; a value `@name` stands for a list.

    A further condition on the same field has a number: `permissions_any2`.

    Raises:
        ValueError: there is no condition, or one is on none of `fields`.
        TypeError: a value is no list.
        KeyError: there is no such list.
    """
    found = [
        _condition(key.rstrip("0123456789"), value, lists, fields) for key, value in when.items()
    ]
    if not found:
        raise ValueError("no condition")
    return tuple(found)


def _read(text: str, file: str, table: str, make: Callable[[Row, Row], _T]) -> tuple[_T, ...]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise DataError(f"{file}: no TOML: {exc}") from exc
    lists = document.get("lists", {})
    return tuple(_made(make, row, lists, file) for row in document.get(table, ()))


def _made(make: Callable[[Row, Row], _T], row: Row, lists: Row, file: str) -> _T:
    try:
        return make(row, lists)
    except (KeyError, ValueError, TypeError) as exc:
        name = row.get("name", "without a name")
        raise DataError(f"{file}: {name}: {type(exc).__name__} {exc}") from exc


def _sign(row: Row, lists: Row) -> Sign:
    weight = float(row["weight"])
    if not 0 < weight < 1:
        raise ValueError(f"weight {weight} is not between 0 and 1")
    return Sign(
        row["name"],
        FraudType(row["kind"]),
        weight,
        bool(row.get("strong", False)),
        read_conditions(row["when"], lists),
        tuple(row.get("unless", ())),
        (row["en"], row["zh"]),
    )


def _rule(row: Row, lists: Row) -> Rule:
    return Rule(
        row["name"],
        Severity(row["severity"]),
        read_conditions(row["when"], lists),
        tuple(row.get("unless", ())),
        row.get("masvs", ""),
        (row["en"], row["zh"]),
    )


def _condition(key: str, value: object, lists: Row, fields: Sequence[str]) -> Condition:
    field, _, mode = key.partition("_")
    if field == "words":
        return Condition(field, str(int(str(value))), tuple(mode.split("_or_")))
    if field in ("name", "label") and not mode:
        return Condition(field, "any", _values(value, lists))
    if field not in fields or mode not in _MODES:
        raise ValueError(f'"{key}" is no condition')
    return Condition(field, mode, _values(value, lists))


def _values(value: object, lists: Row) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    values: list[str] = []
    for item in value:
        values += lists[item[1:]] if item.startswith("@") else [item]
    return tuple(values)
