"""A parsed JSON document in which every complaint says where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from fraudlens.errors import ManifestInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document, and the path that leads to it."""

    value: object
    file: str
    path: str = ""
    """Dotted, such as `thresholds.fraud.score` or `probes[3]`; empty for the whole document."""

    def fault(self, message: str) -> ManifestInvalid:
        """Give the error that says what is wrong with this value."""
        where = f"{self.file}: {self.path}: " if self.path else f"{self.file}: "
        return ManifestInvalid(where + message, hint="get the model again, or train it anew")

    def get(self, name: str) -> Node:
        """Give a member of an object.

        Raises:
            ManifestInvalid: this is no object, or it has no such member.
        """
        members = self.mapping()
        path = f"{self.path}.{name}" if self.path else name
        child = Node(members.get(name), self.file, path)
        if name not in members:
            raise child.fault("is missing")
        return child

    def items(self) -> Iterator[tuple[str, Node]]:
        """Give the members of an object, in the order of the document."""
        for name in self.mapping():
            yield name, self.get(name)

    def each(self) -> Iterator[Node]:
        """Give the entries of a list."""
        if not isinstance(self.value, list):
            raise self.fault(f"expected a list, found {_kind(self.value)}")
        for position, value in enumerate(self.value):
            yield Node(value, self.file, f"{self.path}[{position}]")

    def mapping(self) -> Mapping[str, object]:
        """Give the plain value of an object."""
        if not isinstance(self.value, dict):
            raise self.fault(f"expected an object, found {_kind(self.value)}")
        return self.value

    def text(self) -> str:
        """Give a string."""
        if not isinstance(self.value, str):
            raise self.fault(f"expected a string, found {_kind(self.value)}")
        return self.value

    def number(self) -> float:
        """Give a finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.fault(f"expected a number, found {_kind(self.value)}")
        if not isfinite(self.value):
            raise self.fault("expected a finite number")
        return float(self.value)

    def integer(self) -> int:
        """Give a whole number of at least 0."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise self.fault("expected a whole number of at least 0")
        return self.value

    def matching(self, test: Callable[[str], object], expected: str) -> str:
        """Give a string that passes a test; `expected` says which strings do."""
        text = self.text()
        if not test(text):
            raise self.fault(f"expected {expected}, found {text[:80]!r}")
        return text


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a truth value"
        case str():
            return "a string"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return "a number"
