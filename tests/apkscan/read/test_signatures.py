"""Whether signatures hold."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.signatures import ALGORITHMS, Algorithm, signature_holds
from tests.data.apk.keys import signer

TEXT = b"what was signed"
RSA = signer("alpha").key
EC = signer("ec-a").key
DSA = dsa.generate_private_key(2048)


def public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def signed(algorithm: Algorithm) -> tuple[bytes, bytes]:
    """Give a key and its signature of the text."""
    kind = {
        "md5": hashes.MD5(),  # noqa: S303  what old apps have
        "sha1": hashes.SHA1(),  # noqa: S303  as above
        "sha256": hashes.SHA256(),
        "sha512": hashes.SHA512(),
    }[algorithm.digest]
    assert isinstance(RSA, rsa.RSAPrivateKey)
    assert isinstance(EC, ec.EllipticCurvePrivateKey)
    match algorithm.kind:
        case "rsa":
            return public(RSA), RSA.sign(TEXT, padding.PKCS1v15(), kind)
        case "rsa-pss":
            pss = padding.PSS(padding.MGF1(kind), kind.digest_size)
            return public(RSA), RSA.sign(TEXT, pss, kind)
        case "ec":
            return public(EC), EC.sign(TEXT, ec.ECDSA(kind))
        case _:
            return public(DSA), DSA.sign(TEXT, kind)


KINDS = sorted(
    {*ALGORITHMS.values(), Algorithm("rsa", "sha1"), Algorithm("rsa", "md5")},
    key=lambda algorithm: (algorithm.kind, algorithm.digest),
)


@pytest.mark.parametrize("algorithm", KINDS, ids=str)
def test_true_signature_holds_and_no_other(algorithm: Algorithm) -> None:
    key, signature = signed(algorithm)

    assert signature_holds(key, algorithm, signature, TEXT) is True
    assert signature_holds(key, algorithm, signature, TEXT + b"!") is False
    assert signature_holds(key, algorithm, signature[:-1] + b"\0\1", TEXT) is False


def test_key_of_another_kind_does_not_hold() -> None:
    key, signature = signed(Algorithm("ec", "sha256"))

    assert signature_holds(key, Algorithm("rsa", "sha256"), signature, TEXT) is False


@pytest.mark.parametrize("digest", ["md2", "sha3-256", ""])
def test_unknown_digest_cannot_be_told(digest: str) -> None:
    key, signature = signed(Algorithm("rsa", "sha256"))

    assert signature_holds(key, Algorithm("rsa", digest), signature, TEXT) is None


@given(st.binary(max_size=80))
def test_broken_key_cannot_be_told(key: bytes) -> None:
    assert signature_holds(key, Algorithm("rsa", "sha256"), b"", TEXT) is None


def test_key_too_small_for_its_padding_cannot_be_told() -> None:
    key = rsa.RSAPublicNumbers(65537, (1 << 512) - 1).public_key()
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    assert signature_holds(der, Algorithm("rsa-pss", "sha512"), bytes(64), TEXT) is None


def test_digests_have_their_hashlib_names() -> None:
    assert {a.digest for a in ALGORITHMS.values()} <= hashlib.algorithms_guaranteed
