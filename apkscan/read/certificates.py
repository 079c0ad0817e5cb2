"""Certificates and PKCS#7 signatures out of DER: the one module that knows the library for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn1crypto import cms, x509

from apkscan.facts import Certificate
from apkscan.read.known_keys import known_key
from apkscan.read.signatures import Algorithm
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_MAX_TEXT = 300
_SHORT_NAMES: Mapping[str, str] = {
    "common_name": "CN",
    "country_name": "C",
    "domain_component": "DC",
    "email_address": "emailAddress",
    "locality_name": "L",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "serial_number": "serialNumber",
    "state_or_province_name": "ST",
    "street_address": "street",
    "surname": "SN",
    "user_id": "UID",
}
_KEY_KINDS: Mapping[str, str] = {
    "rsassa_pkcs1v15": "rsa",
    "rsassa_pss": "rsa-pss",
    "ecdsa": "ec",
    "dsa": "dsa",
    "rsa": "rsa",
}
_ESCAPED = str.maketrans({character: f"\\{character}" for character in ',+"\\<>;'})


@dataclass(frozen=True, slots=True)
class BlockSigner:
    """A signer of a PKCS#7 block, unchecked."""

    certificate: bytes
    """DER."""
    public_key: bytes
    """DER, SubjectPublicKeyInfo."""
    algorithm: Algorithm
    signature: bytes
    attributes: bytes | None
    """DER of the signed attributes, as they were signed; `None` where the text itself was."""
    message_digest: bytes | None
    """Of the text, among the signed attributes."""


def read_certificate(der: bytes) -> Certificate:
    """Describe a certificate; what cannot be read stays empty, but for the digests of all bytes."""
    return Certificate(
        sha256=hashlib.sha256(der).hexdigest(),
        sha1=hashlib.sha1(der, usedforsecurity=False).hexdigest(),
        md5=hashlib.md5(der, usedforsecurity=False).hexdigest(),
        **_described(der),
    )


def public_key_of(der: bytes) -> bytes | None:
    """Give the SubjectPublicKeyInfo (DER) of a certificate; `None` if it cannot be read."""
    try:
        certificate = x509.Certificate.load(der)
        return bytes(certificate["tbs_certificate"]["subject_public_key_info"].dump())
    except Exception:  # noqa: BLE001  the library raises nearly anything on crafted DER
        return None


def read_signature_block(der: bytes) -> tuple[BlockSigner, ...]:
    """Read the signers of a PKCS#7 block (`META-INF/*.RSA`).

    Raises:
        MalformedInput: it cannot be read.
    """
    try:
        content = cms.ContentInfo.load(der)["content"]
        certificates = [choice.chosen for choice in content["certificates"]]
        return tuple(_block_signer(info, certificates) for info in content["signer_infos"])
    except Exception as exc:  # the library raises nearly anything on crafted DER
        raise MalformedInput("the signature block is no PKCS#7") from exc


def _described(der: bytes) -> dict[str, str]:
    try:
        certificate = x509.Certificate.load(der)
        body = certificate["tbs_certificate"]
        key, material = _key(body["subject_public_key_info"])
        fields = {
            "subject": _name(body["subject"]),
            "issuer": _name(body["issuer"]),
            "key": key,
            "signature": _signature_name(certificate["signature_algorithm"]),
            "public_key_md5": hashlib.md5(material, usedforsecurity=False).hexdigest(),
        }
    except Exception:  # noqa: BLE001  the library raises nearly anything on crafted DER
        return {"known": known_key(hashlib.sha256(der).hexdigest(), "")}
    for field in ("not_before", "not_after"):
        fields |= _date(field, body)
    return fields | {"known": known_key(hashlib.sha256(der).hexdigest(), fields["subject"])}


def _date(field: str, body: x509.TbsCertificate) -> dict[str, str]:
    try:
        moment: datetime = body["validity"][field].native
        return {field: moment.date().isoformat()}
    except Exception:  # noqa: BLE001  dates such as month 13, which Android reads loosely
        return {}


def _name(name: x509.Name) -> str:
    """Write as RFC 4514 has it, the last part first."""
    parts = []
    for rdn in reversed(list(name.chosen)):
        pairs = [
            f"{_short(pair['type'])}={str(pair['value'].native).translate(_ESCAPED)}"
            for pair in rdn
        ]
        parts.append("+".join(pairs))
    return ",".join(parts)[:_MAX_TEXT]


def _short(kind: x509.NameType) -> str:
    return _SHORT_NAMES.get(kind.native, kind.dotted)


def _key(info: x509.PublicKeyInfo) -> tuple[str, bytes]:
    """Give kind and bits, and the bytes that make the key: modulus, point or number."""
    kind = str(info.algorithm)
    if kind in {"rsa", "rsassa_pss"}:
        number = int(info["public_key"].parsed["modulus"].native)
    elif kind == "dsa":
        number = int(info["public_key"].parsed.native)
        bits = int(info["algorithm"]["parameters"]["p"].native).bit_length()
        return f"dsa-{bits}", number.to_bytes((number.bit_length() + 7) // 8)
    else:
        return f"{kind}-{info.bit_size}", bytes(info["public_key"].native)
    return f"rsa-{number.bit_length()}", number.to_bytes((number.bit_length() + 7) // 8)


def _signature_name(algorithm: x509.SignedDigestAlgorithm) -> str:
    return f"{algorithm.hash_algo}-{_KEY_KINDS.get(algorithm.signature_algo, 'other')}"


def _block_signer(info: cms.SignerInfo, certificates: list[x509.Certificate]) -> BlockSigner:
    certificate = _certificate_of(info["sid"], certificates)
    attributes = message_digest = None
    if len(info["signed_attrs"]):
        attributes = bytes(info["signed_attrs"].untag().dump())
        for attribute in info["signed_attrs"]:
            if attribute["type"].native == "message_digest":
                message_digest = bytes(attribute["values"][0].native)
    kind = info["signature_algorithm"].signature_algo
    return BlockSigner(
        certificate=bytes(certificate.dump()),
        public_key=bytes(certificate["tbs_certificate"]["subject_public_key_info"].dump()),
        algorithm=Algorithm(
            _KEY_KINDS.get(kind, kind), info["digest_algorithm"]["algorithm"].native
        ),
        signature=bytes(info["signature"].native),
        attributes=attributes,
        message_digest=message_digest,
    )


def _certificate_of(
    sid: cms.SignerIdentifier, certificates: list[x509.Certificate]
) -> x509.Certificate:
    """Find by issuer and number; the only one if there is one."""
    if sid.name == "issuer_and_serial_number":
        issuer, number = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
        for certificate in certificates:
            body = certificate["tbs_certificate"]
            if body["serial_number"].native == number and body["issuer"].dump() == issuer:
                return certificate
    if len(certificates) != 1:
        raise MalformedInput("the signature block lacks its signer's certificate")
    return certificates[0]
