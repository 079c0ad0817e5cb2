"""A tree of binary XML, as every reader of a manifest gives it: plain, typed, without text syntax.

Attributes are keyed by the name that Android goes by: that of the resource identifier where the
file has one for it, else the written name. Their values keep the type that the compiler wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import pack, unpack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = 0x01
STRING = 0x03
FLOAT = 0x04
DYNAMIC_REFERENCE = 0x07
FIRST_INTEGER = 0x10
HEXADECIMAL = 0x11
BOOLEAN = 0x12
LAST_INTEGER = 0x1F

ATTRIBUTE_NAMES = {
    0x01010001: "label",
    0x01010002: "icon",
    0x01010003: "name",
    0x01010006: "permission",
    0x01010007: "readPermission",
    0x01010008: "writePermission",
    0x01010009: "protectionLevel",
    0x0101000B: "sharedUserId",
    0x0101000C: "hasCode",
    0x0101000E: "enabled",
    0x0101000F: "debuggable",
    0x01010010: "exported",
    0x0101001C: "priority",
    0x01010024: "value",
    0x01010025: "resource",
    0x01010027: "scheme",
    0x01010028: "host",
    0x01010119: "src",
    0x01010199: "drawable",
    0x01010202: "targetActivity",
    0x0101020C: "minSdkVersion",
    0x0101021B: "versionCode",
    0x0101021C: "versionName",
    0x01010270: "targetSdkVersion",
    0x01010271: "maxSdkVersion",
    0x01010272: "testOnly",
    0x01010280: "allowBackup",
    0x01010380: "accessibilityEventTypes",
    0x01010384: "accessibilityFlags",
    0x01010385: "canRetrieveWindowContent",
    0x010103D7: "canRequestTouchExplorationMode",
    0x010103D9: "canRequestFilterKeyEvents",
    0x010104EC: "usesCleartextTraffic",
    0x01010507: "canControlMagnification",
    0x0101050D: "canPerformGestures",
    0x01010527: "networkSecurityConfig",
    0x0101052C: "roundIcon",
    0x0101054D: "canRequestFingerprintGestures",
    0x01010572: "compileSdkVersion",
    0x01010576: "versionCodeMajor",
    0x01010599: "foregroundServiceType",
    0x01010603: "requestLegacyExternalStorage",
    0x0101060F: "canTakeScreenshot",
    0x01010641: "isAccessibilityTool",
}
"""Attributes that facts are made of, by their public identifier.

Source: AOSP, core/res/res/values/public-final.xml (read 2026-11-26).
"""


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value of an attribute or of a resource."""

    kind: int
    data: int
    """Unsigned 32 bits; for a string its index, which means nothing outside its file."""
    text: str | None = None
    """Of strings only."""

    @property
    def reference(self) -> int | None:
        """Identifier of the resource that it points to."""
        return self.data if self.kind in {REFERENCE, DYNAMIC_REFERENCE} and self.data else None


@dataclass(slots=True)
class Element:
    """A start tag with what stands in it."""

    tag: str
    attributes: dict[str, Value] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> Iterator[Element]:
        """Direct children of these tags, in the order of the file."""
        return (child for child in self.children if child.tag in tags)

    def first(self, tag: str) -> Element | None:
        """First direct child of this tag."""
        return next(self.all(tag), None)

    def written(self, name: str) -> str | None:
        """Attribute as text, if it is written as a string and not empty."""
        value = self.attributes.get(name)
        return value.text or None if value is not None else None


def same_tree(one: Element, other: Element) -> bool:
    """Whether two trees say the same; without recursion, for a file chooses how deep it is."""
    waiting = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if (left.tag, left.text, left.attributes) != (right.tag, right.text, right.attributes):
            return False
        if len(left.children) != len(right.children):
            return False
        waiting += zip(left.children, right.children, strict=True)
    return True


def as_integer(value: Value | None) -> int | None:
    """Signed number that a value means; strings of digits count, as they do for Android.

    >>> as_integer(Value(0x10, 0xFFFFFFFF)), as_integer(Value(STRING, 7, "29"))
    (-1, 29)
    """
    if value is None:
        return None
    if FIRST_INTEGER <= value.kind <= LAST_INTEGER:
        return value.data - (1 << 32) if value.data >> 31 else value.data
    text = (value.text or "").strip()
    if text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 11:  # noqa: PLR2004  32 bits
        return int(text)
    return None


def as_text(value: Value) -> str | None:
    """Text that a value means, spelled as Android spells numbers and flags.

    >>> as_text(Value(FLOAT, 0x40733333)), as_text(Value(BOOLEAN, 1)), as_text(Value(0x11, 255))
    ('3.8', 'true', '0xff')
    """
    if value.kind == FLOAT:
        (number,) = unpack("<f", pack("<I", value.data))
        text = f"{number:.7g}"
        return f"{text}.0" if text.removeprefix("-").isdigit() else text
    if value.kind == BOOLEAN:
        return "true" if value.data else "false"
    if value.kind == HEXADECIMAL:
        return f"0x{value.data:x}"
    return value.text or None if value.kind == STRING else _digits(as_integer(value))


def _digits(number: int | None) -> str | None:
    return str(number) if number is not None else None


def as_flag(value: Value | None) -> bool | None:
    """Truth that a value means; the strings `true` and `false` count.

    >>> as_flag(Value(BOOLEAN, 0xFFFFFFFF)), as_flag(Value(STRING, 1, "false")), as_flag(None)
    (True, False, None)
    """
    if value is None:
        return None
    if FIRST_INTEGER <= value.kind <= LAST_INTEGER:
        return value.data != 0
    return {"true": True, "false": False}.get((value.text or "").strip().lower())
