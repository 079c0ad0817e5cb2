"""Signatures of an APK: v1 (JAR), v2, v3 and v3 with a rotated key.

Source: source.android.com/docs/security/features/apksigning (v1 to v3; read 2026-11-26).
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from tests.data.apk.container import Draft, Entry, Layout, layout
from tests.data.apk.keys import Signer, signer

if TYPE_CHECKING:
    from collections.abc import Iterable

V2, V3, V31 = 0x7109871A, 0xF05368C0, 0x1B93AD61
STRIPPING, ROTATION, ROTATES = 0xBEEFF00D, 0x3BA06F8C, 0x559F8B02
"""Attributes: of v2, that a later scheme is there; of v3, the chain of former certificates, and
from which SDK on v3.1 holds."""
RSA_SHA256, ECDSA_SHA256 = 0x0103, 0x0201
CHUNK = 1 << 20
MAGIC = b"APK Sig Block 42"
LATEST = 0x7FFFFFFF
ROTATES_FROM = 33
"""SDK from which v3.1 holds."""


def sign(draft: Draft, schemes: tuple[str, ...], key: str, lineage: tuple[str, ...] = ()) -> bytes:
    """Give the signed archive; of v3 with a `lineage`, `key` is the last of the chain."""
    who = signer(key)
    former = [signer(name) for name in lineage]
    if "v1" in schemes:
        draft = with_jar_signature(draft, former[0] if former else who, schemes)
    parts = layout(draft)
    digest = content_digest(parts)
    pairs = []
    if "v2" in schemes:
        attributes = [(STRIPPING, struct.pack("<I", 3))] if "v3" in schemes else []
        pairs.append((V2, _v2(former[0] if former else who, digest, attributes)))
    if "v3.1" in schemes:
        rotates = [(ROTATES, struct.pack("<I", ROTATES_FROM))]
        pairs.append((V3, _v3(former[0], digest, (24, ROTATES_FROM - 1), rotates)))
        pairs.append((V31, _v3(who, digest, (ROTATES_FROM, LATEST), _rotation(former, who))))
    elif "v3" in schemes:
        pairs.append((V3, _v3(who, digest, (24, LATEST), _rotation(former, who))))
    return parts.whole(signing_block(pairs) if pairs else b"")


def with_jar_signature(draft: Draft, who: Signer, schemes: tuple[str, ...]) -> Draft:
    """Give `draft` with the three files of a v1 signature at its end."""
    named = {entry.name: entry for entry in reversed(draft.entries)}
    rows = [
        (f"Name: {name}", f"SHA-256-Digest: {_digest(entry.data)}")
        for name, entry in reversed(named.items())
        if not name.startswith("META-INF/") and not name.endswith("/")
    ]
    sections = [_section(row) for row in rows]
    listing = _section(("Manifest-Version: 1.0", "Created-By: 1.0 (fraudlens tests)"))
    listing += b"".join(sections)
    later = ", ".join(name[1] for name in schemes if name in {"v2", "v3"})
    head = ["Signature-Version: 1.0", f"SHA-256-Digest-Manifest: {_digest(listing)}"]
    head += [f"X-Android-APK-Signed: {later}"] if later else []
    signed = _section(head) + b"".join(
        _section((row[0], f"SHA-256-Digest: {_digest(section)}"))
        for row, section in zip(rows, sections, strict=True)
    )
    kind = "RSA" if isinstance(who.key, rsa.RSAPrivateKey) else "EC"
    deflated = draft.entries[0].deflated
    return draft.add(
        Entry(name="META-INF/MANIFEST.MF", data=listing, deflated=deflated),
        Entry(name="META-INF/CERT.SF", data=signed, deflated=deflated),
        Entry(name=f"META-INF/CERT.{kind}", data=_pkcs7(signed, who), deflated=deflated),
    )


def content_digest(parts: Layout) -> bytes:
    """Give the SHA-256 over all bytes but the signing block, a chunk at a time."""
    chunks = []
    for section in (parts.contents, parts.directory, parts.end(len(parts.contents))):
        for at in range(0, len(section), CHUNK):
            piece = section[at : at + CHUNK]
            chunks.append(hashlib.sha256(b"\xa5" + _u32(len(piece)) + piece).digest())
    return hashlib.sha256(b"\x5a" + _u32(len(chunks)) + b"".join(chunks)).digest()


def signing_block(pairs: Iterable[tuple[int, bytes]]) -> bytes:
    """Give the block that holds (id, value) pairs."""
    body = b"".join(struct.pack("<QI", 4 + len(value), key) + value for key, value in pairs)
    size = struct.pack("<Q", len(body) + 8 + len(MAGIC))
    return size + body + size + MAGIC


def _v2(who: Signer, digest: bytes, attributes: list[tuple[int, bytes]]) -> bytes:
    data = _digests(who, digest) + _sized(_sized(who.der)) + _attributes(attributes)
    whole = _sized(data) + _signatures(who, data) + _sized(who.public)
    return _sized(_sized(whole))


def _v3(
    who: Signer, digest: bytes, sdks: tuple[int, int], attributes: list[tuple[int, bytes]]
) -> bytes:
    span = struct.pack("<II", *sdks)
    data = _digests(who, digest) + _sized(_sized(who.der)) + span + _attributes(attributes)
    whole = _sized(data) + span + _signatures(who, data) + _sized(who.public)
    return _sized(_sized(whole))


def _rotation(former: list[Signer], who: Signer) -> list[tuple[int, bytes]]:
    return [(ROTATION, _lineage([*former, who]))] if former else []


def _lineage(chain: list[Signer]) -> bytes:
    """Give the proof of rotation: each certificate signed by the key before it."""
    found, before = struct.pack("<I", 1), None
    signature = b""
    for who in chain:
        signed = _sized(who.der) + _u32(_algorithm(before) if before else 0)
        if before is not None:
            signature = before.sign(signed)
        tail = struct.pack("<II", 0x17, _algorithm(who)) + _sized(signature)
        found += _sized(_sized(signed) + tail)
        before = who
    return found


def _digests(who: Signer, digest: bytes) -> bytes:
    return _sized(_sized(_u32(_algorithm(who)) + _sized(digest)))


def _signatures(who: Signer, data: bytes) -> bytes:
    return _sized(_sized(_u32(_algorithm(who)) + _sized(who.sign(data))))


def _attributes(rows: list[tuple[int, bytes]]) -> bytes:
    return _sized(b"".join(_sized(_u32(key) + value) for key, value in rows))


def _algorithm(who: Signer) -> int:
    return RSA_SHA256 if isinstance(who.key, rsa.RSAPrivateKey) else ECDSA_SHA256


def _u32(number: int) -> bytes:
    return struct.pack("<I", number)


def _sized(data: bytes) -> bytes:
    return _u32(len(data)) + data


def _digest(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def _section(lines: Iterable[str]) -> bytes:
    """Give a section of a JAR manifest: lines of at most 70 bytes, then an empty one."""
    return b"".join(_wrapped(line.encode()) for line in lines) + b"\r\n"


def _wrapped(line: bytes) -> bytes:
    pieces = [line[:70], *(line[at : at + 69] for at in range(70, len(line), 69))]
    return b"\r\n ".join(pieces) + b"\r\n"


def _pkcs7(data: bytes, who: Signer) -> bytes:
    options = [
        pkcs7.PKCS7Options.DetachedSignature,
        pkcs7.PKCS7Options.Binary,
        pkcs7.PKCS7Options.NoAttributes,
    ]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    builder = builder.add_signer(who.certificate, who.key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, options)


def unsigned(draft: Draft) -> bytes:
    """Give the archive without any signature."""
    return layout(replace(draft)).whole()
