"""What QR codes in a picture say; the importer of the code reader, and of decoders of pictures.

A picture is told by its first bytes and decoded by the one decoder of its format, in memory, after
its size was checked.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from fraudlens.errors import InputError, LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from fraudlens.limits import Limits

_MAX_SCANS = 100
"""Of a progressive JPEG: each goes over all pixels again, and honest ones have ten."""
_START_OF_SCAN = b"\xff\xda"
_HINT = "save it as PNG or JPEG, or cut out the code"


def picture_format(head: bytes) -> str | None:
    """Tell a picture by its first bytes: `png`, `jpeg`, `gif` or `webp`.

    >>> picture_format(b"GIF89a"), picture_format(b"<svg>")
    ('gif', None)
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if head.startswith(b"RIFF") and head[8:12] == b"WEBP" else None


def qr_texts(data: bytes, limits: Limits) -> list[str]:
    """Give the texts of the QR codes in a picture, each once, from the top.

    Raises:
        LimitExceeded: the picture is larger than a bound.
        MalformedInput: it is none, or it is broken.
    """
    if len(data) > limits.max_document_bytes:
        raise LimitExceeded(
            f"the picture has {len(data)} bytes, the limit is {limits.max_document_bytes}",
            hint=_HINT,
        )
    form = picture_format(data[:16])
    if form is None:
        raise MalformedInput("is no PNG, JPEG, WebP or GIF picture", hint=_HINT)
    _check_scans(form, data)
    if form == "webp":
        _check_size(*_webp_size(data), limits)
    found: dict[str, None] = {}
    try:
        for frame in _frames(_opener(form)(BytesIO(data)), limits):
            found |= dict.fromkeys(_codes(frame))
    except InputError:
        raise
    except Exception as exc:  # decoders raise a dozen kinds on broken pictures
        raise MalformedInput("the picture is broken", hint=_HINT) from exc
    return list(found)[: limits.max_codes]


def _frames(picture: Any, limits: Limits) -> Iterator[Image]:  # noqa: ANN401  one of four classes
    """Give the frames in grey, on white, since codes are often drawn on nothing."""
    from PIL import Image as pillow  # noqa: N813, PLC0415  30 ms

    for number in range(limits.max_picture_frames):
        _check_size(picture.width, picture.height, limits)
        try:
            picture.seek(number)
        except EOFError:
            return
        _check_size(picture.width, picture.height, limits)
        if "A" not in picture.getbands() and "transparency" not in picture.info:
            yield picture.convert("L")
            continue
        drawn = picture.convert("LA")
        flat = pillow.new("L", drawn.size, 255)
        flat.paste(drawn.getchannel("L"), mask=drawn.getchannel("A"))
        yield flat


def _codes(picture: Image) -> list[str]:
    import zxingcpp  # noqa: PLC0415  only pictures need it

    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats([kinds.QRCode, kinds.MicroQRCode, kinds.RMQRCode])
    found = zxingcpp.read_barcodes(picture, formats=formats)
    return [code.text for code in found if code.text]


def _opener(form: str) -> Callable[[BytesIO], Any]:
    """Give the decoder of one format only: opening by guess would offer forty to hostile bytes."""
    if form == "png":
        from PIL.PngImagePlugin import PngImageFile  # noqa: PLC0415  30 ms

        return PngImageFile
    if form == "jpeg":
        from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415  30 ms

        return JpegImageFile
    if form == "gif":
        from PIL.GifImagePlugin import GifImageFile  # noqa: PLC0415  30 ms

        return GifImageFile
    from PIL.WebPImagePlugin import WebPImageFile  # noqa: PLC0415  30 ms

    return WebPImageFile


def _check_size(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.max_picture_pixels:
        raise LimitExceeded(
            f"the picture has {width} x {height} pixels,"
            f" the limit is {limits.max_picture_pixels} in all",
            hint="make it smaller, or cut out the code",
        )


def _check_scans(form: str, data: bytes) -> None:
    if form == "jpeg" and data.count(_START_OF_SCAN) > _MAX_SCANS:
        raise LimitExceeded(
            f"the picture is drawn in more than {_MAX_SCANS} passes", hint="save it again"
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Give the declared size: the decoder makes room for two frames of it when it opens a file."""
    kind = data[12:16]
    if kind == b"VP8X":
        wide, high = data[24:27], data[27:30]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    bits = int.from_bytes(data[26:30], "little")
    return bits & 0x3FFF, bits >> 16 & 0x3FFF
