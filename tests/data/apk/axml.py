"""Binary XML as Android's packaging tool writes it, from a tree of elements.

Source: ResourceTypes.h of AOSP (`ResXMLTree_*`, `Res_value`); attribute numbers from AOSP's
`public.xml` (read 2026-11-26).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.data.apk.pool import Pool, chunk

ANDROID = "http://schemas.android.com/apk/res/android"
NONE = 0xFFFFFFFF

XML = 0x0003
START_NAMESPACE, END_NAMESPACE, START_ELEMENT, END_ELEMENT = 0x0100, 0x0101, 0x0102, 0x0103
CDATA, RESOURCE_MAP = 0x0104, 0x0180

REFERENCE, STRING, DECIMAL, HEX, BOOLEAN = 0x01, 0x03, 0x10, 0x11, 0x12

ATTRIBUTES = {
    "theme": 0x01010000,
    "label": 0x01010001,
    "icon": 0x01010002,
    "name": 0x01010003,
    "permission": 0x01010006,
    "protectionLevel": 0x01010009,
    "sharedUserId": 0x0101000B,
    "hasCode": 0x0101000C,
    "enabled": 0x0101000E,
    "debuggable": 0x0101000F,
    "exported": 0x01010010,
    "process": 0x01010011,
    "authorities": 0x01010018,
    "priority": 0x0101001C,
    "description": 0x01010020,
    "value": 0x01010024,
    "resource": 0x01010025,
    "mimeType": 0x01010026,
    "scheme": 0x01010027,
    "host": 0x01010028,
    "drawable": 0x01010199,
    "targetActivity": 0x01010202,
    "minSdkVersion": 0x0101020C,
    "versionCode": 0x0101021B,
    "versionName": 0x0101021C,
    "targetSdkVersion": 0x01010270,
    "maxSdkVersion": 0x01010271,
    "testOnly": 0x01010272,
    "allowBackup": 0x01010280,
    "required": 0x0101028E,
    "accessibilityEventTypes": 0x01010380,
    "accessibilityFeedbackType": 0x01010382,
    "accessibilityFlags": 0x01010384,
    "canRetrieveWindowContent": 0x01010385,
    "canRequestFilterKeyEvents": 0x010103D9,
    "extractNativeLibs": 0x010104EA,
    "usesCleartextTraffic": 0x010104EC,
    "canPerformGestures": 0x0101050D,
    "networkSecurityConfig": 0x01010527,
    "roundIcon": 0x0101052C,
    "compileSdkVersion": 0x01010572,
    "compileSdkVersionCodename": 0x01010573,
    "foregroundServiceType": 0x01010599,
    "requestLegacyExternalStorage": 0x01010603,
}
"""Attribute of Android's name space -> its resource id."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a resource."""

    id: int


@dataclass(frozen=True, slots=True)
class Bits:
    """A number that stands for flags, written as hexadecimal."""

    value: int


Value: TypeAlias = str | int | bool | Ref | Bits


@dataclass(slots=True)
class Element:
    """An element; an attribute whose value is `None` is left out.

    Attributes belong to Android's name space, but for those whose name starts with a colon.
    """

    tag: str
    attributes: dict[str, Value | None] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str | None = None


def encode(root: Element, *, utf16: bool = False) -> bytes:
    """Give the document of `root`, with its resource map."""
    pool = Pool(utf16)
    mapped = sorted(
        {name for name in _names(root) if name in ATTRIBUTES}, key=ATTRIBUTES.__getitem__
    )
    for name in mapped:
        pool.add(name)
    prefix, uri = pool.add("android"), pool.add(ANDROID)
    body = bytearray(_node(START_NAMESPACE, struct.pack("<II", prefix, uri)))
    _write(body, root, pool)
    body += _node(END_NAMESPACE, struct.pack("<II", prefix, uri))
    ids = struct.pack(f"<{len(mapped)}I", *(ATTRIBUTES[name] for name in mapped))
    return chunk(XML, b"", pool.encode() + chunk(RESOURCE_MAP, b"", ids) + bytes(body))


def value(content: Value, pool: Pool) -> tuple[int, int]:
    """Give (type, data) of a typed value; text joins `pool`."""
    match content:
        case Ref(number):
            return REFERENCE, number
        case Bits(number):
            return HEX, number
        case bool():
            return BOOLEAN, NONE if content else 0
        case int():
            return DECIMAL, content & 0xFFFFFFFF
        case str():
            return STRING, pool.add(content)


def _names(element: Element) -> set[str]:
    found = {name for name, content in element.attributes.items() if content is not None}
    return found.union(*(_names(child) for child in element.children))


def _node(kind: int, body: bytes) -> bytes:
    return chunk(kind, struct.pack("<II", 1, NONE), body)


def _write(body: bytearray, element: Element, pool: Pool) -> None:
    attributes = sorted(
        ((name, content) for name, content in element.attributes.items() if content is not None),
        key=lambda pair: ATTRIBUTES.get(pair[0], NONE),
    )
    tag = pool.add(element.tag)
    encoded = b"".join(_attribute(name, content, pool) for name, content in attributes)
    start = struct.pack("<IIHHHHHH", NONE, tag, 20, 20, len(attributes), 0, 0, 0)
    body += _node(START_ELEMENT, start + encoded)
    if element.text is not None:
        number = pool.add(element.text)
        body += _node(CDATA, struct.pack("<IHBBI", number, 8, 0, STRING, number))
    for child in element.children:
        _write(body, child, pool)
    body += _node(END_ELEMENT, struct.pack("<II", NONE, tag))


def _attribute(name: str, content: Value, pool: Pool) -> bytes:
    bare = name.removeprefix(":")
    space = NONE if bare != name else pool.add(ANDROID)
    number = pool.add(bare)
    kind, data = value(content, pool)
    raw = data if kind == STRING else NONE
    return struct.pack("<IIIHBBI", space, number, raw, 8, 0, kind, data)
