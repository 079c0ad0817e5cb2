"""Values of parsed JSON, checked: what is not as expected is malformed, and said with its place."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

_Word = TypeVar("_Word", bound=StrEnum)
_Item = TypeVar("_Item")

_LONGEST = 40
"""Characters of a value that a message shows."""


def object_at(value: object, place: str) -> Mapping[str, Any]:
    """Give an object."""
    if not isinstance(value, dict):
        raise MalformedInput(f"{place}: expected an object, found {shown(value)}")
    return value


def text_at(value: object, place: str) -> str:
    """Give a text."""
    if not isinstance(value, str):
        raise MalformedInput(f"{place}: expected a text, found {shown(value)}")
    return value


def texts_at(value: object, place: str) -> dict[str, str]:
    """Give an object of texts."""
    return {
        name: text_at(text, f"{place}.{name[:_LONGEST]}")
        for name, text in object_at(value, place).items()
    }


def text_like(value: object, pattern: re.Pattern[str], place: str, what: str) -> str:
    """Give a text that a pattern matches; `what` names such texts."""
    text = text_at(value, place)
    if not pattern.match(text):
        raise MalformedInput(f"{place}: expected {what}, found {shown(text)}")
    return text


def one_of(value: object, words: tuple[str, ...], place: str) -> str:
    """Give one of some words."""
    if value not in words:
        raise MalformedInput(f"{place}: expected {', '.join(words)}, found {shown(value)}")
    return str(value)


def word_of(value: object, words: type[_Word], place: str) -> _Word:
    """Give a member of an enumeration."""
    try:
        return words(str(value))
    except ValueError:
        raise MalformedInput(
            f"{place}: expected {', '.join(words)}, found {shown(value)}"
        ) from None


def number_at(value: object, place: str) -> float:
    """Give a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedInput(f"{place}: expected a number, found {shown(value)}")
    return float(value)


def share_at(value: object, place: str) -> float:
    """Give a number from 0 to 1."""
    number = number_at(value, place)
    if not 0 <= number <= 1:
        raise MalformedInput(f"{place}: expected a share from 0 to 1, found {shown(value)}")
    return number


def list_at(value: object, place: str, item: Callable[[object, str], _Item]) -> tuple[_Item, ...]:
    """Give a list, each of its items read by `item`."""
    if not isinstance(value, list):
        raise MalformedInput(f"{place}: expected a list, found {shown(value)}")
    return tuple(item(each, f"{place}[{number}]") for number, each in enumerate(value))


def shown(value: object) -> str:
    """Give the beginning of a value as JSON has it, for a message."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "an object"
        case list():
            return "a list"
        case bool():
            return str(value).lower()
        case str():
            short = value[:_LONGEST] + ("…" if len(value) > _LONGEST else "")
            return f'"{short}"'
        case _:
            return str(value)
