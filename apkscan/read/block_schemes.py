"""Signature schemes v2, v3 and v3.1: who signed, and whether that holds over all bytes.

Source: https://source.android.com/docs/security/features/apksigning/v2 and .../v3
(read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.read.certificates import public_key_of
from apkscan.read.content_digest import content_digest
from apkscan.read.signatures import ALGORITHMS, VERITY_IDS, signature_holds
from apkscan.read.signers import read_signers
from apkscan.read.signing_block import PADDING_ID, PAIR_NAMES, SCHEME_IDS
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apkscan.read.archive import ApkArchive
    from apkscan.read.signers import Signer
    from apkscan.read.signing_block import SigningBlock
    from apkscan.read.zip_records import Buffer

MAX_HASHED_BYTES = 128 << 20
"""Of a file whose content is digested; larger ones stay unchecked, and a note says so."""

_MAX_SCHEME_BYTES = 4 << 20


def read_schemes(
    data: Buffer, block: SigningBlock
) -> tuple[Mapping[str, tuple[Signer, ...]], tuple[Note, ...]]:
    """Give the signers of each scheme in the block, unchecked; none where they cannot be read."""
    signers: dict[str, tuple[Signer, ...]] = {}
    notes = [] if block.whole else [Note("signing-block-odd", "", "its pairs do not fill it")]
    for pair in block.pairs:
        scheme = SCHEME_IDS.get(pair.id)
        if scheme is None:
            notes += _other_pair(pair.id, pair.length)
        elif scheme not in signers:
            value = data[pair.place : pair.place + min(pair.length, _MAX_SCHEME_BYTES)]
            try:
                signers[scheme] = read_signers(value, scheme)
            except MalformedInput as exc:
                signers[scheme] = ()
                notes.append(Note("signature-unreadable", scheme, exc.message))
    return signers, tuple(notes)


def check_scheme(
    archive: ApkArchive, block: SigningBlock, scheme: str, signers: tuple[Signer, ...]
) -> tuple[Note, ...]:
    """Check all signers; a note for each thing that does not hold or was not checked."""
    if not signers:
        return (Note("signature-unreadable", scheme, "no signer"),)
    notes = [note for signer in signers for note in _check_signer(signer, scheme)]
    stated: dict[str, set[bytes]] = {}
    for signer in signers:
        for algorithm_id, digest in signer.digests:
            if algorithm_id in ALGORITHMS and algorithm_id not in VERITY_IDS:
                stated.setdefault(ALGORITHMS[algorithm_id].digest, set()).add(digest)
    if not stated:
        notes.append(Note("unverified", scheme, "no content digest of a kind that is known"))
    elif len(archive.data) > MAX_HASHED_BYTES:
        notes.append(Note("unverified", scheme, f"more than {MAX_HASHED_BYTES >> 20} MiB"))
    else:
        place = archive.directory
        for algorithm, digests in stated.items():
            content = content_digest(archive.data, block.start, place.start, place.end, algorithm)
            if digests != {content}:
                notes.append(Note("digest-mismatch", scheme, f"of the content, {algorithm}"))
    return tuple(notes)


def _check_signer(signer: Signer, scheme: str) -> Iterator[Note]:
    key = public_key_of(signer.certificates[0]) if signer.certificates else None
    if key != signer.public_key:
        yield Note("key-mismatch", scheme, "the key is not that of the certificate")
    if [number for number, _ in signer.digests] != [number for number, _ in signer.signatures]:
        yield Note("digest-mismatch", scheme, "digests and signatures are of different kinds")
    checked = 0
    for algorithm_id, signature in signer.signatures:
        algorithm = ALGORITHMS.get(algorithm_id)
        holds = algorithm and signature_holds(
            signer.public_key, algorithm, signature, signer.signed_data
        )
        if holds is None:
            yield Note("unsupported-signature", scheme, f"algorithm {algorithm_id:#06x}")
        elif not holds:
            yield Note("signature-mismatch", scheme)
        checked += 1
    if not checked:
        yield Note("signature-mismatch", scheme, "no signature")


def _other_pair(pair_id: int, length: int) -> Iterator[Note]:
    if pair_id != PADDING_ID:
        name = PAIR_NAMES.get(pair_id, "unknown")
        yield Note("signing-block-extra", "", f"{pair_id:#010x} {name}, {length} bytes")
