"""What QR codes say, and pictures that want to cost too much."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from tests.urlguard.extract.pictures import (
    LINK,
    huge_png,
    picture,
    qr_png,
    saved,
    webp_head,
)
from urlguard.extract.qr import picture_format, qr_texts

CODE = picture(qr_png())
BLANK = Image.new("RGB", CODE.size, "white")
PICTURES = {
    "png": qr_png(),
    "drawn on nothing": qr_png(light=None),
    "jpeg": saved("JPEG", CODE),
    "webp": saved("WEBP", CODE),
    "webp without loss": saved("WEBP", CODE, lossless=True),
    "webp with transparency": saved("WEBP", CODE.convert("RGBA"), exact=True),
    "gif": saved("GIF", CODE),
    "second frame": saved("GIF", BLANK, CODE),
    "moving webp": saved("WEBP", BLANK, CODE, lossless=True),
    "turned": saved("PNG", CODE.rotate(90)),
    "light on dark": saved("PNG", CODE.point(lambda light: 255 - light)),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_code_is_read(data: bytes) -> None:
    assert [LINK] == qr_texts(data, DEFAULT_LIMITS)


def test_each_code_is_given_once() -> None:
    other = picture(qr_png("http://b.example/"))
    both = Image.new(
        "RGB", (CODE.width + other.width + 40, max(CODE.height, other.height)), "white"
    )
    both.paste(CODE, (0, 0))
    both.paste(other, (CODE.width + 40, 0))
    data = saved("PNG", both)

    assert {LINK, "http://b.example/"} == set(qr_texts(data, DEFAULT_LIMITS))
    assert 1 == len(qr_texts(data, replace(DEFAULT_LIMITS, max_codes=1)))


def test_picture_without_a_code_says_nothing() -> None:
    assert [] == qr_texts(saved("PNG", BLANK), DEFAULT_LIMITS)


def test_frames_beyond_the_bound_are_left_out() -> None:
    data = saved("GIF", BLANK, BLANK.rotate(0), CODE)
    limits = replace(DEFAULT_LIMITS, max_picture_frames=1)

    assert [] == qr_texts(data, limits)


BROKEN = {
    "no picture": (b"hello", "is no PNG, JPEG, WebP or GIF picture"),
    "cut short": (qr_png()[:-60], "the picture is broken"),
    "head only": (b"\x89PNG\r\n\x1a\n", "the picture is broken"),
    "gif head": (b"GIF89a", "the picture is broken"),
    "jpeg head": (b"\xff\xd8\xff\xe0", "the picture is broken"),
    "webp head": (webp_head(b"VP8 ", b""), "the picture is broken"),
}


@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_picture_is_said(data: bytes, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        qr_texts(data, DEFAULT_LIMITS)

    assert message == caught.value.message


def large(width: int, height: int) -> str:
    return f"the picture has {width} x {height} pixels, the limit is 16777216 in all"


BOMBS = {
    "png": (huge_png(100_000, 100_000), large(100_000, 100_000)),
    "one above": (huge_png(4097, 4096), large(4097, 4096)),
    "gif": (
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + b"\0\0\0," + b"\0" * 9 + b"\2\0;",
        large(65_535, 65_535),
    ),
    "webp canvas": (
        webp_head(b"VP8X", b"\x0a\0\0\0" + b"\0" * 4 + b"\xfe\x3f\0\xfe\x3f\0"),
        large(16_383, 16_383),
    ),
    "webp without loss": (
        webp_head(b"VP8L", b"\0" * 4 + b"\x2f" + struct.pack("<I", 16_383 | 16_383 << 14)),
        large(16_384, 16_384),
    ),
    "webp with loss": (
        webp_head(b"VP8 ", b"\0" * 10 + struct.pack("<HH", 16_383, 16_383)),
        large(16_383, 16_383),
    ),
    "passes": (b"\xff\xd8\xff" + b"\xff\xda" * 101, "the picture is drawn in more than 100 passes"),
    "bytes": (
        b"\x89PNG\r\n\x1a\n" + b"\0" * DEFAULT_LIMITS.max_document_bytes,
        "the picture has 33554440 bytes, the limit is 33554432",
    ),
}


@pytest.mark.parametrize(("data", "message"), BOMBS.values(), ids=BOMBS)
def test_picture_that_would_cost_too_much_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(LimitExceeded) as caught:
        qr_texts(data, DEFAULT_LIMITS)

    assert message == caught.value.message


@pytest.mark.parametrize("side", [-1, 0], ids=["below", "at"])
def test_size_up_to_the_bound_is_read(side: int) -> None:
    limits = replace(DEFAULT_LIMITS, max_picture_pixels=CODE.width * CODE.height - side)

    assert [LINK] == qr_texts(qr_png(), limits)


@settings(max_examples=60)
@given(st.sampled_from(sorted(PICTURES)), st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_damage_is_an_error_or_nothing(name: str, at: int, put: bytes) -> None:
    data = PICTURES[name]
    at = min(at, len(data))

    try:
        found = qr_texts(data[:at] + put + data[at + len(put) :], DEFAULT_LIMITS)
    except InputError:
        return
    assert len(found) <= 1


def test_formats_are_told_by_first_bytes() -> None:
    heads = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"RIFF1234WEBP", b"RIFF1234WAVE")

    assert ["png", "jpeg", "gif", "webp", None] == [picture_format(head) for head in heads]
