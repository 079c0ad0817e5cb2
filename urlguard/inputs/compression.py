"""Packed lists (gzip, zstd) as streams, told by their first bytes and bounded in what they give."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fraudlens.errors import LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fraudlens.limits import Limits

RATIO_FLOOR_BYTES = 64 << 20
"""Below this much output the ratio is not asked for: repeats in a small list are honest."""

_STEP_BYTES = 1024
"""Packed bytes taken at once: zstd can make 128 KiB of 4 bytes, so this caps a step at 32 MiB."""

_MAX_WINDOW_BYTES = 1 << 27
"""What the zstd command allows without `--long=31`: memory that a frame may ask for."""

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE = tuple(bytes([0x50 + number, 0x2A, 0x4D, 0x18]) for number in range(16))
_FETCH_AGAIN = "fetch or copy the file again"


class _Decoder(Protocol):
    """What zlib's and zstandard's objects share: one member or frame."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Packing:
    name: str
    start: Callable[[], _Decoder]
    errors: type[Exception]


def unpacked(head: bytes, blocks: Iterable[bytes], limits: Limits) -> Iterator[bytes] | None:
    """Give the unpacked bytes of `blocks`, or `None` where `head`, their beginning, is not packed.

    Raises:
        LimitExceeded: while iterating; more than `limits.max_ratio` bytes out for one in.
        MalformedInput: while iterating; the data is broken or ends early.
    """
    if head.startswith(_GZIP_MAGIC):
        packing = _Packing("gzip", _gzip_decoder, zlib.error)
    elif head.startswith((_ZSTD_MAGIC, *_ZSTD_SKIPPABLE)):
        packing = _zstd()
    else:
        return None
    return _decoded(blocks, packing, limits.max_ratio)


def _decoded(blocks: Iterable[bytes], packing: _Packing, max_ratio: int) -> Iterator[bytes]:
    decoder: _Decoder | None = None
    taken = given = 0
    for block in _steps(blocks):
        rest = block
        while rest:
            decoder = decoder or packing.start()
            out = _step(decoder, rest, packing)
            taken, given = taken + len(rest), given + len(out)
            if given > max(RATIO_FLOOR_BYTES, taken * max_ratio):
                raise LimitExceeded(
                    f"the {packing.name} data unpacks to more than {max_ratio} times its size",
                    hint="unpack it by hand if you trust it",
                )
            yield out
            rest = b""
            if decoder.eof:
                # The next member; zeros between two are padding, as the gzip command has it.
                rest, decoder = decoder.unused_data.lstrip(b"\0"), None
                taken -= len(rest)
    if decoder is not None:
        raise MalformedInput(f"the {packing.name} data ends early", hint=_FETCH_AGAIN)


def _steps(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        for start in range(0, len(block), _STEP_BYTES):
            yield block[start : start + _STEP_BYTES]


def _step(decoder: _Decoder, data: bytes, packing: _Packing) -> bytes:
    try:
        return decoder.decompress(data)
    except packing.errors as exc:
        raise MalformedInput(
            f"the {packing.name} data is broken: {exc}", hint=_FETCH_AGAIN
        ) from exc


def _gzip_decoder() -> _Decoder:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def _zstd() -> _Packing:
    import zstandard  # noqa: PLC0415  a C library that plain lists never need

    decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
    return _Packing("zstd", decompressor.decompressobj, zstandard.ZstdError)
