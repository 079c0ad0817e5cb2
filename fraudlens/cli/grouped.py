"""Options that belong together, declared once as a dataclass and taken by commands as one value."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function: a parameter that is a dataclass becomes an option a field.

    Each field is annotated as an option is, with its name on the command line.
    """
    taken = inspect.signature(command, eval_str=True).parameters.values()
    groups: dict[str, Any] = {
        one.name: one.annotation for one in taken if is_dataclass(one.annotation)
    }

    def flat(**given: object) -> None:
        for name, group in groups.items():
            said = {field.name: given.pop(_flat(name, field.name)) for field in fields(group)}
            given[name] = group(**said)
        command(**given)

    parameters = [one for given in taken for one in _parameters(given)]
    flat.__doc__ = command.__doc__
    flat.__name__ = command.__name__
    vars(flat)["__signature__"] = inspect.Signature(parameters)
    flat.__annotations__ = {}
    return flat


def _parameters(given: inspect.Parameter) -> Iterator[inspect.Parameter]:
    group: Any = given.annotation
    if not is_dataclass(group):
        yield given.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        return
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield inspect.Parameter(
            _flat(given.name, field.name),
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )


def _flat(group: str, field: str) -> str:
    return f"{group}_{field}"
