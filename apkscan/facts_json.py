"""Facts to JSON and back: only what differs from the default is written."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from apkscan.facts import FACTS_SCHEMA, ApkFacts
from fraudlens.errors import MalformedInput

_SCHEMA_KEY = "schema"
_PLAIN = frozenset({str, int, bool, NoneType})
"""Types of values that stand in JSON as they are."""


def facts_to_json(facts: ApkFacts) -> str:
    """Write facts as one line of JSON, canonical: fields in declared order, defaults left out."""
    return orjson.dumps({_SCHEMA_KEY: FACTS_SCHEMA, **plain(facts)}).decode()


def plain(value: Any) -> Any:  # noqa: ANN401  plain JSON
    """Give a dataclass of `apkscan.facts` as plain JSON values, without what is as by default."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [plain(inner) for inner in value]
    return {
        name: plain(inner)
        for name, default in _defaults(kind)
        if (inner := getattr(value, name)) != default
    }


def facts_from_json(text: str | bytes) -> ApkFacts:
    """Read facts; fields that are absent have their defaults, unknown ones are passed over.

    Raises:
        MalformedInput: it is no JSON object of this schema, or a field has a wrong type.
    """
    try:
        document = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as exc:
        raise MalformedInput("facts of an app: not JSON") from exc
    if not isinstance(document, dict):
        raise MalformedInput("facts of an app: not a JSON object")
    schema = document.get(_SCHEMA_KEY, FACTS_SCHEMA)
    if schema != FACTS_SCHEMA:
        raise MalformedInput(f"facts of an app: schema '{str(schema)[:60]}' is not known here")
    found: ApkFacts = _read(document, ApkFacts, "")
    return found


@lru_cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@lru_cache
def _members(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    """Give name, type and whether it must be there, of each field."""
    hints = get_type_hints(kind)
    return tuple((f.name, hints[f.name], f.default is MISSING) for f in fields(kind))


def _read(value: object, kind: Any, place: str) -> Any:  # noqa: ANN401  any fact
    if kind in (str, int, bool):
        if type(value) is kind:
            return value
    elif isinstance(kind, type) and is_dataclass(kind):
        if isinstance(value, dict):
            return _read_members(value, kind, place)
    elif get_origin(kind) in (UnionType, Union):
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return None if value is None else _read(value, inner, place)
    elif isinstance(value, list):
        return _read_list(value, get_args(kind), place)
    raise MalformedInput(f"facts of an app: {place or 'document'}: wrong type")


def _read_list(value: list[object], kinds: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        if kinds[0] in _PLAIN and set(map(type, value)) <= {kinds[0]}:
            return tuple(value)
        return tuple([_read(inner, kinds[0], place) for inner in value])
    if len(value) != len(kinds):
        raise MalformedInput(f"facts of an app: {place}: expected {len(kinds)} values")
    return tuple([_read(inner, kind, place) for inner, kind in zip(value, kinds, strict=True)])


def _read_members(value: dict[str, object], kind: type, place: str) -> Any:  # noqa: ANN401
    found = {}
    for name, inner, required in _members(kind):
        if name in value:
            found[name] = _read(value[name], inner, f"{place}.{name}" if place else name)
        elif required:
            raise MalformedInput(f"facts of an app: {place}: '{name}' is missing")
    return kind(**found)
