"""Signers out of the block's values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.signers import read_lineage, read_signers
from fraudlens.errors import MalformedInput
from tests.apkscan.read.signed import ALPHA, BETA, Crafted, number, sized
from tests.data.apk.signing import _lineage

EARLY = "the APK Signing Block ends early"
OUTSIDE = "a length in the APK Signing Block leads outside of it"


def test_signer_of_v2() -> None:
    crafted = Crafted(attributes=((5, b"x"), (6, b"")))
    (signer,) = read_signers(crafted.value(), "v2")

    assert crafted.digests == signer.digests
    assert (ALPHA.der,) == signer.certificates
    assert ALPHA.public == signer.public_key
    assert ALPHA.sign(signer.signed_data) == signer.signatures[0][1]
    assert (b"x", b"", None) == tuple(signer.attribute(key) for key in (5, 6, 7))
    assert (None, None) == (signer.min_sdk, signer.max_sdk)


def test_signer_of_v3_has_platforms() -> None:
    (signer,) = read_signers(Crafted(sdks=(28, 33), attributes=((5, b"x"),)).value(), "v3")

    assert (28, 33) == (signer.min_sdk, signer.max_sdk)
    assert b"x" == signer.attribute(5)


def test_signed_data_may_end_before_its_attributes() -> None:
    data = sized(b"") + sized(b"")
    (signer,) = read_signers(sized(sized(sized(data) + sized(b"") + sized(b""))), "v2")

    assert () == signer.attributes


def test_signers_are_bounded() -> None:
    one = sized(Crafted().signer())

    assert 64 == len(read_signers(sized(one * 70), "v2"))


@pytest.mark.parametrize(
    ("value", "scheme", "message"),
    [
        (b"", "v2", EARLY),
        (b"\1\2", "v2", EARLY),
        (number(9) + b"x", "v2", OUTSIDE),
        (sized(sized(b"\0")), "v2", EARLY),
        (sized(sized(sized(b"") + b"\0\0\0\0")), "v3", EARLY),
        (sized(sized(sized(number(3)) + sized(b"") * 2)), "v2", OUTSIDE),
    ],
)
def test_lengths_that_lead_outside_are_refused(value: bytes, scheme: str, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_signers(value, scheme)

    assert message == caught.value.message


@given(st.binary(max_size=200), st.sampled_from(["v2", "v3"]))
def test_any_bytes_give_signers_or_an_input_error(value: bytes, scheme: str) -> None:
    try:
        signers = read_signers(sized(value), scheme)
    except MalformedInput:
        return

    assert len(signers) <= 64


def test_lineage_is_oldest_first() -> None:
    links = read_lineage(_lineage([ALPHA, BETA]))

    assert [ALPHA.der, BETA.der] == [link.certificate for link in links]


def test_lineage_is_bounded() -> None:
    node = sized(sized(b"der") + number(0)) + number(0) * 2 + sized(b"")

    assert 32 == len(read_lineage(number(1) + sized(node) * 40))


def test_broken_lineage_is_refused() -> None:
    with pytest.raises(MalformedInput):
        read_lineage(number(1) + number(5))
