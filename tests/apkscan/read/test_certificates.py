"""Certificates and PKCS#7 blocks."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import pytest
from asn1crypto import cms, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from apkscan.facts import Certificate
from apkscan.read.certificates import public_key_of, read_certificate, read_signature_block
from apkscan.read.signatures import Algorithm, signature_holds
from fraudlens.errors import MalformedInput
from tests.data.apk.keys import signer

if TYPE_CHECKING:
    from collections.abc import Callable

    _Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey

ALPHA, BETA, CURVE = signer("alpha"), signer("beta"), signer("ec-a")
DSA = dsa.generate_private_key(2048)
TEXT = b"Signature-Version: 1.0\r\n\r\n"


def certificate(key: _Key | ed25519.Ed25519PrivateKey, name: cx509.Name) -> bytes:
    """Give a self-signed certificate."""
    kind = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    builder = (
        cx509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 2, 3, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2050, 4, 5, tzinfo=dt.UTC))
    )
    return builder.sign(key, kind).public_bytes(serialization.Encoding.DER)


NAME = cx509.Name(
    [
        cx509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        cx509.NameAttribute(NameOID.LOCALITY_NAME, "南京"),
        cx509.NameAttribute(NameOID.ORGANIZATION_NAME, "A, B"),
        cx509.NameAttribute(NameOID.EMAIL_ADDRESS, "a@b.example"),
        cx509.NameAttribute(NameOID.COMMON_NAME, "n" * 60),
    ]
)


def test_certificate_is_described() -> None:
    read = read_certificate(ALPHA.der)
    numbers = ALPHA.certificate.public_key()
    assert isinstance(numbers, rsa.RSAPublicKey)
    modulus = numbers.public_numbers().n.to_bytes(256)

    assert ALPHA.sha256 == read.sha256
    assert hashlib.sha1(ALPHA.der).hexdigest() == read.sha1  # noqa: S324  as stores state it
    assert hashlib.md5(ALPHA.der).hexdigest() == read.md5  # noqa: S324  as above
    assert ("rsa-2048", "sha256-rsa") == (read.key, read.signature)
    assert hashlib.md5(modulus).hexdigest() == read.public_key_md5  # noqa: S324  as above
    assert read.subject == read.issuer
    assert "" == read.known


def test_name_is_written_last_part_first_and_escaped() -> None:
    read = read_certificate(certificate(DSA, NAME))

    assert f"CN={'n' * 60},emailAddress=a@b.example,O=A\\, B,L=南京,C=CN" == read.subject
    assert ("2020-02-03", "2050-04-05") == (read.not_before, read.not_after)


KEYS: dict[str, Callable[[], _Key]] = {
    "dsa-2048": lambda: DSA,
    "ec-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ec-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa-1024": lambda: rsa.generate_private_key(65537, 1024),  # noqa: S505  what old apps have
}


@pytest.mark.parametrize("kind", KEYS)
def test_kind_of_key(kind: str) -> None:
    read = read_certificate(certificate(KEYS[kind](), NAME))

    assert kind == read.key
    assert f"sha256-{kind.partition('-')[0]}" == read.signature
    assert 32 == len(read.public_key_md5)


def test_debug_key_is_told_by_its_subject() -> None:
    assert "android-debug" == read_certificate(signer("debug").der).known


def test_key_of_a_kind_that_android_does_not_take_leaves_the_digests() -> None:
    der = certificate(ed25519.Ed25519PrivateKey.generate(), NAME)

    assert hashlib.sha256(der).hexdigest() == read_certificate(der).sha256


def test_date_that_does_not_exist_is_left_out() -> None:
    der = certificate(DSA, NAME).replace(b"200203000000Z", b"209903000000Z")
    read = read_certificate(der)

    assert (None, "2050-04-05") == (read.not_before, read.not_after)
    assert "dsa-2048" == read.key


@given(st.binary(max_size=100), st.integers(0, 700))
def test_broken_certificate_keeps_its_digests(noise: bytes, place: int) -> None:
    der = ALPHA.der[:place] + noise + ALPHA.der[place + len(noise) :]
    read = read_certificate(der)

    assert hashlib.sha256(der).hexdigest() == read.sha256
    assert public_key_of(der) is None or read is not None


def test_no_certificate_at_all() -> None:
    empty = read_certificate(b"")

    assert Certificate(empty.sha256, empty.sha1, empty.md5) == empty
    assert public_key_of(b"") is None


def block(
    *,
    attributes: bool = False,
    certificates: int = 1,
    key: str = "alpha",
) -> bytes:
    """Give a PKCS#7 block over the text, with as many certificates; the signer's is the first."""
    who = signer(key)
    options = [pkcs7.PKCS7Options.DetachedSignature]
    if not attributes:
        options.append(pkcs7.PKCS7Options.NoAttributes)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(TEXT)
    builder = builder.add_signer(who.certificate, who.key, hashes.SHA256())
    for _ in range(certificates - 1):
        builder = builder.add_certificate(BETA.certificate)
    return builder.sign(serialization.Encoding.DER, [*options, pkcs7.PKCS7Options.Binary])


@pytest.mark.parametrize("key", ["alpha", "ec-a"])
@pytest.mark.parametrize("certificates", [1, 2])
def test_block_without_attributes_signs_the_text(key: str, certificates: int) -> None:
    (read,) = read_signature_block(block(key=key, certificates=certificates))

    assert signer(key).der == read.certificate
    assert signer(key).public == read.public_key
    assert (None, None) == (read.attributes, read.message_digest)
    assert signature_holds(read.public_key, read.algorithm, read.signature, TEXT)


def test_block_with_attributes_signs_them_and_they_the_text() -> None:
    (read,) = read_signature_block(block(attributes=True))

    assert read.attributes is not None
    assert hashlib.sha256(TEXT).digest() == read.message_digest
    assert Algorithm("rsa", "sha256") == read.algorithm
    assert signature_holds(read.public_key, read.algorithm, read.signature, read.attributes)


def changed(number: int, certificates: int) -> bytes:
    """Give a block whose signer is named by another serial number."""
    whole = cms.ContentInfo.load(block(certificates=certificates))
    sid = whole["content"]["signer_infos"][0]["sid"].chosen
    sid["serial_number"] = number
    return bytes(whole.dump(force=True))


def test_only_certificate_is_the_signers_whatever_its_number() -> None:
    (read,) = read_signature_block(changed(5, 1))

    assert ALPHA.der == read.certificate


def test_block_without_its_signers_certificate_is_refused() -> None:
    with pytest.raises(MalformedInput, match=r"^the signature block is no PKCS#7$"):
        read_signature_block(changed(5, 2))


def test_signer_may_be_named_by_its_key() -> None:
    whole = cms.ContentInfo.load(block())
    info = whole["content"]["signer_infos"][0]
    info["version"] = "v3"
    info["sid"] = cms.SignerIdentifier("subject_key_identifier", b"key")
    (read,) = read_signature_block(whole.dump(force=True))

    assert ALPHA.der == read.certificate


@given(st.binary(max_size=60), st.integers(0, 1000))
def test_broken_block_raises_nothing_but_an_input_error(noise: bytes, place: int) -> None:
    der = block()
    try:
        signers = read_signature_block(der[:place] + noise + der[place + len(noise) :])
    except MalformedInput:
        return

    assert len(signers) <= 1


def test_certificate_of_the_library_and_ours_agree() -> None:
    theirs = x509.Certificate.load(CURVE.der)

    assert theirs.sha256.hex() == read_certificate(CURVE.der).sha256
