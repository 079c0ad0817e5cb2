"""Whether a signature holds: the one module that knows the library for it."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Algorithm:
    """How a signature is made."""

    kind: str
    """`rsa`, `rsa-pss`, `ec` or `dsa`."""
    digest: str
    """Name in `hashlib`."""


ALGORITHMS: Mapping[int, Algorithm] = {
    0x0101: Algorithm("rsa-pss", "sha256"),
    0x0102: Algorithm("rsa-pss", "sha512"),
    0x0103: Algorithm("rsa", "sha256"),
    0x0104: Algorithm("rsa", "sha512"),
    0x0201: Algorithm("ec", "sha256"),
    0x0202: Algorithm("ec", "sha512"),
    0x0301: Algorithm("dsa", "sha256"),
    0x0421: Algorithm("rsa", "sha256"),
    0x0423: Algorithm("ec", "sha256"),
    0x0425: Algorithm("dsa", "sha256"),
}
"""By the ids of the schemes v2 and above."""

VERITY_IDS = frozenset({0x0421, 0x0423, 0x0425})
"""Their content digest is the root of a tree, which is not computed here."""

_HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "md5": hashes.MD5(),  # noqa: S303  what old apps have; a note says so
    "sha1": hashes.SHA1(),  # noqa: S303  as above
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def signature_holds(
    public_key: bytes, algorithm: Algorithm, signature: bytes, message: bytes
) -> bool | None:
    """Tell whether `signature` over `message` is of this key (DER); `None` if that cannot be told.

    Weak keys and digests are checked all the same: they are what old apps have.
    """
    if algorithm.digest not in _HASHES:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of weak keys, once a key; notes say it for each app
        try:
            key = load_der_public_key(public_key)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return None
        try:
            return _holds(key, algorithm, signature, message)
        except InvalidSignature:
            return False
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return None


def _holds(key: object, algorithm: Algorithm, signature: bytes, message: bytes) -> bool | None:
    known = utils.Prehashed(_HASHES[algorithm.digest])
    digest = hashlib.new(algorithm.digest, message, usedforsecurity=False).digest()
    match key:
        case rsa.RSAPublicKey() if algorithm.kind in {"rsa", "rsa-pss"}:
            key.verify(signature, digest, _padding(algorithm), known)
        case ec.EllipticCurvePublicKey() if algorithm.kind == "ec":
            key.verify(signature, digest, ec.ECDSA(known))
        case dsa.DSAPublicKey() if algorithm.kind == "dsa":
            key.verify(signature, digest, known)
        case _:
            return False
    return True


def _padding(algorithm: Algorithm) -> padding.AsymmetricPadding:
    if algorithm.kind == "rsa":
        return padding.PKCS1v15()
    kind = _HASHES[algorithm.digest]
    return padding.PSS(padding.MGF1(kind), kind.digest_size)
