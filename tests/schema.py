"""Checks values against a JSON Schema, as far as the schemas of this project go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Schema = dict[str, Any]

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
_ABOUT = ("$schema", "title", "description", "examples", "then", "else")
"""Keywords that say nothing by themselves."""


def faults(value: Any, schema: Schema, place: str = "$") -> Iterator[str]:  # noqa: ANN401  any JSON
    """Give what is wrong with a value; nothing if it fits.

    Raises:
        KeyError: the schema has a keyword that this check does not know.
    """
    for keyword, said in schema.items():
        if keyword not in _ABOUT:
            yield from _CHECKS[keyword](value, said, schema, place)


def _fits(value: Any, schema: Schema) -> bool:  # noqa: ANN401
    return not list(faults(value, schema))


def _say(
    test: Callable[[Any, Any], bool], what: str, only: type | tuple[type, ...] = object
) -> Callable[..., Iterator[str]]:
    """Make a check of values of the types `only`; a keyword says nothing of all others."""

    def check(value: Any, said: Any, _: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, only) and not test(value, said):
            yield f"{place}: {value!r} is not {what} {said!r}"

    return check


def _properties(value: Any, said: Schema, _: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    for name, inner in said.items():
        if isinstance(value, dict) and name in value:
            yield from faults(value[name], inner, f"{place}.{name}")


def _others(value: Any, said: Any, schema: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict) and said is not True:
        for name in value.keys() - schema.get("properties", {}).keys():
            yield from faults(value[name], said, f"{place}.{name}")


def _items(value: Any, said: Schema, _: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    for number, inner in enumerate(value if isinstance(value, list) else ()):
        yield from faults(inner, said, f"{place}[{number}]")


def _names(value: Any, said: Schema, _: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    for name in value if isinstance(value, dict) else ():
        yield from faults(name, said, f"{place}.{name}")


def _all(value: Any, said: list[Schema], _: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    for each in said:
        yield from faults(value, each, place)


def _if(value: Any, said: Schema, schema: Schema, place: str) -> Iterator[str]:  # noqa: ANN401
    yield from faults(value, schema.get("then" if _fits(value, said) else "else", {}), place)


def _of_type(value: Any, said: str | list[str]) -> bool:  # noqa: ANN401
    return any(_TYPES[name](value) for name in ([said] if isinstance(said, str) else said))


_CHECKS: Mapping[str, Callable[..., Iterator[str]]] = {
    "type": _say(_of_type, "of type"),
    "enum": _say(lambda value, said: value in said, "one of"),
    "const": _say(lambda value, said: value == said, "the same as"),
    "minimum": _say(lambda value, said: value >= said, "at least", (int, float)),
    "maximum": _say(lambda value, said: value <= said, "at most", (int, float)),
    "pattern": _say(lambda value, said: re.search(said, value) is not None, "like", str),
    "required": _say(lambda value, said: set(said) <= set(value), "an object with", dict),
    "anyOf": _say(lambda value, said: any(_fits(value, each) for each in said), "like any of"),
    "properties": _properties,
    "additionalProperties": _others,
    "propertyNames": _names,
    "items": _items,
    "allOf": _all,
    "if": _if,
}
