"""An authority of the tests' own, and certificates that it did or did not sign.

They have what RFC 5280 asks for: from Python 3.13 on a client checks that strictly.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_YEARS = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Certificates:
    """Where the files lie; each server file holds key and certificate."""

    authority: Path
    """Signed `good` and `other_name`; the one whom a client of the tests trusts."""
    good: Path
    """For `localhost`."""
    other_name: Path
    """For `elsewhere.example`."""
    self_signed: Path
    """For `localhost`, signed by nobody else."""


def make_certificates(folder: Path) -> Certificates:
    """Make all files in `folder`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Authority of the tests")
    authority = _build(name, name, key, key, None)
    found = Certificates(*(folder / f"{part}.pem" for part in Certificates.__slots__))
    found.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    _leaf(found.good, "localhost", name, key)
    _leaf(found.other_name, "elsewhere.example", name, key)
    _leaf(found.self_signed, "localhost", None, None)
    return found


def server_context(file: Path, *, http2: bool) -> ssl.SSLContext:
    """Give the TLS settings of a server with the certificate in `file`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_alpn_protocols(["h2"] if http2 else ["http/1.1"])
    return context


def _leaf(
    path: Path, host: str, issuer: x509.Name | None, issuer_key: ec.EllipticCurvePrivateKey | None
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(host)
    made = _build(name, issuer or name, key, issuer_key or key, host)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )


def _build(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    host: str | None,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_FROM + _YEARS)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = builder.add_extension(own, critical=False).add_extension(by, critical=False)
    builder = builder.add_extension(_usage(signs=host is None), critical=True)
    if host is not None:
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
