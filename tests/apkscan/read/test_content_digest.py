"""The digest over all bytes."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace

import pytest

from apkscan.read.content_digest import CHUNK_BYTES, content_digest
from tests.apkscan.read.archives import HONEST, PICTURE
from tests.data.apk import signing
from tests.data.apk.container import layout


@pytest.mark.parametrize("size", [0, CHUNK_BYTES - 400, 2 * CHUNK_BYTES + 1])
@pytest.mark.parametrize("comment", [b"", b"channel"])
def test_it_is_what_signers_compute(size: int, comment: bytes) -> None:
    draft = HONEST.put(replace(PICTURE, data=bytes(size)))
    parts = layout(replace(draft, comment=comment))
    block = b"any block"
    start, directory = len(parts.contents), len(parts.contents) + len(block)
    data = parts.whole(block)
    digest = content_digest(data, start, directory, directory + len(parts.directory), "sha256")

    assert signing.content_digest(parts) == digest


def test_other_algorithms_have_their_own_length() -> None:
    data = b"a" * 10 + b"\0" * 22
    chunks = (b"a" * 4, b"a" * 4, data[10:26] + struct.pack("<I", 4) + data[30:])
    digests = [hashlib.sha512(b"\xa5" + struct.pack("<I", len(c)) + c).digest() for c in chunks]
    whole = hashlib.sha512(b"\x5a" + struct.pack("<I", 3) + b"".join(digests)).digest()

    assert whole == content_digest(data, 4, 6, 10, "sha512")
