"""What a DEX file says: classes, methods and the little code that they need.

Source: Dalvik executable format, source.android.com/docs/core/runtime/dex-format
(version 035; read 2026-11-26).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLIC, STATIC, FINAL, NATIVE, CONSTRUCTOR = 0x1, 0x8, 0x10, 0x100, 0x10000
OBJECT = "Ljava/lang/Object;"

INVOKE = {"virtual": 0x74, "super": 0x75, "direct": 0x76, "static": 0x77, "interface": 0x78}
"""Operation codes of the `invoke-.../range` instructions."""


@dataclass(frozen=True, slots=True)
class MethodRef:
    """A method, in descriptors: `Landroid/app/Activity;`, `onCreate`, `V`, `(Landroid/...;,)`."""

    owner: str
    name: str
    gives: str = "V"
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field, in descriptors."""

    owner: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Instructions without a reference."""

    units: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """`const-string` into a register."""

    register: int
    text: str


@dataclass(frozen=True, slots=True)
class Invoke:
    """A call with the registers from `first` on."""

    kind: str
    method: MethodRef
    first: int
    count: int


Instruction: TypeAlias = Raw | Text | Invoke
RETURN_VOID = Raw(b"\x0e\x00")


@dataclass(frozen=True, slots=True)
class Code:
    """The body of a method; outgoing words are counted from its calls."""

    registers: int
    arguments: int
    body: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A method that a class defines."""

    ref: MethodRef
    access: int = PUBLIC
    code: Code | None = None

    @property
    def direct(self) -> bool:
        """The method is no virtual one."""
        return bool(self.access & (STATIC | CONSTRUCTOR))


@dataclass(frozen=True, slots=True)
class ClassDef:
    """A class that the file defines."""

    name: str
    """Descriptor."""
    parent: str = OBJECT
    methods: tuple[Method, ...] = ()
    fields: tuple[FieldRef, ...] = ()
    """Static fields."""
    access: int = PUBLIC


def dotted(name: str) -> str:
    """Give the descriptor of a class in Java's spelling.

    >>> dotted("android.app.Activity")
    'Landroid/app/Activity;'
    """
    return f"L{name.replace('.', '/')};"


def words(types: Iterable[str]) -> int:
    """Give the registers that values of `types` take; a long or double takes two."""
    return sum(2 if name in {"J", "D"} else 1 for name in types)


def uleb(number: int) -> bytes:
    """Give `number` in variable length, seven bits a byte."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def mutf8(text: str) -> bytes:
    """Give `text` in modified UTF-8: NUL in two bytes, pairs of surrogates in three each."""
    units = struct.iter_unpack("<H", text.encode("utf-16-le", "surrogatepass"))
    return b"".join(
        b"\xc0\x80" if unit == 0 else chr(unit).encode("utf-8", "surrogatepass")
        for (unit,) in units
    )
