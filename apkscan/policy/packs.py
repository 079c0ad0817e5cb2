"""Loaders of `datasets/reference/policies`: packs of rules, checked as they are read."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from apkscan.kinds.conditions import FIELDS, Condition
from apkscan.kinds.signs import read_conditions
from apkscan.policy.fields import ALL_FIELDS
from apkscan.policy.rules import REVIEW, SEVERITIES, Pack, Requirement, Rule, Scope
from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_folder, reference_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Mapping[str, Any]

FOLDER = "policies"
SCOPES_FILE = f"{FOLDER}/_scopes.toml"
APP_FIELDS = (*FIELDS, "features", "fraud")
"""Sets of an app that a rule's conditions look values up in."""
TESTS: Mapping[str, tuple[str, ...]] = {
    "is": ("text", "url", "flag", "choice"),
    "any": ("choices", "permissions", "countries"),
    "all": ("choices", "permissions", "countries"),
    "above": ("number",),
    "below": ("number",),
    "stated": tuple({field.kind for field in ALL_FIELDS.values()}),
    "covers": ("permissions",),
    "same_as": ("text", "md5", "sha256"),
}
"""Kinds of fields that each test is made for."""
APP_KEYS = ("package", "certificate_md5", "certificate_sha256", "public_key_md5")
"""What of an app a statement can be compared with."""
_NUMBERS = {"target_below": "below", "target_from": "from"}
_KEYS = frozenset({
    "id", "title_en", "title_zh", "en", "zh", "source", "verified", "effective_from",
    "effective_to", "severity", "countries", "scope", "when", "doubts", "show", "given", "allowed",
    "requires", "masvs", "note",
})  # fmt: skip
_T = TypeVar("_T")


@lru_cache(maxsize=1)
def pack_names() -> tuple[str, ...]:
    """Name the packs that ship with fraudlens, sorted."""
    return tuple(sorted(path.stem for path in (reference_folder() / FOLDER).glob("[!_]*.toml")))


@lru_cache(maxsize=16)
def load_pack(name: str) -> Pack:
    """Read a pack that ships with fraudlens.

    Raises:
        DataError: there is none of this name, or it is broken.
    """
    return read_pack(reference_text(f"{FOLDER}/{name}.toml"), name)


@lru_cache(maxsize=1)
def load_scopes() -> Mapping[str, Scope]:
    """Read the kinds of apps that rules are about, by name.

    Raises:
        DataError: the file is missing or broken.
    """
    document = _document(reference_text(SCOPES_FILE), SCOPES_FILE)
    scopes = (_made(_scope, row, SCOPES_FILE) for row in document.get("scope", ()))
    return {scope.name: scope for scope in scopes}


def read_pack(text: str, name: str) -> Pack:
    """Read a pack from the `text` of its file.

    Raises:
        DataError: it is no TOML, or a rule lacks a key, has an unknown one, or a value that means
            nothing; the message names the rule.
    """
    file = f"{FOLDER}/{name}.toml"
    document = _document(text, file)
    rules = tuple(_made(_rule, row, file) for row in document.get("rule", ()))
    names = [rule.name for rule in rules]
    for twice in (each for each in names if names.count(each) > 1):
        raise DataError(f"{file}: {twice}: stands there twice")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _made(lambda row: _pack(row, name, rules, digest), document.get("pack", {}), file)


def _document(text: str, file: str) -> Row:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise DataError(f"{file}: no TOML: {exc}") from exc


def _made(make: Callable[[Row], _T], row: Row, file: str) -> _T:
    try:
        return make(row)
    except (KeyError, ValueError, TypeError) as exc:
        name = row.get("id", row.get("name", "without a name"))
        raise DataError(f"{file}: {name}: {type(exc).__name__} {exc}") from exc


def _pack(row: Row, name: str, rules: tuple[Rule, ...], digest: str) -> Pack:
    countries = tuple(row.get("countries", ()))
    return Pack(name, (row["en"], row["zh"]), countries, _day(row["read"]), rules, digest)


def _scope(row: Row) -> Scope:
    signs = tuple(read_conditions(each, {}) for each in row["signs"])
    claim = _known(row["claim"], ALL_FIELDS, "field")
    return Scope(row["name"], claim, tuple(row["kinds"]), signs, (row["en"], row["zh"]))


def _rule(row: Row) -> Rule:
    for key in row.keys() - _KEYS:
        raise ValueError(f'"{key}" is no key of a rule')
    severity, verified = _known(row["severity"], SEVERITIES, "severity"), bool(row["verified"])
    if severity != REVIEW and not verified:
        raise ValueError("what was not verified is a review")
    if not row["source"].startswith("https://"):
        raise ValueError(f'source "{row["source"]}" does not begin with https://')
    until = row.get("effective_to")
    rule = Rule(
        row["id"],
        (row["title_en"], row["title_zh"]),
        (row["en"], row["zh"]),
        row["source"],
        verified,
        _day(row["effective_from"]),
        None if until is None else _day(until),
        severity,
        tuple(row.get("countries", ())),
        _scope_name(row.get("scope", "")),
        _conditions(row.get("when", {})),
        _doubts(row.get("doubts", {})),
        _conditions(row.get("show", {})),
        _requirements(row.get("given", ())),
        _requirements(row.get("allowed", ())),
        _requirements(row.get("requires", ())),
        row.get("masvs", ""),
        row.get("note", ""),
    )
    if not (rule.when or rule.given or rule.allowed or rule.requires):
        raise ValueError("asks nothing")
    return rule


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{value!r} is no day")
    return value


def _scope_name(name: str) -> str:
    return _known(name, load_scopes(), "scope") if name else ""


def _conditions(when: Row) -> tuple[Condition, ...]:
    """Read conditions on sets of the app, and those on its target API level and cleartext."""
    found = [
        Condition("target", _NUMBERS[key], (str(int(value)),))
        for key, value in when.items()
        if key in _NUMBERS
    ]
    if "cleartext" in when:
        found.append(Condition("cleartext", "any", ("allowed",)))
    sets = {key: value for key, value in when.items() if key not in {*_NUMBERS, "cleartext"}}
    return (*(read_conditions(sets, {}, APP_FIELDS) if sets else ()), *found)


def _doubts(row: Mapping[str, Row]) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
    return tuple((_known(key, ALL_FIELDS, "field"), _conditions(row[key])) for key in row)


def _requirements(rows: Sequence[Row]) -> tuple[Requirement, ...]:
    return tuple(map(_requirement, rows))


def _requirement(row: Row) -> Requirement:
    field = _known(row["field"], ALL_FIELDS, "field")
    tests = [key for key in row if key != "field"]
    if len(tests) != 1:
        raise ValueError(f"{field}: one test is needed, not {len(tests)}")
    test = _known(tests[0], TESTS, "test")
    wanted = row[test]
    values = tuple(wanted) if isinstance(wanted, list) else (wanted,)
    _known(ALL_FIELDS[field].kind, TESTS[test], f'kind of field for "{test}"')
    if test == "same_as":
        _known(str(wanted), APP_KEYS, "key of an app")
    return Requirement(field, test, values)


def _known(value: str, known: Sequence[str] | Mapping[str, object], what: str) -> str:
    if value not in known:
        raise ValueError(f'"{value}" is no {what}')
    return value
