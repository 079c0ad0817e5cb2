"""A DEX file from its classes.

Source: Dalvik executable format, source.android.com/docs/core/runtime/dex-format
(version 035; read 2026-11-26).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.data.apk.code import INVOKE, PUBLIC, STATIC, Invoke, Method, Raw, Text, mutf8, uleb
from tests.data.apk.tables import Tables, collect, shorty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.data.apk.code import ClassDef, Code, Instruction

NO_INDEX = 0xFFFFFFFF
HEADER_BYTES = 0x70
ROW_BYTES = (4, 4, 12, 8, 8, 32)
"""Strings, types, prototypes, fields, methods, classes."""
TYPE_LIST, CLASS_DATA, CODE, STRING_DATA, MAP = 0x1001, 0x2000, 0x2001, 0x2002, 0x1000


def encode(classes: Iterable[ClassDef], strings: Iterable[str] = ()) -> bytes:
    """Give a file that defines `classes` and holds `strings` besides."""
    rows = tuple(classes)
    tables = collect(rows, strings)
    return _File(tables, rows).encode()


def sealed(body: bytes) -> bytes:
    """Give a file with its SHA-1 and Adler-32 made right."""
    body = body[:12] + hashlib.sha1(body[32:], usedforsecurity=False).digest() + body[32:]
    return body[:8] + struct.pack("<I", zlib.adler32(body[12:])) + body[12:]


@dataclass(slots=True)
class _File:
    """A file as it grows: the data section, and where each part of it begins."""

    tables: Tables
    classes: tuple[ClassDef, ...]
    data: bytearray = field(default_factory=bytearray)
    start: int = 0
    map: list[tuple[int, int, int]] = field(default_factory=list)
    """(type, rows, offset)."""

    def encode(self) -> bytes:
        t = self.tables
        sizes = [len(t.strings), len(t.types), len(t.protos), len(t.fields), len(t.methods)]
        sizes.append(len(self.classes))
        offsets, at = [], HEADER_BYTES
        for number, (size, width) in enumerate(zip(sizes, (4, 4, 12, 8, 8, 32), strict=True), 1):
            offsets.append(at if size else 0)
            if size:
                self.map.append((number, size, at))
            at += size * width
        self.map.insert(0, (0, 1, 0))
        self.start = at
        ids = self._ids()
        map_at = self._map()
        header = struct.pack(
            "<8s24xIII8xI", b"dex\n035\0", at + len(self.data), 0x70, 0x12345678, map_at
        )
        for size, offset in zip(sizes, offsets, strict=True):
            header += struct.pack("<II", size, offset)
        header += struct.pack("<II", len(self.data), at)
        return sealed(header + ids + bytes(self.data))

    def _here(self, align: int = 1) -> int:
        self.data += bytes(-(self.start + len(self.data)) % align)
        return self.start + len(self.data)

    def _ids(self) -> bytes:
        t = self.tables
        codes = self._codes()
        lists = self._lists()
        strings = self._strings()
        bodies = self._class_data(codes)
        ids = struct.pack(f"<{len(strings)}I", *strings)
        ids += b"".join(struct.pack("<I", t.string[name]) for name in t.types)
        for gives, takes in t.protos:
            short = t.string[shorty((gives, takes))]
            ids += struct.pack("<III", short, t.type[gives], lists.get(takes, 0))
        for ref in t.fields:
            ids += struct.pack("<HHI", t.type[ref.owner], t.type[ref.type], t.string[ref.name])
        for call in t.methods:
            proto = t.proto[call.gives, call.takes]
            ids += struct.pack("<HHI", t.type[call.owner], proto, t.string[call.name])
        for each, body in zip(self.classes, bodies, strict=True):
            row = (t.type[each.name], each.access, t.type[each.parent], 0, NO_INDEX, 0, body, 0)
            ids += struct.pack("<8I", *row)
        return ids

    def _codes(self) -> dict[Method, int]:
        found = {}
        for each in self.classes:
            for method in each.methods:
                if method.code is not None:
                    found[method] = self._here(4)
                    self.data += _code(method.code, self.tables)
        self._listed(CODE, list(found.values()))
        return found

    def _lists(self) -> dict[tuple[str, ...], int]:
        found = {}
        for takes in dict.fromkeys(takes for _, takes in self.tables.protos if takes):
            found[takes] = self._here(4)
            numbers = [self.tables.type[name] for name in takes]
            self.data += struct.pack(f"<I{len(numbers)}H", len(numbers), *numbers)
        self._listed(TYPE_LIST, list(found.values()))
        return found

    def _strings(self) -> list[int]:
        found = []
        for text in self.tables.strings:
            found.append(self._here())
            units = len(text.encode("utf-16-le", "surrogatepass")) // 2
            self.data += uleb(units) + mutf8(text) + b"\0"
        self._listed(STRING_DATA, found)
        return found

    def _class_data(self, codes: dict[Method, int]) -> list[int]:
        found = []
        for each in self.classes:
            found.append(self._here() if each.methods or each.fields else 0)
            if found[-1]:
                self.data += self._members(each, codes)
        self._listed(CLASS_DATA, [at for at in found if at])
        return found

    def _members(self, each: ClassDef, codes: dict[Method, int]) -> bytes:
        direct = [method for method in each.methods if method.direct]
        virtual = [method for method in each.methods if not method.direct]
        sizes = (len(each.fields), 0, len(direct), len(virtual))
        body = b"".join(uleb(size) for size in sizes)
        last = 0
        for number in sorted(self.tables.fields.index(ref) for ref in each.fields):
            body += uleb(number - last) + uleb(PUBLIC | STATIC)
            last = number
        for methods in (direct, virtual):
            last = 0
            for method in sorted(methods, key=lambda m: self.tables.method[m.ref]):
                number = self.tables.method[method.ref]
                body += uleb(number - last) + uleb(method.access) + uleb(codes.get(method, 0))
                last = number
        return body

    def _listed(self, kind: int, offsets: list[int]) -> None:
        if offsets:
            self.map.append((kind, len(offsets), offsets[0]))

    def _map(self) -> int:
        at = self._here(4)
        rows = sorted([*self.map, (MAP, 1, at)], key=lambda row: row[2])
        self.data += struct.pack("<I", len(rows))
        self.data += b"".join(struct.pack("<HHII", kind, 0, size, to) for kind, size, to in rows)
        return at


def _code(code: Code, tables: Tables) -> bytes:
    units = b"".join(_instruction(step, tables) for step in code.body)
    outgoing = max((step.count for step in code.body if isinstance(step, Invoke)), default=0)
    head = (code.registers, code.arguments, outgoing, 0, 0, len(units) // 2)
    return struct.pack("<4HII", *head) + units


def _instruction(step: Instruction, tables: Tables) -> bytes:
    match step:
        case Raw(units):
            return units
        case Text(register, text):
            number = tables.string[text]
            if number > 0xFFFF:
                return struct.pack("<BBI", 0x1B, register, number)
            return struct.pack("<BBH", 0x1A, register, number)
        case Invoke(kind, method, first, count):
            return struct.pack("<BBHH", INVOKE[kind], count, tables.method[method], first)
