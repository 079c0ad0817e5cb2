"""TOML to a tree of frozen dataclasses; every error names the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


def read_toml(kind: type[T], path: Path) -> T:
    """Read the file at `path` as a `kind`.

    Raises:
        UsageError: the file cannot be read, or a field is unknown, or of the wrong type or range.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as exc:  # no TOML, or nested too deep
        raise UsageError(f'cannot read the configuration "{path}": {exc}') from exc
    try:
        return from_table(kind, table)
    except UsageError as exc:
        raise UsageError(f"{path.name}: {exc.message}", hint=exc.hint) from exc


def from_table(kind: type[T], table: Mapping[str, object], where: str = "") -> T:
    """Build a `kind` from a parsed table; `where` is the dotted place for errors.

    Raises:
        UsageError: a field is unknown, or of the wrong type or range.
    """
    hints = get_type_hints(kind, include_extras=True)
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]  # T is a dataclass
    values = {}
    for name, value in table.items():
        place = f"{where}{name}"
        if name not in known:
            raise UsageError(
                f'{place}: unknown field "{name}"', hint=f"known: {', '.join(sorted(known))}"
            )
        values[name] = _value(hints[name], value, place)
    return kind(**values)


def _value(hint: Any, value: object, place: str) -> object:  # noqa: ANN401  a type at run time
    if is_dataclass(hint) and isinstance(hint, type):
        return from_table(hint, _checked(value, dict, place, "a table"), f"{place}.")
    origin = get_origin(hint)
    if origin is UnionType:
        return _value(next(a for a in get_args(hint) if a is not NoneType), value, place)
    if origin is Literal:
        return _choice(get_args(hint), value, place)
    if origin is tuple:
        rows = _checked(value, list, place, "a list")
        return tuple(
            _value(get_args(hint)[0], row, f"{place}[{position}]")
            for position, row in enumerate(rows)
        )
    if origin is Mapping:
        rows = _checked(value, dict, place, "a table")
        return {key: _value(get_args(hint)[1], row, f"{place}.{key}") for key, row in rows.items()}
    return _scalar(hint, value, place)


def _scalar(hint: Any, value: object, place: str) -> object:  # noqa: ANN401  a type at run time
    if get_origin(hint) is Annotated:
        kind, bounds = get_args(hint)
        number = _scalar(kind, value, place)
        if number not in bounds:
            raise UsageError(f"{place}: expected a number in {bounds}, not {number!r}")
        return number
    if hint is float and type(value) is int:
        return float(value)
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    # `type() is`, since TOML's true is an int and its datetime a date to isinstance.
    if type(value) is not hint:
        expected = names.get(hint, "a date")
        raise UsageError(f"{place}: expected {expected}, not {value!r}")
    return value


def _checked(value: object, kind: type, place: str, expected: str) -> Any:  # noqa: ANN401  as kind
    if not isinstance(value, kind):
        raise UsageError(f"{place}: expected {expected}, not {value!r}")
    return value


def _choice(choices: tuple[str, ...], value: object, place: str) -> object:
    if value not in choices:
        raise UsageError(f"{place}: expected one of {', '.join(choices)}, not {value!r}")
    return value
