"""Former keys count only where each signed the next; a name in a lineage proves nothing."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.imitation.judge import Key, imitation_of
from apkscan.imitation.registry import Registry
from apkscan.read.lineage import Lineage, lineage_of
from apkscan.read.signers import Signer
from apkscan.read.signing import read_signing
from tests.apkscan.imitation.officials import ZEPHYR, app
from tests.apkscan.read.signed import ALPHA, BETA, Crafted, number, sized, with_v3
from tests.data.apk.keys import signer
from tests.data.apk.signing import ECDSA_SHA256, ROTATION, RSA_SHA256, _lineage

if TYPE_CHECKING:
    from tests.data.apk.keys import Signer as TestKey

EC = signer("ec-a")
PAST = 0x17


def link(
    who: TestKey, by: TestKey | None, stated: int = RSA_SHA256, own: int = RSA_SHA256
) -> bytes:
    """Give a link of `who` that `by` signed."""
    signed = sized(who.der) + number(stated)
    signature = b"" if by is None else by.sign(signed)
    return sized(sized(signed) + struct.pack("<II", PAST, own) + sized(signature))


def read(value: bytes) -> Lineage:
    own = (ALPHA.der,)
    who = Signer(b"", (), own, ((ROTATION, value),), (), b"")
    return lineage_of({"v3": (who,)}, own)


def chain(*links: bytes) -> bytes:
    return number(1) + b"".join(links)


UNREADABLE = sized(
    sized(sized(b"?") + number(0)) + struct.pack("<II", PAST, RSA_SHA256) + sized(b"")
)


@pytest.mark.parametrize("former", [[BETA], [EC], [EC, BETA], [BETA, EC]])
def test_keys_that_signed_the_next_are_told(former: list[TestKey]) -> None:
    found = read(_lineage([*former, ALPHA]))

    assert Lineage(tuple(who.der for who in (*former, ALPHA))) == found


@pytest.mark.parametrize(
    ("value", "note"),
    [
        (chain(link(BETA, None), link(ALPHA, ALPHA)), "signature-mismatch"),
        (chain(link(BETA, None), link(ALPHA, None)), "signature-mismatch"),
        (chain(link(BETA, None), link(ALPHA, BETA, ECDSA_SHA256)), "signature-mismatch"),
        (chain(link(BETA, None, own=9), link(ALPHA, BETA, 9)), "unsupported-signature"),
        (chain(UNREADABLE, link(ALPHA, BETA)), "signature-mismatch"),
        (chain(link(BETA, None), link(EC, BETA)), "key-mismatch"),
        (chain(link(BETA, None)), "key-mismatch"),
        (chain(), "key-mismatch"),
        (chain(number(5)), "signature-unreadable"),
        (chain(sized(sized(sized(ALPHA.der) + number(0)))), "signature-unreadable"),
    ],
)
def test_lineage_that_does_not_hold_is_none(value: bytes, note: str) -> None:
    found = read(value)

    assert () == found.certificates
    assert [note] == [one.code for one in found.notes]


def test_strongest_scheme_with_a_lineage_counts() -> None:
    old = Signer(b"", (), (BETA.der,), ((ROTATION, _lineage([EC, BETA])),), (), b"")
    new = replace(old, attributes=((ROTATION, _lineage([BETA, ALPHA])),))

    assert (BETA.der, ALPHA.der) == lineage_of(
        {"v3": (old,), "v3.1": (new,)}, (ALPHA.der,)
    ).certificates
    assert Lineage() == lineage_of({"v2": (old,)}, (BETA.der,))
    assert Lineage() == lineage_of({"v3": (replace(old, attributes=()),)}, (BETA.der,))


def test_lineage_of_weaker_scheme_does_not_lead_to_another_key() -> None:
    old = Signer(b"", (), (BETA.der,), ((ROTATION, _lineage([EC, BETA])),), (), b"")
    new = replace(old, attributes=())
    found = lineage_of({"v3": (old,), "v3.1": (new,)}, (ALPHA.der,))

    assert (
        Lineage((), (Note("key-mismatch", "v3", "the lineage ends with another certificate"),))
        == found
    )


def test_impostor_with_the_makers_certificate_in_its_lineage_is_no_official_app() -> None:
    """The certificate of any maker can be had from its app, its key cannot."""
    forged = chain(link(BETA, None), link(ALPHA, ALPHA))
    found = read_signing(with_v3(Crafted(sdks=(28, 33), attributes=((ROTATION, forged),))))
    official = replace(ZEPHYR, certificates=(BETA.sha256,))
    facts = replace(app("Zephyr Bank", ZEPHYR.package), signing=found)
    likeness = imitation_of(facts, Registry((official,)))

    assert ((), False) == (found.lineage, found.verified)
    assert likeness is not None
    assert (Key.OTHER, False) == (likeness.key, likeness.genuine)
