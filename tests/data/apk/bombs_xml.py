"""Bombs of binary XML and resource tables: bytes of the one file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.data.apk import arsc
from tests.data.apk.arsc import ANY, PACKAGE, TABLE, TYPE, TYPE_SPEC, Config, Resource
from tests.data.apk.axml import (
    END_ELEMENT,
    NONE,
    RESOURCE_MAP,
    START_ELEMENT,
    XML,
    Ref,
)
from tests.data.apk.pool import STRING_POOL, UTF8_FLAG, chunk, string_pool

if TYPE_CHECKING:
    from tests.data.apk.spec import AppSpec

TEXTS = ["name", "manifest", "package", "org.tidewater.bomb", "a"]
LONG = 0x7FFF
TYPE_BYTES = 84 + 4 + 16
"""Of a type chunk with one entry: header, offset, entry."""


def nested(depth: int) -> bytes:
    """Give a document that nests `depth` elements."""
    start, end = _start(4), _end(4)
    return _document(start * depth + end * depth)


def siblings(count: int) -> bytes:
    """Give a document with `count` elements beside each other."""
    return _document((_start(4) + _end(4)) * count)


def attributes(count: int) -> bytes:
    """Give a document with one element of `count` attributes."""
    row = struct.pack("<IIIHBBI", NONE, 0, 4, 8, 0, 3, 4)
    return _document(_start(4, row * count, count) + _end(4))


def shared_strings(count: int, *, table: bool = False) -> bytes:
    """Give a document or a table with `count` strings that are all the same 32 KB."""
    text = struct.pack(">HH", 0x8000 | LONG, 0x8000 | LONG) + b"A" * LONG + b"\0"
    header = struct.pack("<5I", count, 0, UTF8_FLAG, 28 + 4 * count, 0)
    pool = chunk(STRING_POOL, header, bytes(4 * count) + text)
    if table:
        return chunk(TABLE, struct.pack("<I", 0), pool)
    return chunk(XML, b"", pool + _start(4) + _end(4))


def claimed_entries(count: int) -> bytes:
    """Give a table with a type that claims `count` entries and has none."""
    flags = chunk(TYPE_SPEC, struct.pack("<BBHI", 1, 0, 0, count), b"")
    header = struct.pack("<BBHII", 1, 0, 0, count, 84) + struct.pack("<I", 64) + bytes(60)
    types, keys = string_pool(["string"]), string_pool(["app_name"])
    fields = struct.pack("<I256x5I", 0x7F, 288, 1, 288 + len(types), 1, 0)
    body = types + keys + flags + chunk(TYPE, header, b"")
    return chunk(TABLE, struct.pack("<I", 1), string_pool(["x"]) + chunk(PACKAGE, fields, body))


def loop(spec: AppSpec) -> bytes:
    """Give a table whose label refers to a string that refers back."""
    icon = Resource("mipmap", "ic_launcher", ((ANY, Ref(0x7F010000)),))
    first = Resource("string", "app_name", ((ANY, Ref(0x7F020001)),))
    second = Resource("string", "other", ((ANY, Ref(0x7F020000)),))
    return arsc.encode(spec.package, (icon, first, second))


def configurations(spec: AppSpec, count: int) -> bytes:
    """Give a table whose one string has `count` configurations."""
    rows = tuple((Config(density=number), "x") for number in range(1, 3))
    table = arsc.encode(spec.package, (Resource("string", "app_name", ((ANY, "x"), *rows)),))
    one = table[-TYPE_BYTES:]
    grown = table + one * count
    package_at = _package_at(grown)
    grown = grown[:4] + struct.pack("<I", len(grown)) + grown[8:]
    size = struct.pack("<I", len(grown) - package_at)
    return grown[: package_at + 4] + size + grown[package_at + 8 :]


def _document(body: bytes) -> bytes:
    ids = chunk(RESOURCE_MAP, b"", struct.pack("<I", 0x01010003))
    package = struct.pack("<IIIHBBI", NONE, 2, 3, 8, 0, 3, 3)
    root = _start(1, package, 1) + body + _end(1)
    return chunk(XML, b"", string_pool(TEXTS) + ids + root)


def _start(tag: int, rows: bytes = b"", count: int = 0) -> bytes:
    fields = struct.pack("<IIHHHHHH", NONE, tag, 20, 20, count, 0, 0, 0)
    return chunk(START_ELEMENT, struct.pack("<II", 1, NONE), fields + rows)


def _end(tag: int) -> bytes:
    return chunk(END_ELEMENT, struct.pack("<II", 1, NONE), struct.pack("<II", NONE, tag))


def _package_at(table: bytes) -> int:
    return 12 + int(struct.unpack_from("<I", table, 16)[0])
