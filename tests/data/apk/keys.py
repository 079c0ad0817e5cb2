"""Signing keys of the tests, each derived from its name: nothing secret is stored anywhere.

A key is RSA with 2048 bits whose primes are the first ones found from a seed, and a self-signed
certificate with fixed dates. Anybody can derive them, so they prove nothing: never trust one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

EXPONENT = 65537
STEPS = {
    "alpha": (65, 430),
    "beta": (261, 148),
    "gamma": (203, 128),
    "delta": (48, 189),
    "debug": (174, 858),
    "bank": (528, 248),
    "carrier": (65, 1287),
    "market": (236, 360),
}
"""Key name -> how many odd numbers past its seed each prime stands; saves the search."""

SUBJECTS: dict[str, tuple[tuple[x509.ObjectIdentifier, str], ...]] = {
    "debug": (
        (NameOID.COMMON_NAME, "Android Debug"),
        (NameOID.ORGANIZATION_NAME, "Android"),
        (NameOID.COUNTRY_NAME, "US"),
    ),
    "bank": (
        (NameOID.COMMON_NAME, "Tidewater Bank Mobile"),
        (NameOID.ORGANIZATION_NAME, "Tidewater Bank"),
        (NameOID.COUNTRY_NAME, "NL"),
    ),
}

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A key with its certificate."""

    name: str
    key: PrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def public(self) -> bytes:
        """The public key's bytes (SubjectPublicKeyInfo)."""
        return self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @property
    def sha256(self) -> str:
        """SHA-256 of the certificate, in hex."""
        return hashlib.sha256(self.der).hexdigest()

    def sign(self, data: bytes) -> bytes:
        """Give the signature of `data` with SHA-256; the same data gives the same bytes."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


@cache
def signer(name: str) -> Signer:
    """Give the signer of that name; `ec-...` is on the curve P-256, any other RSA."""
    key = _ec_key(name) if name.startswith("ec-") else _rsa_key(name)
    return Signer(name, key, _certificate(name, key))


def steps(name: str) -> tuple[int, int]:
    """Search the primes of the key `name`, about a second; what `STEPS` remembers."""
    first, second = (_search(_seed(name, half)) for half in (0, 1))
    return first, second


def _rsa_key(name: str) -> rsa.RSAPrivateKey:
    first, second = STEPS.get(name) or steps(name)
    p, q = _seed(name, 0) + 2 * first, _seed(name, 1) + 2 * second
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), public
    )
    return numbers.private_key()


def _ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    secret = int.from_bytes(hashlib.sha256(name.encode()).digest()) >> 1
    return ec.derive_private_key(secret, ec.SECP256R1())


def _seed(name: str, half: int) -> int:
    """Give an odd number of 1024 bits whose two highest bits are set."""
    text = f"fraudlens public test key, not secret: {name} {half}".encode()
    number = int.from_bytes(hashlib.shake_256(text).digest(128))
    return number | 3 << 1022 | 1


def _search(start: int) -> int:
    """Give how many odd numbers past `start` the next prime stands that suits the exponent."""
    step = 0
    while not _is_prime(start + 2 * step) or (start + 2 * step) % EXPONENT == 1:
        step += 1
    return step


def _is_prime(number: int) -> bool:
    """Tell a prime by Fermat's test to four bases, which no seeded number deceives by accident."""
    if any(number % small == 0 for small in range(3, 2000, 2)):
        return False
    return all(pow(base, number - 1, number) == 1 for base in (2, 3, 5, 7))


def _certificate(name: str, key: PrivateKey) -> x509.Certificate:
    subject = SUBJECTS.get(name, ((NameOID.COMMON_NAME, f"Test key {name}"),))
    who = x509.Name([x509.NameAttribute(kind, text) for kind, text in subject])
    builder = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) | 1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2050, 1, 1, tzinfo=dt.UTC))
    )
    if isinstance(key, rsa.RSAPrivateKey):
        return builder.sign(key, hashes.SHA256())
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)
