"""A resource table (`resources.arsc`) with one package, from a list of resources.

Source: ResourceTypes.h of AOSP (`ResTable_*`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TypeAlias

from tests.data.apk.axml import Value, value
from tests.data.apk.pool import Pool, chunk, string_pool

TABLE, PACKAGE, TYPE, TYPE_SPEC = 0x0002, 0x0200, 0x0201, 0x0202
PACKAGE_ID = 0x7F
NO_ENTRY = 0xFFFFFFFF

LOCALE_AXIS, DENSITY_AXIS = 0x0004, 0x0100
"""Bits of a type spec: the axes along which a resource varies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The device that a value is for; the default fits all."""

    locale: str = ""
    """`zh`, `zh-rTW`, `fil`."""
    density: int = 0
    """Dots per inch: 160 mdpi, 480 xxhdpi, 65534 anydpi."""


ANY = Config()


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource by type and name, with its values."""

    type: str
    name: str
    values: tuple[tuple[Config, Value], ...]


Resources: TypeAlias = tuple[Resource, ...]


def ids(resources: Resources) -> dict[str, int]:
    """Give the id of each resource by `type/name`, as `encode` numbers them."""
    found = {}
    for number, kind in enumerate(_types(resources), 1):
        for row, resource in enumerate(r for r in resources if r.type == kind):
            found[f"{kind}/{resource.name}"] = PACKAGE_ID << 24 | number << 16 | row
    return found


def encode(package: str, resources: Resources, *, utf16: bool = False) -> bytes:
    """Give the table of `package`."""
    texts, keys = Pool(utf16), Pool(utf16)
    types = _types(resources)
    body = b""
    for number, kind in enumerate(types, 1):
        body += _type(number, [r for r in resources if r.type == kind], texts, keys)
    type_pool = string_pool(types, utf16=utf16)
    header = struct.pack("<I", PACKAGE_ID) + _name(package)
    header += struct.pack("<5I", 288, len(types), 288 + len(type_pool), len(keys.index), 0)
    whole = chunk(PACKAGE, header, type_pool + keys.encode() + body)
    return chunk(TABLE, struct.pack("<I", 1), texts.encode() + whole)


def _types(resources: Resources) -> list[str]:
    return list(dict.fromkeys(resource.type for resource in resources))


def _name(package: str) -> bytes:
    return package.encode("utf-16-le")[:254].ljust(256, b"\0")


def _type(number: int, rows: list[Resource], texts: Pool, keys: Pool) -> bytes:
    axes = struct.pack(f"<{len(rows)}I", *(_axes(row) for row in rows))
    found = chunk(TYPE_SPEC, struct.pack("<BBHI", number, 0, 0, len(rows)), axes)
    for config in dict.fromkeys(config for row in rows for config, _ in row.values):
        found += _values(number, config, rows, texts, keys)
    return found


def _axes(row: Resource) -> int:
    locales = {config.locale for config, _ in row.values}
    densities = {config.density for config, _ in row.values}
    return LOCALE_AXIS * (locales != {""}) | DENSITY_AXIS * (densities != {0})


def _values(number: int, config: Config, rows: list[Resource], texts: Pool, keys: Pool) -> bytes:
    offsets, entries = [], b""
    for row in rows:
        content = dict(row.values).get(config)
        offsets.append(NO_ENTRY if content is None else len(entries))
        if content is not None:
            kind, data = value(content, texts)
            entries += struct.pack("<HHIHBBI", 8, 0, keys.add(row.name), 8, 0, kind, data)
    encoded = _config(config)
    start = 20 + len(encoded) + 4 * len(rows)
    header = struct.pack("<BBHII", number, 0, 0, len(rows), start) + encoded
    return chunk(TYPE, header, struct.pack(f"<{len(rows)}I", *offsets) + entries)


def _config(config: Config) -> bytes:
    language, _, region = config.locale.partition("-r")
    tag = _tag(language, "a") + _tag(region, "0")
    return struct.pack("<I4x4sBBH", 64, tag, 0, 0, config.density).ljust(64, b"\0")


def _tag(text: str, base: str) -> bytes:
    """Give two bytes for a language or region; three letters are packed five bits each."""
    if len(text) < 3:
        return text.encode("ascii").ljust(2, b"\0")
    first, second, third = (ord(letter) - ord(base) & 0x1F for letter in text)
    return bytes([0x80 | third << 2 | second >> 3, (second & 7) << 5 | first])
