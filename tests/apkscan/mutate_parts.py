"""Mutations inside the files of an APK: chunks, tables and fields, so that deep code is reached."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.data.apk.container import Draft, Entry, Header
from tests.data.apk.dex import sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

NUMBERS = (0, 1, 2, 7, 8, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Values at which counts, offsets and signs turn over."""
HEADER_FIELDS = ("method", "flags", "crc", "packed", "size", "offset")
DEX_HEADER = range(32, 112, 4)


def entries_of(data: bytes) -> Draft:
    """Give the entries of a sound APK, as a draft that can be laid out again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rows = archive.infolist()
        return Draft(
            entries=tuple(
                Entry(name=row.filename, data=archive.read(row), deflated=row.compress_type == 8)
                for row in rows
            )
        )


def mutate_entry(draft: Draft, random: Random) -> Draft:
    """Give the draft with the content of one entry changed as suits its format."""
    entry = random.choice(draft.entries)
    for _ in range(4):  # files that a reader understands are worth more than the others
        if _change(entry.name) is not _bytes:
            break
        entry = random.choice(draft.entries)
    change = random.choice((_change(entry.name), _change(entry.name), _bytes))
    data = entry.data
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        data = change(data, random)
    return draft.put(replace(entry, data=data))


def mutate_headers(draft: Draft, random: Random) -> Draft:
    """Give the draft with lies in the headers of one entry."""
    entry = random.choice(draft.entries)
    field = random.choice(HEADER_FIELDS)
    number = random.choice(NUMBERS) & (0xFFFF if field in {"method", "flags"} else 0xFFFFFFFF)
    lie = Header(**{field: number})  # type: ignore[arg-type]  # fields of `Header` by name
    if random.random() < 0.5:
        return draft.put(replace(entry, central=lie))
    return draft.put(replace(entry, local=lie))


def mutate_names(draft: Draft, random: Random) -> Draft:
    """Give the draft with one entry doubled, dropped, renamed or moved."""
    entry, other = random.choice(draft.entries), random.choice(draft.entries)
    match random.randrange(4):
        case 0:
            return draft.add(replace(other, name=entry.name), first=random.random() < 0.5)
        case 1:
            return Draft(entries=tuple(each for each in draft.entries if each is not entry))
        case 2:
            name = random.choice((entry.name + "/", "", "a" * 70_000, "\udcff\0", "../x"))
            raw = name.encode("utf-8", "surrogateescape")[:0xFFFF]
            return draft.put(replace(entry, local=Header(name=raw), central=Header(name=raw)))
        case _:
            return draft.put(replace(entry, data=other.data))


def put_number(data: bytes, at: int, random: Random) -> bytes:
    """Give the data with a number of 2 or 4 bytes at `at` that is near some edge."""
    width, code = random.choice(((2, "<H"), (4, "<I"), (4, "<I")))
    if at < 0 or at + width > len(data):
        return data
    (before,) = struct.unpack_from(code, data, at)
    near = (before + 1, before - 1, before * 2, before ^ 1 << random.randrange(8 * width))
    number = random.choice((*near, *NUMBERS, random.getrandbits(32)))
    return data[:at] + struct.pack(code, number & (1 << 8 * width) - 1) + data[at + width :]


def _change(name: str) -> Callable[[bytes, Random], bytes]:
    if name.endswith(".dex"):
        return _dex
    if name.endswith((".xml", ".arsc")):
        return _chunks
    if name.startswith("META-INF/"):
        return _lines
    return _bytes


def _bytes(data: bytes, random: Random) -> bytes:
    if not data:
        return bytes(random.randrange(16))
    at = random.randrange(len(data))
    if random.random() < 0.5:
        return put_number(data, at, random)
    return data[:at] + random.randbytes(random.choice((0, 1, 4, 40))) + data[at + 1 :]


def _chunks(data: bytes, random: Random) -> bytes:
    """Change a field in a chunk of binary XML or of a resource table."""
    starts = [0]
    at = struct.unpack_from("<H", data, 2)[0] if len(data) > 8 else len(data)
    while at + 8 <= len(data) and len(starts) < 4000:
        starts.append(at)
        at += max(8, struct.unpack_from("<I", data, at + 4)[0])
    start = random.choice(starts)
    at = start + random.choice(
        (0, 2, 4, 8, 12, 16, 20, 24, 28, 36, 40, 44, 4 * random.randrange(100))
    )
    return put_number(data, at, random)


def _dex(data: bytes, random: Random) -> bytes:
    """Change a field of the header, a row of a table, or bytes of the data; most are resealed."""
    if len(data) < 112:
        return _bytes(data, random)
    match random.randrange(4):
        case 0:
            changed = put_number(data, random.choice(DEX_HEADER), random)
        case 1:
            count, table = struct.unpack_from("<II", data, random.choice(range(56, 104, 8)))
            row = table + 4 * random.randrange(max(1, min(8 * count, len(data) // 4)))
            changed = put_number(data, row, random)
        case _:
            changed = _bytes(data, random)
    return sealed(changed) if random.random() < 0.9 else changed


def _lines(data: bytes, random: Random) -> bytes:
    """Change a signature file: its DER lengths, or its lines."""
    if random.random() < 0.7 or not data:
        return _bytes(data, random)
    lines = data.split(b"\r\n")
    random.shuffle(lines)
    return b"\r\n".join(lines * random.choice((1, 2)))


def swapped_stream(draft: Draft, random: Random) -> Draft:
    """Give the draft with the packed bytes of one entry broken or cut."""
    entry = random.choice(draft.entries)
    packed = zlib.compress(entry.data)[2:-4]
    return draft.put(replace(entry, packed=_bytes(packed, random)))
