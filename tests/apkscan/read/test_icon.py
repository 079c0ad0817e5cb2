from __future__ import annotations

import random
import struct
import zlib
from base64 import b64decode
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from scipy.fft import dct

from apkscan.read import icon
from apkscan.read.icon import MAX_ICON_BYTES, PICTURE_SIDE, icon_hashes
from tests.data.apk.icon import icon_for, pillars, shield

if TYPE_CHECKING:
    from apkscan.facts import Icon

_SHIELD = shield((20, 60, 160), (250, 200, 40), side=192)


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _hashes(data: bytes) -> Icon:
    found = icon_hashes(data)
    assert found is not None

    return found


def _saved(picture: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture.save(out, form)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGBA")


def _empty_png(width: int, height: int) -> bytes:
    """Build a PNG that claims a size and holds no pixels."""

    def part(kind: bytes, body: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + end

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", b"") + part(b"IEND", b"")


def test_hashes_are_64_bits_and_name_their_place() -> None:
    found = icon_hashes(_SHIELD, "res/a.png")

    assert found is not None
    assert "res/a.png" == found.place
    assert sha256(_SHIELD).hexdigest() == found.sha256
    for text in (found.difference_hash, found.perceptual_hash, found.colour_hash):
        assert 16 == len(bytes.fromhex(text)) * 2


def test_scaled_picture_is_near_and_another_is_far() -> None:
    one = _hashes(_SHIELD)
    small = _hashes(_saved(_opened(_SHIELD).resize((48, 48)), "PNG"))
    other = _hashes(pillars((200, 30, 30), (255, 255, 255), side=192))

    assert _distance(one.perceptual_hash, small.perceptual_hash) <= 4
    assert _distance(one.difference_hash, small.difference_hash) <= 4
    assert _distance(one.colour_hash, small.colour_hash) <= 4
    assert _distance(one.perceptual_hash, other.perceptual_hash) >= 12
    assert _distance(one.colour_hash, other.colour_hash) >= 4


@pytest.mark.parametrize("form", ["WEBP", "JPEG"])
def test_other_formats_show_the_same_picture(form: str) -> None:
    flat = _opened(_SHIELD).convert("RGB")
    found, again = _hashes(_SHIELD), _hashes(_saved(flat, form))

    assert _distance(found.perceptual_hash, again.perceptual_hash) <= 4


def test_transparent_margin_changes_nothing() -> None:
    whole = _opened(_SHIELD)
    padded = Image.new("RGBA", (324, 324))
    padded.paste(whole, (66, 66))
    found, again = _hashes(_SHIELD), _hashes(_saved(padded, "PNG"))

    assert _distance(found.perceptual_hash, again.perceptual_hash) <= 6
    assert _distance(found.difference_hash, again.difference_hash) <= 6


def test_frequencies_are_those_of_a_cosine_transform() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (32, 32), dtype=np.uint8)
    low = dct(dct(pixels.astype(np.float64), axis=0), axis=1)[:8, :8]
    bound = np.median(low) + 0.1 * low.ravel()[1:].std()

    assert ((low > bound) == icon._frequencies(pixels)).all()


@pytest.mark.parametrize(
    ("colour", "bars"),
    [
        ((0, 0, 0), "f000000000000000"),
        ((128, 128, 128), "0f00000000000000"),
        ((255, 255, 255), "00f0000000000000"),
        ((255, 0, 0), "0000f00000000000"),
        ((0, 0, 255), "000000000000f000"),
    ],
    ids=["black", "grey", "white", "red", "blue"],
)
def test_colour_hash_is_bars_of_colours(colour: tuple[int, int, int], bars: str) -> None:
    assert bars == _hashes(_saved(Image.new("RGB", (16, 16), colour), "PNG")).colour_hash


def test_invisible_picture_has_hashes_of_nothing() -> None:
    found = _hashes(_saved(Image.new("RGBA", (16, 16)), "PNG"))

    assert "000f000000000000" == found.colour_hash
    assert "0000000000000000" == found.difference_hash


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(20),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"RIFF\0\0\0\0WEBPVP8 " + bytes(40),
        b"\xff\xd8\xff" + bytes(40),
        _SHIELD[:300],
        _empty_png(100_000, 100_000),
        _empty_png(0, 5),
        _empty_png(5, 5),
    ],
    ids=["empty", "gif", "png", "webp", "jpeg", "cut", "bomb", "flat", "hollow"],
)
def test_what_cannot_be_decoded_is_no_icon(data: bytes) -> None:
    assert icon_hashes(data) is None


@pytest.mark.parametrize(("more", "seen"), [(-1, True), (0, True), (1, False)])
def test_bytes_are_bounded(more: int, seen: bool) -> None:
    data = _SHIELD.ljust(MAX_ICON_BYTES + more, b"\0")

    assert seen is (icon_hashes(data) is not None)


@pytest.mark.parametrize(("more", "seen"), [(-1, True), (0, True), (1, False)])
def test_pixels_are_bounded(more: int, seen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icon, "MAX_ICON_PIXELS", 192 * 192 - more)

    assert seen is (icon_hashes(_SHIELD) is not None)


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_large_pictures_are_averaged_the_same_in_bands(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (903, 707, 4), np.uint8)
    data = _saved(Image.fromarray(noise, "RGBA").convert(mode), "PNG")
    in_bands = [_hashes(data)]
    for pixels in (1, 903 * 707):
        monkeypatch.setattr(icon, "_BAND_PIXELS", pixels)
        in_bands.append(_hashes(data))

    assert in_bands[0] == in_bands[1] == in_bands[2]


@given(st.data())
def test_no_change_of_bytes_raises(data: st.DataObject) -> None:
    changed = bytearray(icon_for("seed", side=16))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(8, len(changed) - 1))] = data.draw(st.integers(0, 255))
    found = icon_hashes(bytes(changed))

    assert found is None or 16 == len(found.perceptual_hash)


def _picture(data: bytes) -> bytes:
    return b64decode(_hashes(data).picture, validate=True)


def _chunks(png: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(png):
        kinds.append(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4])
    return kinds


@pytest.mark.parametrize(
    ("size", "drawn"),
    [((192, 192), (48, 48)), ((20, 10), (20, 10)), ((300, 100), (48, 16)), ((1, 4000), (1, 48))],
)
def test_small_picture_keeps_its_shape(size: tuple[int, int], drawn: tuple[int, int]) -> None:
    small = Image.open(BytesIO(_picture(_saved(Image.new("RGBA", size, (200, 0, 0, 255)), "PNG"))))

    assert drawn == small.size
    assert PICTURE_SIDE >= max(small.size)
    assert (200, 0, 0, 255) == small.convert("RGBA").getpixel((0, 0))


def test_small_picture_shows_the_icon() -> None:
    one, small = _hashes(_SHIELD), _hashes(_picture(_SHIELD))

    assert _distance(one.perceptual_hash, small.perceptual_hash) <= 4
    assert _distance(one.colour_hash, small.colour_hash) <= 4


def test_small_picture_holds_none_of_the_bytes_of_the_icon() -> None:
    """Profiles and comments are where a picture carries what is no picture."""
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Comment", "<script>alert(1)</script>")
    hostile = BytesIO()
    _opened(_SHIELD).save(
        hostile, "PNG", pnginfo=comment, icc_profile=b"<script>" * 20, exif=b"Exif\0\0<script>"
    )
    data = hostile.getvalue() + b"<script>"
    small = _picture(data)

    assert {b"iCCP", b"tEXt", b"eXIf"} <= set(_chunks(hostile.getvalue()))
    assert {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"} >= set(_chunks(small))
    assert b"script" not in small


def test_small_picture_of_noise_is_small() -> None:
    noise = Image.frombytes("RGBA", (256, 256), random.Random(1).randbytes(1 << 18))

    assert len(_picture(_saved(noise, "PNG"))) < 2800
