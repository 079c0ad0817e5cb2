"""Bombs of the archive and of its signature: what bursts before any entry is understood."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tests.data.apk import tricks
from tests.data.apk.build import build_apk, draft
from tests.data.apk.container import Draft, Entry, Layout, layout
from tests.data.apk.signing import V2, signing_block
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from tests.data.apk.build import Trick

MIB = 1 << 20
PLAIN = AppSpec(schemes=())


@cache
def zeros(mebibytes: int) -> bytes:
    """Give a raw deflate stream of that many MiB of zeros, about 1 KB for each."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * mebibytes + packer.flush()


def swollen(name: str, mebibytes: int, *, declared: int | None = None, head: bytes = b"") -> Entry:
    """Give an entry that unpacks to `head` and that many MiB of zeros, whatever it declares."""
    start = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = start.compress(head) + start.flush(zlib.Z_FULL_FLUSH) + zeros(mebibytes)
    size = len(head) + mebibytes * MIB if declared is None else declared
    return Entry(name=name, data=b"", packed=packed).lie(size=size & 0xFFFFFFFF)


def put(entry: Entry) -> Trick:
    """Give the trick that replaces or adds `entry`."""

    def trick(made: Draft) -> Draft:
        known = any(each.name == entry.name for each in made.entries)
        return made.put(entry) if known else made.add(entry)

    return trick


def with_entry(name: str, data: bytes) -> bytes:
    """Give an honest APK in which `name` holds `data`."""
    return build_apk(PLAIN, put(Entry(name=name, data=data)))


def deflate_dex() -> bytes:
    """Give an app whose second DEX unpacks to 1 GiB."""
    return build_apk(PLAIN, put(swollen("classes2.dex", 1024, head=b"dex\n035\0")))


def deflate_manifest() -> bytes:
    """Give an app whose manifest unpacks to 1 GiB."""
    return build_apk(PLAIN, put(swollen(tricks.MANIFEST, 1024, head=b"\x03\0\x08\0")))


def deflate_resources() -> bytes:
    """Give an app whose resource table unpacks to 1 GiB."""
    return build_apk(PLAIN, put(swollen(tricks.RESOURCES, 1024, head=b"\x02\0\x0c\0")))


def declared_small() -> bytes:
    """Give an app whose DEX declares 1,000 bytes and unpacks to 1 GiB."""
    entry = swollen(tricks.CODE, 1024, declared=1000, head=b"dex\n035\0")
    return build_apk(PLAIN, put(entry))


def declared_large() -> bytes:
    """Give an app whose DEX declares 4 GiB and unpacks to a few bytes."""
    return build_apk(PLAIN, put(swollen(tricks.CODE, 0, declared=0xFFFFFFF0, head=b"dex\n035\0")))


def many_large() -> bytes:
    """Give an app with 500 entries that share one stream of 64 MiB: 32 GiB in 100 KB."""
    base = layout(draft(PLAIN))
    entry = swollen("assets/0000000", 64)
    one = layout(Draft(entries=(entry,)))
    rows = _repeated(one, 500, len(base.contents))
    return Layout(
        base.contents + one.contents, base.directory + rows, base.count + 500, b""
    ).whole()


def many_entries(count: int = 100_001) -> bytes:
    """Give an app with `count` entries more than it needs; all share one body."""
    base = layout(draft(PLAIN))
    one = layout(Draft(entries=(Entry(name="assets/0000000", data=b"", deflated=False),)))
    rows = _repeated(one, count, len(base.contents))
    total = base.count + count
    contents = base.contents + one.contents
    directory = base.directory + rows
    end = Layout(contents, directory, min(total, 0xFFFF), b"").end(0)
    large = _zip64(total, len(directory), len(contents))
    return contents + directory + large + end[:12] + b"\xff" * 8 + end[20:]


def entry_count_lie() -> bytes:
    """Give an app whose end record claims 65,535 entries."""
    made = draft(PLAIN)
    return layout(Draft(entries=made.entries, count=0xFFFF)).whole()


def nested_zips(depth: int = 30) -> bytes:
    """Give an app with a ZIP in a ZIP in a ZIP, each twice in the next."""
    data = tricks.hidden_program()
    for _ in range(depth):
        once = Entry(name="a.zip", data=data)
        data = layout(Draft(entries=(once, Entry(name="b.zip", data=data)))).whole()[:MIB]
    return with_entry("assets/nested.zip", data)


def nested_apks(depth: int = 12) -> bytes:
    """Give an app that carries an app that carries an app."""
    data = build_apk(PLAIN)
    for _ in range(depth):
        data = with_entry("assets/inner.apk", data)
    return data


def signers(count: int = 20_000) -> bytes:
    """Give an app whose v2 signature has `count` empty signers."""
    rows = struct.pack("<I", 0) * count
    block = signing_block([(V2, struct.pack("<I", len(rows)) + rows)])
    return layout(draft(PLAIN)).whole(block)


def signing_pairs(count: int = 100_000) -> bytes:
    """Give an app whose signing block has `count` pairs."""
    return layout(draft(PLAIN)).whole(signing_block([(7, b"")] * count))


def signing_block_lie() -> bytes:
    """Give an app whose signing block claims to be larger than the file."""
    block = signing_block([(V2, b"")])
    size = struct.pack("<Q", 0x7FFFFFFFFFFFFFF0)
    return layout(draft(PLAIN)).whole(size + block[8:-24] + size + block[-16:])


def jar_lines(count: int = 200_000) -> bytes:
    """Give an app whose JAR manifest lists `count` files."""
    text = b"Manifest-Version: 1.0\r\n\r\n" + b"Name: a\r\nSHA-256-Digest: AA==\r\n\r\n" * count
    names = ("META-INF/MANIFEST.MF", "META-INF/CERT.SF", "META-INF/CERT.RSA")
    rows = (text, text, b"\x30\x80" * 50_000)
    made = draft(PLAIN)
    return layout(
        made.add(*(Entry(name=n, data=d) for n, d in zip(names, rows, strict=True)))
    ).whole()


def _repeated(one: Layout, count: int, offset: int) -> bytes:
    """Give `count` records of the one entry of `one`, whose last seven letters are numbered."""
    record = bytearray(one.directory)
    struct.pack_into("<I", record, 42, offset)
    rows = np.tile(np.frombuffer(bytes(record), np.uint8), (count, 1))
    numbers = np.arange(count)
    for digit in range(7):
        rows[:, 59 - digit] = 48 + numbers // 10**digit % 10
    return rows.tobytes()


def _zip64(count: int, size: int, offset: int) -> bytes:
    """Give the end record and locator of a ZIP64 archive."""
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset
    )
    return record + struct.pack("<4sIQI", b"PK\x06\x07", 0, offset + size, 1)
