"""Bombs: small files that cost a careless reader seconds or gigabytes, each built at once.

Every bomb is an APK with an honest rest, so that a reader gets to the point where it bursts.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from tests.data.apk import bombs_archive, bombs_xml, icon, program, tricks
from tests.data.apk.bombs_archive import PLAIN, with_entry
from tests.data.apk.build import build_apk
from tests.data.apk.dex import sealed
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def manifest_depth(depth: int = 60_000) -> bytes:
    """Give an app whose manifest nests `depth` elements."""
    return with_entry(tricks.MANIFEST, bombs_xml.nested(depth))


def manifest_elements(count: int = 60_000) -> bytes:
    """Give an app whose manifest has `count` elements beside each other."""
    return with_entry(tricks.MANIFEST, bombs_xml.siblings(count))


def manifest_attributes() -> bytes:
    """Give an app whose manifest has an element with 65,535 attributes."""
    return with_entry(tricks.MANIFEST, bombs_xml.attributes(0xFFFF))


def manifest_strings() -> bytes:
    """Give an app whose manifest has 200,000 strings that are all the same 32 KB: 6 GB."""
    return with_entry(tricks.MANIFEST, bombs_xml.shared_strings(200_000))


def resources_strings() -> bytes:
    """Give an app whose resource table has 200,000 strings that are all the same 32 KB."""
    return with_entry(tricks.RESOURCES, bombs_xml.shared_strings(200_000, table=True))


def resources_entries() -> bytes:
    """Give an app whose resource table claims 268 million entries of one type."""
    return with_entry(tricks.RESOURCES, bombs_xml.claimed_entries(0x0FFFFFFF))


def resources_loop() -> bytes:
    """Give an app whose label refers to itself."""
    return with_entry(tricks.RESOURCES, bombs_xml.loop(PLAIN))


def resources_configurations(count: int = 20_000) -> bytes:
    """Give an app whose resource table repeats its strings for `count` configurations."""
    return with_entry(tricks.RESOURCES, bombs_xml.configurations(PLAIN, count))


def dex_counts() -> bytes:
    """Give an app whose DEX claims four billion rows in every table."""
    data = bytearray(program.program(PLAIN)[0])
    for at in range(56, 104, 8):
        struct.pack_into("<I", data, at, 0xFFFFFFFF)
    return with_entry(tricks.CODE, sealed(bytes(data)))


def dex_shared_strings(count: int = 500_000) -> bytes:
    """Give an app whose DEX has `count` strings that are all the same 60 KB: 30 GB."""
    data = program.program(PLAIN)[0]
    text = b"\xe0\xd4\x03" + b"https://a.example/" * 3334 + b"\0"
    at = len(data) + 4 * count
    rows = np.full(count, at, "<u4").tobytes()
    grown = bytearray(data + rows + text)
    struct.pack_into("<II", grown, 56, count, len(data))
    struct.pack_into("<I", grown, 32, len(grown))
    return with_entry(tricks.CODE, sealed(bytes(grown)))


def dex_classes(count: int = 300_000) -> bytes:
    """Give an app whose DEX defines one class `count` times."""
    data = program.program(PLAIN)[0]
    (at,) = struct.unpack_from("<I", data, 100)
    grown = bytearray(data + data[at : at + 32] * count)
    struct.pack_into("<II", grown, 96, count, len(data))
    struct.pack_into("<I", grown, 32, len(grown))
    return with_entry(tricks.CODE, sealed(bytes(grown)))


def dex_methods() -> bytes:
    """Give an app with a class that claims four billion methods."""
    data = bytearray(program.program(PLAIN)[0])
    (at,) = struct.unpack_from("<I", data, 100)
    (body,) = struct.unpack_from("<I", data, at + 24)
    data[body : body + 4] = b"\xff\xff\xff\xff"
    return with_entry(tricks.CODE, sealed(bytes(data)))


def text_flood(words: int = 300_000) -> bytes:
    """Give an app with one text of 5 MB that half matches what a reader looks for."""
    text = ("http://a." * words + "@" * words + "bot1:" * words).encode()
    return with_entry("assets/app.js", text)


def icon_pixels() -> bytes:
    """Give an app whose icon claims 60,000 pixels a side in 100 bytes."""
    data = icon.icon_for("bomb")
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + data[24:29]
    data = data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]
    return build_apk(AppSpec(icon=data, schemes=()))


BOMBS: Mapping[str, Callable[[], bytes]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        bombs_archive.deflate_dex,
        bombs_archive.deflate_manifest,
        bombs_archive.deflate_resources,
        bombs_archive.declared_small,
        bombs_archive.declared_large,
        bombs_archive.many_large,
        bombs_archive.many_entries,
        bombs_archive.entry_count_lie,
        bombs_archive.nested_zips,
        bombs_archive.nested_apks,
        manifest_depth,
        manifest_elements,
        manifest_attributes,
        manifest_strings,
        resources_strings,
        resources_entries,
        resources_loop,
        resources_configurations,
        dex_counts,
        dex_shared_strings,
        dex_classes,
        dex_methods,
        text_flood,
        icon_pixels,
        bombs_archive.signers,
        bombs_archive.signing_pairs,
        bombs_archive.signing_block_lie,
        bombs_archive.jar_lines,
    )
}
"""All bombs by name."""
