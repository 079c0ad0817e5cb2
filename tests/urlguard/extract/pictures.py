"""Pictures of QR codes and hostile pictures, made in memory."""

from __future__ import annotations

import io
import struct
import zlib

import segno
from PIL import Image

LINK = "http://evil.example/pay"


def qr_png(text: str = LINK, *, light: str | None = "white") -> bytes:
    stream = io.BytesIO()
    segno.make(text).save(stream, kind="png", scale=4, light=light)
    return stream.getvalue()


def saved(form: str, *frames: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    frames[0].save(stream, form, **options)
    return stream.getvalue()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def huge_png(width: int, height: int) -> bytes:
    """Give a picture of a few bytes that declares a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def webp_head(kind: bytes, rest: bytes) -> bytes:
    body = b"WEBP" + kind + rest.ljust(40, b"\0")
    return b"RIFF" + struct.pack("<I", len(body)) + body
