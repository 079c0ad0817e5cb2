"""How an app is signed, and whether that holds: schemes v1, v2, v3 and v3.1.

The certificates are of the scheme that a current Android looks at first. Nothing is asked of the
clock: whether a certificate has run out is for those who know the day.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

from apkscan.facts import Note, Signing
from apkscan.read.block_schemes import check_scheme, read_schemes
from apkscan.read.certificates import read_certificate
from apkscan.read.jar import check_jar, read_jar
from apkscan.read.lineage import lineage_of
from apkscan.read.signers import ROTATION_SDK_ATTRIBUTE, STRIPPING_ATTRIBUTE
from apkscan.read.signing_block import read_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apkscan.facts import Certificate
    from apkscan.read.archive import ApkArchive
    from apkscan.read.jar import JarSignature
    from apkscan.read.signers import Signer

BROKEN = frozenset(
    {
        "digest-mismatch",
        "key-mismatch",
        "scheme-stripped",
        "signature-mismatch",
        "signature-unreadable",
        "unsigned-entry",
    }
)
"""Codes that say that a signature does not hold."""

UNCHECKED = frozenset({"unsupported-signature", "unverified"})
"""Codes that say that it could not be told."""

_SCHEMES = ("v1", "v2", "v3", "v3.1")
_MAX_CERTIFICATES = 20
_WEAK_RSA_BITS = 2048
_LATEST = "2200"
_PLAY_DATE = "2033-10-22"
"""Google Play wants certificates to hold at least until then.
Source: https://developer.android.com/studio/publish/app-signing (read 2026-11-26)."""


def read_signing(archive: ApkArchive) -> Signing:
    """Read all schemes, and check the strongest one that is there."""
    block = read_block(archive.data, archive.directory.start)
    signers, notes = ({}, ()) if block is None else read_schemes(archive.data, block)
    jar = read_jar(archive)
    own = _own_certificates(jar, signers)
    schemes = tuple(scheme for scheme in _SCHEMES if scheme in own)
    strongest = schemes[-1] if schemes else ""
    if block is not None and strongest in signers:
        checks = check_scheme(archive, block, strongest, signers[strongest])
    else:
        checks = check_jar(archive, jar) if jar else (Note("unsigned"),)
    lineage = lineage_of(signers, own.get(strongest, ()))
    checks = (*checks, *lineage.notes, *_stripped(jar, signers))
    certificates = tuple(
        read_certificate(der) for der in own.get(strongest, ())[:_MAX_CERTIFICATES]
    )
    odd = (note for certificate in certificates for note in _odd_certificate(certificate))
    notes = (*notes, *checks, *_disagreements(own, lineage.certificates), *odd)
    return Signing(
        schemes=schemes,
        certificates=certificates,
        lineage=tuple(read_certificate(der).sha256 for der in lineage.certificates),
        verified=_verdict({note.code for note in checks}) if schemes else None,
        notes=tuple(dict.fromkeys(notes)),
    )


def signers_of(archive: ApkArchive) -> frozenset[str]:
    """SHA-256 of the certificates that any scheme names; whether it holds is not checked."""
    block = read_block(archive.data, archive.directory.start)
    signers = {} if block is None else read_schemes(archive.data, block)[0]
    own = _own_certificates(read_jar(archive), signers)
    return frozenset(hashlib.sha256(der).hexdigest() for ders in own.values() for der in ders)


def _verdict(codes: set[str]) -> bool | None:
    if codes & BROKEN:
        return False
    return None if codes & UNCHECKED else True


def _own_certificates(
    jar: tuple[JarSignature, ...], signers: Mapping[str, tuple[Signer, ...]]
) -> dict[str, tuple[bytes, ...]]:
    """Give the certificate of each signer, by scheme."""
    own = {
        scheme: tuple(signer.certificates[0] for signer in found if signer.certificates)
        for scheme, found in signers.items()
    }
    if jar:
        own["v1"] = tuple(signer.certificate for part in jar for signer in part.signers)
    return {scheme: tuple(dict.fromkeys(ders)) for scheme, ders in own.items()}


def _stripped(
    jar: tuple[JarSignature, ...], signers: Mapping[str, tuple[Signer, ...]]
) -> Iterator[Note]:
    """Tell of stronger schemes that were there when a weaker one was signed, and are gone."""
    stated = {scheme for part in jar for scheme in part.schemes} if not signers else set()
    for signer in signers.get("v2", ()):
        if signer.attribute(STRIPPING_ATTRIBUTE) is not None:
            stated.add("v3")
    for signer in signers.get("v3", ()):
        if signer.attribute(ROTATION_SDK_ATTRIBUTE) is not None:
            stated.add("v3.1")
    for scheme in sorted(stated & set(_SCHEMES) - signers.keys()):
        yield Note("scheme-stripped", scheme)


def _disagreements(
    own: Mapping[str, tuple[bytes, ...]], lineage: tuple[bytes, ...]
) -> Iterator[Note]:
    """Tell of schemes with other certificates; a rotation explains its own."""
    present = [scheme for scheme in _SCHEMES if own.get(scheme)]
    for weaker, stronger in pairwise(present):
        first, second = set(own[weaker]), set(own[stronger])
        rotated = bool(lineage) and first <= set(lineage) and second <= set(lineage)
        if first != second and not (rotated and stronger.startswith("v3")):
            yield Note("schemes-disagree", "", f"{weaker} and {stronger} name other certificates")


def _odd_certificate(certificate: Certificate) -> Iterator[Note]:
    place = certificate.sha256[:16]
    if not certificate.key:
        yield Note("certificate-unreadable", place)
        return
    if certificate.known:
        yield Note("known-key", place, certificate.known)
    kind, _, bits = certificate.key.partition("-")
    if kind in {"rsa", "dsa"} and int(bits) < _WEAK_RSA_BITS:
        yield Note("weak-key", place, certificate.key)
    start, end = certificate.not_before, certificate.not_after
    if start is None or end is None or end <= start or end >= _LATEST:
        yield Note("certificate-dates", place, f"{start} to {end}")
    elif end < _PLAY_DATE:
        yield Note("certificate-short", place, f"until {end}")
