"""How an app is signed, over all schemes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.facts import Certificate, Note, Signing
from apkscan.read import signing
from apkscan.read.codes import CODES
from apkscan.read.signing import BROKEN, UNCHECKED, read_signing
from fraudlens.errors import InputError
from tests.apkscan.read.archives import HONEST, codes, opened
from tests.apkscan.read.signed import ALPHA, BETA, PARTS, Crafted, with_pairs, with_v2, with_v3
from tests.data.apk.container import Entry
from tests.data.apk.keys import signer
from tests.data.apk.signing import (
    ROTATES,
    ROTATION,
    STRIPPING,
    V2,
    V3,
    sign,
    signing_block,
    with_jar_signature,
)
from tests.data.apk.tricks import stripped, tampered

ALL = ("v1", "v2", "v3")
SIGNED = sign(HONEST, ALL, "alpha")


def read(data: bytes) -> Signing:
    return read_signing(opened(data))


@pytest.mark.parametrize("key", ["alpha", "ec-a"])
@pytest.mark.parametrize("schemes", [("v1",), ("v2",), ("v3",), ("v1", "v2"), ALL])
def test_true_signatures_hold(schemes: tuple[str, ...], key: str) -> None:
    found = read(sign(HONEST, schemes, key))

    assert schemes == found.schemes
    assert [signer(key).sha256] == [certificate.sha256 for certificate in found.certificates]
    assert found.verified is True
    assert set(codes(found.notes)) <= {"certificate-short", "certificate-dates"}


def test_unsigned_app() -> None:
    found = read(PARTS.whole())

    assert ((), (), None) == (found.schemes, found.certificates, found.verified)
    assert (Note("unsigned"),) == found.notes


def test_rotated_key() -> None:
    found = read(sign(HONEST, (*ALL, "v3.1"), "alpha", ("beta",)))

    assert (*ALL, "v3.1") == found.schemes
    assert [ALPHA.sha256] == [certificate.sha256 for certificate in found.certificates]
    assert (BETA.sha256, ALPHA.sha256) == found.lineage
    assert found.verified is True
    assert "schemes-disagree" not in codes(found.notes)


def test_rotated_key_without_the_newest_scheme() -> None:
    found = read(sign(HONEST, ALL, "alpha", ("beta",)))

    assert (BETA.sha256, ALPHA.sha256) == found.lineage
    assert found.verified is True
    assert "schemes-disagree" not in codes(found.notes)


def test_broken_lineage_is_none() -> None:
    found = read_signing(with_v3(Crafted(sdks=(28, 33), attributes=((ROTATION, b"\1" * 9),))))

    assert () == found.lineage


def test_changed_app_does_not_hold() -> None:
    found = read(tampered(sign(HONEST, ALL, "alpha")))

    assert found.verified is False
    assert "digest-mismatch" in codes(found.notes)


def test_removed_block_is_told_by_the_jar_signature() -> None:
    found = read(stripped(sign(HONEST, ("v1", "v2"), "alpha")))

    assert ("v1",) == found.schemes
    assert found.verified is False
    assert Note("scheme-stripped", "v2") in found.notes


def test_removed_schemes_are_told_by_the_weaker_ones() -> None:
    v2 = read_signing(with_v2(Crafted(attributes=((STRIPPING, b"\3\0\0\0"),))))
    v3 = read_signing(with_v3(Crafted(sdks=(28, 33), attributes=((ROTATES, b"\x21\0\0\0"),))))

    assert Note("scheme-stripped", "v3") in v2.notes
    assert Note("scheme-stripped", "v3.1") in v3.notes
    assert v2.verified is v3.verified is False


def test_what_was_not_checked_is_not_known() -> None:
    found = read_signing(with_v2(Crafted(digests=((0x0421, b""),), signatures=((0x0421, None),))))

    assert found.verified is None


def test_schemes_of_different_signers_are_told() -> None:
    draft = with_jar_signature(HONEST, BETA, ("v1",))
    found = read(sign(draft, ("v2",), "alpha"))

    assert ("v1", "v2") == found.schemes
    assert Note("schemes-disagree", "", "v1 and v2 name other certificates") in found.notes
    assert found.verified is True


def test_rotation_does_not_excuse_a_stranger() -> None:
    rotated = sign(HONEST, ("v2", "v3"), "alpha", ("beta",))
    last = rotated.index(BETA.der) + len(BETA.der) - 1
    changed = rotated[:last] + bytes([rotated[last] ^ 1]) + rotated[last + 1 :]

    assert "schemes-disagree" in codes(read(changed).notes)


def test_broken_block_is_a_scheme_that_does_not_hold() -> None:
    found = read(PARTS.whole(signing_block([(V2, b"broken")])))

    assert (("v2",), (), False) == (found.schemes, found.certificates, found.verified)


def test_several_signers_of_a_jar() -> None:
    first = with_jar_signature(HONEST, ALPHA, ("v1",))
    second = with_jar_signature(HONEST, BETA, ("v1",))
    files = [
        Entry(name=f"META-INF/B.{suffix}", data=second.entry(f"META-INF/CERT.{suffix}").data)
        for suffix in ("SF", "RSA")
    ]
    found = read_signing(opened(first.add(*files)))

    assert {ALPHA.sha256, BETA.sha256} == {c.sha256 for c in found.certificates}
    assert found.verified is True


def test_same_certificate_is_named_once() -> None:
    pairs = [(V2, Crafted().value()), (V3, Crafted(sdks=(28, 33)).value())]

    assert 1 == len(read_signing(with_pairs(pairs)).certificates)


FINE = Certificate(
    sha256="0" * 64,
    key="rsa-2048",
    signature="sha256-rsa",
    not_before="2020-01-01",
    not_after="2050-01-01",
)
ODD = {
    "fine": (FINE, ()),
    "unreadable": (replace(FINE, key=""), (Note("certificate-unreadable", "0" * 16),)),
    "known": (replace(FINE, known="np-manager"), (Note("known-key", "0" * 16, "np-manager"),)),
    "weak": (replace(FINE, key="rsa-1024"), (Note("weak-key", "0" * 16, "rsa-1024"),)),
    "curve": (replace(FINE, key="ec-256"), ()),
    "dateless": (
        replace(FINE, not_after=None),
        (Note("certificate-dates", "0" * 16, "2020-01-01 to None"),),
    ),
    "startless": (
        replace(FINE, not_before=None),
        (Note("certificate-dates", "0" * 16, "None to 2050-01-01"),),
    ),
    "reversed": (
        replace(FINE, not_after="2019-01-01"),
        (Note("certificate-dates", "0" * 16, "2020-01-01 to 2019-01-01"),),
    ),
    "far": (
        replace(FINE, not_after="3020-01-01"),
        (Note("certificate-dates", "0" * 16, "2020-01-01 to 3020-01-01"),),
    ),
    "short": (
        replace(FINE, not_after="2033-10-21"),
        (Note("certificate-short", "0" * 16, "until 2033-10-21"),),
    ),
    "just long enough": (replace(FINE, not_after="2033-10-22"), ()),
}


@pytest.mark.parametrize(("certificate", "notes"), ODD.values(), ids=ODD.keys())
def test_odd_certificates(certificate: Certificate, notes: tuple[Note, ...]) -> None:
    assert notes == tuple(signing._odd_certificate(certificate))


def test_verdict_codes_have_words() -> None:
    assert BROKEN | UNCHECKED <= CODES.keys()


@given(st.data())
def test_damaged_apps_raise_nothing_but_input_errors(data: st.DataObject) -> None:
    changed = bytearray(SIGNED)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(changed))
    except InputError:
        return

    assert found.verified in {True, False, None}
    assert {note.code for note in found.notes} <= CODES.keys()
