"""Signers of the schemes v2, v3 and v3.1, out of the values of the APK Signing Block.

Source: https://source.android.com/docs/security/features/apksigning/v2 and .../v3
(read 2026-11-26).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterator

STRIPPING_ATTRIBUTE = 0xBEEFF00D
"""In a v2 signer: the number of a stronger scheme that was there when this one was signed."""
ROTATION_ATTRIBUTE = 0x3BA06F8C
"""In a v3 signer: the lineage of its certificate."""
ROTATION_SDK_ATTRIBUTE = 0x559F8B02
"""In a v3 signer: a v3.1 block was there when it was signed."""

_MAX_ITEMS = 64
"""Signers, digests, signatures, certificates or attributes; real files have up to ten."""
_MAX_LINEAGE = 32

_LENGTH = struct.Struct("<I")
_TWO = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Signer:
    """One signer of a block, unchecked."""

    signed_data: bytes
    digests: tuple[tuple[int, bytes], ...]
    """(algorithm, digest of the content)."""
    certificates: tuple[bytes, ...]
    """DER; the first is the signer's own."""
    attributes: tuple[tuple[int, bytes], ...]
    signatures: tuple[tuple[int, bytes], ...]
    """(algorithm, signature of the signed data)."""
    public_key: bytes
    """DER, SubjectPublicKeyInfo."""
    min_sdk: int | None = None
    """Of v3 and v3.1: platforms that should heed this signer."""
    max_sdk: int | None = None

    def attribute(self, attribute_id: int) -> bytes | None:
        """Give the value of an attribute, if it is there."""
        return dict(self.attributes).get(attribute_id)


@dataclass(frozen=True, slots=True)
class Link:
    """One certificate of a rotation, with what the key before it signed of it; unchecked."""

    certificate: bytes
    """DER."""
    algorithm: int
    """By which the key of this certificate signs the next link."""
    signed_data: bytes
    signed_algorithm: int
    """By which the key before signed this link, as the signed data state it."""
    signature: bytes
    """Of the key before, over the signed data; of no meaning in the first link."""


def read_signers(value: bytes, scheme: str) -> tuple[Signer, ...]:
    """Read the signers of a block of `scheme`.

    Raises:
        MalformedInput: a length leads outside.
    """
    return tuple(_signer(item, with_sdks=scheme != "v2") for item in _items(_whole(value)))


def read_lineage(value: bytes) -> tuple[Link, ...]:
    """Read the links of a rotation, oldest first; signatures are not checked.

    Raises:
        MalformedInput: a length leads outside.
    """
    return tuple(map(_link, _items(value[_LENGTH.size :], _MAX_LINEAGE)))


def _link(node: bytes) -> Link:
    signed, rest = _split(node)
    certificate, stated = _split(signed)
    _, algorithm = _two(rest)  # flags before it
    signature, _ = _split(rest[_TWO.size :])
    return Link(certificate, algorithm, signed, _number(stated), signature)


def _signer(item: bytes, *, with_sdks: bool) -> Signer:
    signed_data, rest = _split(item)
    min_sdk = max_sdk = None
    if with_sdks:
        min_sdk, max_sdk = _two(rest)
        rest = rest[_TWO.size :]
    signatures, rest = _split(rest)
    public_key, _ = _split(rest)
    digests, rest = _split(signed_data)
    certificates, rest = _split(rest)
    if with_sdks:
        rest = rest[_TWO.size :]
    attributes = _split(rest)[0] if rest else b""
    return Signer(
        signed_data=signed_data,
        digests=_numbered(digests),
        certificates=tuple(_items(certificates)),
        attributes=tuple((_number(part), part[_LENGTH.size :]) for part in _items(attributes)),
        signatures=_numbered(signatures),
        public_key=public_key,
        min_sdk=min_sdk,
        max_sdk=max_sdk,
    )


def _numbered(value: bytes) -> tuple[tuple[int, bytes], ...]:
    return tuple((_number(part), _split(part[_LENGTH.size :])[0]) for part in _items(value))


def _whole(value: bytes) -> bytes:
    return _split(value)[0]


def _items(value: bytes, most: int = _MAX_ITEMS) -> Iterator[bytes]:
    for _ in range(most):
        if not value:
            return
        item, value = _split(value)
        yield item


def _split(value: bytes) -> tuple[bytes, bytes]:
    """Give what the length before it measures, and what follows."""
    stop = _LENGTH.size + _number(value)
    if stop > len(value):
        raise MalformedInput("a length in the APK Signing Block leads outside of it")
    return value[_LENGTH.size : stop], value[stop:]


def _number(value: bytes) -> int:
    if len(value) < _LENGTH.size:
        raise MalformedInput("the APK Signing Block ends early")
    return int(_LENGTH.unpack_from(value)[0])


def _two(value: bytes) -> tuple[int, int]:
    if len(value) < _TWO.size:
        raise MalformedInput("the APK Signing Block ends early")
    low, high = _TWO.unpack_from(value)
    return int(low), int(high)
