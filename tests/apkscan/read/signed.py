"""Blocks of the signature schemes v2 and above, made by hand to lie in one place."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.apkscan.read.archives import HONEST, opened
from tests.data.apk.container import layout
from tests.data.apk.keys import signer
from tests.data.apk.signing import RSA_SHA256, V2, V3, content_digest, signing_block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.archive import ApkArchive

PARTS = layout(HONEST)
DIGEST = content_digest(PARTS)
ALPHA, BETA = signer("alpha"), signer("beta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crafted:
    """A signer of v2 (or v3, with SDK levels), honest by default."""

    digests: tuple[tuple[int, bytes], ...] = ((RSA_SHA256, DIGEST),)
    certificates: tuple[bytes, ...] = (ALPHA.der,)
    attributes: tuple[tuple[int, bytes], ...] = ()
    signatures: tuple[tuple[int, bytes | None], ...] = ((RSA_SHA256, None),)
    """`None` is the true one."""
    public_key: bytes = ALPHA.public
    sdks: tuple[int, int] | None = None

    def value(self) -> bytes:
        """Give the value of a block with this signer only."""
        return sized(sized(self.signer()))

    def signer(self) -> bytes:
        """Give the signer's bytes."""
        span = b"" if self.sdks is None else struct.pack("<II", *self.sdks)
        digests = (sized(number(key) + sized(value)) for key, value in self.digests)
        attributes = (sized(number(key) + value) for key, value in self.attributes)
        data = (
            sized(b"".join(digests))
            + sized(b"".join(sized(der) for der in self.certificates))
            + span
            + sized(b"".join(attributes))
        )
        signatures = (
            sized(number(key) + sized(ALPHA.sign(data) if value is None else value))
            for key, value in self.signatures
        )
        return sized(data) + span + sized(b"".join(signatures)) + sized(self.public_key)


def sized(data: bytes) -> bytes:
    """Give `data` after its length."""
    return number(len(data)) + data


def number(value: int) -> bytes:
    """Give 32 bits."""
    return struct.pack("<I", value)


def with_pairs(pairs: Iterable[tuple[int, bytes]]) -> ApkArchive:
    """Give the honest archive with a block of these pairs."""
    return opened(PARTS.whole(signing_block(pairs)))


def with_v2(crafted: Crafted) -> ApkArchive:
    """Give the honest archive, signed with v2."""
    return with_pairs([(V2, crafted.value())])


def with_v3(crafted: Crafted) -> ApkArchive:
    """Give the honest archive, signed with v3."""
    return with_pairs([(V3, crafted.value())])
