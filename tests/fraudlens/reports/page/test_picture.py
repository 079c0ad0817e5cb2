from __future__ import annotations

import struct
import zlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.icon import icon_hashes
from fraudlens.reports.page.picture import (
    MAX_PICTURE_BYTES,
    MAX_PICTURE_SIDE,
    picture_address,
)
from tests.data.apk.icon import icon_for

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*extra: bytes, side: int = 4, end: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(side + 1)))
    return SIGNATURE + header + b"".join(extra) + pixels + chunk(b"IEND") + end


def address(data: bytes) -> str | None:
    return picture_address(b64encode(data).decode())


def test_picture_that_the_reader_drew_is_shown() -> None:
    icon = icon_hashes(icon_for("seed", side=192))

    assert icon is not None
    assert f"data:image/png;base64,{icon.picture}" == picture_address(icon.picture)


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        ["iVBORw0KGgo="],
        "",
        "no base64!",
        "iVBORw0KGgo",
        "\u0441" * 8,
        'iVBORw0KGgo="><script>alert(1)</script>',
        b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode(),
        b64encode(b"GIF89a" + bytes(40)).decode(),
        b64encode(SIGNATURE).decode(),
    ],
)
def test_what_is_no_png_in_base64_is_dropped(value: object) -> None:
    assert picture_address(value) is None


@pytest.mark.parametrize(
    "data",
    [
        png(chunk(b"tEXt", b"Comment\0<script>")),
        png(chunk(b"iCCP", b"x")),
        png(chunk(b"acTL", bytes(8))),
        png(end=b"<script>alert(1)</script>"),
        png()[:-12],
        png()[:-5],
        SIGNATURE + chunk(b"IDAT") + png()[8:],
        png(side=0)[:20] + bytes(4) + png(side=0)[24:],
        png().replace(b"IDAT", b"\xff\xff\xff\xff"),
    ],
    ids=[
        "comment", "profile", "animation", "behind-the-end", "no-end", "cut", "no-header-first",
        "no-pixels", "odd-name",
    ],
)  # fmt: skip
def test_picture_that_says_more_than_pixels_is_dropped(data: bytes) -> None:
    assert address(png()) is not None
    assert address(data) is None


@pytest.mark.parametrize(("more", "seen"), [(-1, True), (0, True), (1, False)])
def test_sides_are_bounded(more: int, seen: bool) -> None:
    assert seen is (address(png(side=MAX_PICTURE_SIDE + more)) is not None)


@pytest.mark.parametrize(("more", "seen"), [(-1, True), (0, True), (1, False), (9999, False)])
def test_bytes_are_bounded(more: int, seen: bool) -> None:
    filler = MAX_PICTURE_BYTES + more - len(png()) - len(chunk(b"PLTE"))

    assert seen is (address(png(chunk(b"PLTE", bytes(filler)))) is not None)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert address(data) is None
    assert address(png(data)) in {None, f"data:image/png;base64,{b64encode(png(data)).decode()}"}
