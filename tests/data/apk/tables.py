"""The id tables of a DEX file: all that its classes name, each table sorted as the format asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tests.data.apk.code import FieldRef, Invoke, MethodRef, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.data.apk.code import ClassDef

Proto: TypeAlias = tuple[str, tuple[str, ...]]
"""(type given, types taken)."""


@dataclass(slots=True)
class Tables:
    """The sorted id tables of a file, and the number of each row."""

    strings: list[str]
    types: list[str]
    protos: list[Proto]
    fields: list[FieldRef]
    methods: list[MethodRef]
    string: dict[str, int] = field(init=False)
    type: dict[str, int] = field(init=False)
    proto: dict[Proto, int] = field(init=False)
    method: dict[MethodRef, int] = field(init=False)

    def __post_init__(self) -> None:
        """Number the rows."""
        self.string = {text: number for number, text in enumerate(self.strings)}
        self.type = {text: number for number, text in enumerate(self.types)}
        self.proto = {proto: number for number, proto in enumerate(self.protos)}
        self.method = {ref: number for number, ref in enumerate(self.methods)}


def collect(classes: tuple[ClassDef, ...], strings: Iterable[str] = ()) -> Tables:
    """Give the tables that `classes` need, each sorted as the format asks."""
    methods, fields = set[MethodRef](), set[FieldRef]()
    types, texts = set[str](), set(strings)
    for each in classes:
        types |= {each.name, each.parent}
        fields.update(each.fields)
        for method in each.methods:
            methods.add(method.ref)
            body = method.code.body if method.code else ()
            methods.update(step.method for step in body if isinstance(step, Invoke))
            texts.update(step.text for step in body if isinstance(step, Text))
    protos = {(ref.gives, ref.takes) for ref in methods}
    types.update(ref.owner for ref in methods)
    types.update(*((ref.owner, ref.type) for ref in fields))
    types.update(*((gives, *takes) for gives, takes in protos))
    texts |= types | {shorty(proto) for proto in protos}
    texts.update(ref.name for ref in methods)
    texts.update(ref.name for ref in fields)
    return _sorted(texts, types, protos, fields, methods)


def _sorted(
    texts: set[str],
    types: set[str],
    protos: set[Proto],
    fields: set[FieldRef],
    methods: set[MethodRef],
) -> Tables:
    def by_units(text: str) -> bytes:
        return text.encode("utf-16-be", "surrogatepass")

    def by_proto(proto: Proto) -> tuple[bytes, list[bytes]]:
        return by_units(proto[0]), [by_units(name) for name in proto[1]]

    return Tables(
        sorted(texts, key=by_units),
        sorted(types, key=by_units),
        sorted(protos, key=by_proto),
        sorted(fields, key=lambda r: (by_units(r.owner), by_units(r.name), by_units(r.type))),
        sorted(
            methods,
            key=lambda r: (by_units(r.owner), by_units(r.name), by_proto((r.gives, r.takes))),
        ),
    )


def shorty(proto: Proto) -> str:
    return "".join("L" if name[0] in "L[" else name for name in (proto[0], *proto[1]))
