"""The only importer of Pillow: an icon as hashes that survive scaling, and as a small picture.

An icon is decoded in memory within bounds, laid on white, and cut to what stands out from white,
so that the foreground layer of an adaptive icon is near the flat icon of the same app. The hashes
are the usual ones on the picture so prepared, the perceptual one with a margin. The small picture
is drawn anew from the pixels: none of the app's own bytes is handed on.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from apkscan.facts import Icon

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

MAX_ICON_BYTES: Final = 4 << 20
"""Of one picture; launcher icons stay below 300 KB."""
MAX_ICON_PIXELS: Final = 1 << 23
"""2,896 squared, checked before a pixel is decoded; careless fraud apps ship 3,000 x 2,000."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_ENOUGH = 64
"""Sides are first averaged down to no less than this."""
_BAND_PIXELS: Final = 1 << 18
PICTURE_SIDE: Final = 48
"""Pixels of the longer side of the small picture, as launchers first drew icons."""
_PICTURE_COLOURS: Final = 64
"""Of the small picture: noise then has less than 2.8 KB; half of 40 real icons had below 1 KB."""
_OPAQUE = 128
_NEARLY_WHITE = 240
_MARGIN = 0.1
"""Of the spread of the frequencies, above their median."""
_BAR_LEVELS: Final = (0.02, 0.1, 0.25, 0.5)
"""Shares of pixels from which a colour has one, two, three, four bits."""


def icon_format(head: bytes) -> str | None:
    """Format by its first bytes: `png`, `webp`, `jpeg`, or none of these.

    >>> icon_format(b"RIFF0000WEBPVP8 "), icon_format(b"GIF89a")
    ('webp', None)
    """
    if head.startswith(_PNG):
        return "png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    return "jpeg" if head.startswith(_JPEG) else None


def icon_hashes(data: bytes, place: str = "") -> Icon | None:
    """Hashes of a PNG, WebP or JPEG picture; `None` if it is none, too large, broken or empty."""
    if len(data) > MAX_ICON_BYTES:
        return None
    picture = _decode(data)
    if picture is None:
        return None
    import numpy as np  # noqa: PLC0415  80 ms

    flat, visible = _prepare(picture)
    grey = flat.convert("L")
    return Icon(
        place=place,
        sha256=sha256(data).hexdigest(),
        difference_hash=_hex(_differences(np.asarray(grey.resize((9, 8), _lanczos())))),
        perceptual_hash=_hex(_frequencies(np.asarray(grey.resize((32, 32), _lanczos())))),
        colour_hash=_hex(
            _colours(
                np.asarray(flat.resize((32, 32), _lanczos()).convert("HSV")),
                np.asarray(visible.resize((32, 32), _lanczos())) >= _OPAQUE,
            )
        ),
        picture=b64encode(_small_png(picture)).decode(),
    )


def _decode(data: bytes) -> Image | None:
    """Pixels with transparency, averaged down; nothing if the picture is too large or broken."""
    opener = _opener(icon_format(data[:16]))
    if opener is None:
        return None
    try:
        picture = opener(BytesIO(data))
        if not 0 < picture.width * picture.height <= MAX_ICON_PIXELS:
            return None
        return _reduced(picture)
    except Exception:  # noqa: BLE001  decoders raise a dozen kinds on broken pictures
        return None


def _opener(form: str | None) -> Callable[[BytesIO], Any] | None:
    """The decoder of one format only: opening by guess would offer forty to hostile bytes."""
    if form == "png":
        from PIL.PngImagePlugin import PngImageFile  # noqa: PLC0415  30 ms

        return PngImageFile
    if form == "webp":
        from PIL.WebPImagePlugin import WebPImageFile  # noqa: PLC0415  30 ms

        return WebPImageFile
    if form == "jpeg":
        from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415  30 ms

        return JpegImageFile
    return None


def _reduced(picture: Image) -> Image:
    """Average a picture down, in bands of whole steps: four bytes a pixel of all would be 32 MB."""
    from PIL import Image as pillow  # noqa: N813, PLC0415  loaded by now; the class has its name

    width, height = picture.size
    step = min(width, height) // _ENOUGH
    if step <= 1:
        return picture.convert("RGBA")
    rows = step * max(1, _BAND_PIXELS // (width * step))
    if rows >= height:
        return picture.convert("RGBA").reduce(step)
    small = pillow.new("RGBA", (-(-width // step), -(-height // step)))
    for top in range(0, height, rows):
        band = picture.crop((0, top, width, min(top + rows, height)))
        small.paste(band.convert("RGBA").reduce(step), (0, top // step))
    return small


def _small_png(picture: Image) -> bytes:
    """Draw a picture anew, small and of few colours; a new image carries no profile or comment."""
    from PIL import Image as pillow  # noqa: N813, PLC0415  loaded by now; the class has its name

    scale = min(1.0, PICTURE_SIDE / max(picture.size))
    width, height = (max(1, round(side * scale)) for side in picture.size)
    drawn = pillow.new("RGBA", (width, height))
    drawn.paste(picture.resize((width, height), _lanczos()))
    out = BytesIO()
    few = drawn.quantize(_PICTURE_COLOURS, pillow.Quantize.FASTOCTREE, dither=pillow.Dither.NONE)
    few.save(out, "PNG")
    return out.getvalue()


def _prepare(picture: Image) -> tuple[Image, Image]:
    """Picture on white and its opacity, both cut to what stands out from white."""
    from PIL import Image as pillow  # noqa: N813, PLC0415  loaded by now; the class has its name

    visible = picture.getchannel("A")
    flat = pillow.new("RGB", picture.size, "white")
    flat.paste(picture, mask=visible)
    box = flat.convert("L").point(lambda light: 255 * (light < _NEARLY_WHITE)).getbbox()
    return (flat.crop(box), visible.crop(box)) if box is not None else (flat, visible)


def _lanczos() -> Any:  # noqa: ANN401  an enum of Pillow
    from PIL.Image import Resampling  # noqa: PLC0415  loaded by now

    return Resampling.LANCZOS


def _differences(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each pixel is brighter than its left neighbour; (8, 8) of (8, 9)."""
    return pixels[:, 1:] > pixels[:, :-1]


def _frequencies(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each of the 64 lowest frequencies is clearly above their median; (8, 8) of (32, 32).

    The median alone is the usual bound; but half the frequencies of a symmetric icon are zero, and
    their signs are noise: of 1,250 scaled or recompressed icons 4.6 % then moved by more than 8
    bits with the margin, 7.8 % without it (measured 2026-11-26).
    """
    import numpy as np  # noqa: PLC0415  loaded by now

    waves = _cosines()
    low = waves @ pixels.astype(np.float64) @ waves.T
    middle = np.sort(low, axis=None)[31:33].mean()  # `np.median` loads masked arrays, 8 ms
    above: NDArray[np.bool_] = low > middle + _MARGIN * low.ravel()[1:].std()
    return above


@cache
def _cosines() -> NDArray[np.float64]:
    """First 8 of 32 waves of a cosine transform of type II; (8, 32)."""
    import numpy as np  # noqa: PLC0415  loaded by now

    waves: NDArray[np.float64] = np.cos(
        np.pi * np.arange(8)[:, None] * (2 * np.arange(32)[None, :] + 1) / 64
    )
    return waves


def _colours(pixels: NDArray[np.uint8], visible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Share of 16 colours as bars of four bits: black, grey, white, transparent, 12 hues."""
    import numpy as np  # noqa: PLC0415  loaded by now

    hue, saturation, value = (pixels[..., i].astype(np.int64) for i in range(3))
    colour = 4 + (hue * 12 + 128) // 256 % 12  # a pure colour stands in the middle of its share
    pale = saturation < 64  # noqa: PLR2004  a quarter
    colour = np.where(pale, np.where(value > 224, 2, 1), colour)  # noqa: PLR2004  seven eighths
    colour = np.where(value < 32, 0, colour)  # noqa: PLR2004  an eighth
    colour = np.where(visible, colour, 3)
    share = np.bincount(colour.ravel(), minlength=16) / colour.size
    bars: NDArray[np.bool_] = share[:, None] >= np.array(_BAR_LEVELS)
    return bars


def _hex(bits: NDArray[np.bool_]) -> str:
    """64 bits, the first the highest, as 16 hex digits."""
    import numpy as np  # noqa: PLC0415  loaded by now

    return bytes(np.packbits(bits.ravel())).hex()
