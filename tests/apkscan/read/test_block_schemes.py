"""Signature schemes v2 and above."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.read import block_schemes
from apkscan.read.block_schemes import check_scheme, read_schemes
from apkscan.read.signing_block import read_block
from tests.apkscan.read.archives import HONEST, opened
from tests.apkscan.read.signed import ALPHA, BETA, DIGEST, Crafted, sized, with_pairs, with_v2
from tests.data.apk.bombs_archive import signers as many_signers
from tests.data.apk.container import Draft, layout
from tests.data.apk.signing import RSA_SHA256, V2, V3, sign, signing_block
from tests.data.apk.tricks import tampered

if TYPE_CHECKING:
    from apkscan.read.archive import ApkArchive

OTHER_SHA512, VERITY, UNKNOWN = 0x0104, 0x0421, 0x7777


def checked(archive: ApkArchive, scheme: str = "v2") -> tuple[Note, ...]:
    block = read_block(archive.data, archive.directory.start)
    assert block is not None
    signers, _ = read_schemes(archive.data, block)

    return check_scheme(archive, block, scheme, signers[scheme])


def read_notes(archive: ApkArchive) -> tuple[Note, ...]:
    block = read_block(archive.data, archive.directory.start)
    assert block is not None

    return read_schemes(archive.data, block)[1]


@pytest.mark.parametrize("scheme", ["v2", "v3", "v3.1"])
@pytest.mark.parametrize("key", ["alpha", "ec-a"])
def test_true_signature_holds(scheme: str, key: str) -> None:
    archive = opened(sign(HONEST, ("v2", "v3", "v3.1"), key, ("beta",)))

    assert () == read_notes(archive)
    assert () == checked(archive, scheme)


def test_crafted_signature_holds_if_nothing_is_crafted() -> None:
    assert () == checked(with_v2(Crafted()))


def test_changed_content_is_told() -> None:
    archive = opened(tampered(sign(HONEST, ("v2",), "alpha")))

    assert (Note("digest-mismatch", "v2", "of the content, sha256"),) == checked(archive)


def test_bytes_behind_the_archive_are_content() -> None:
    archive = opened(sign(HONEST, ("v2",), "alpha") + b"x")

    assert (Note("digest-mismatch", "v2", "of the content, sha256"),) == checked(archive)


def test_signature_of_something_else_is_told() -> None:
    archive = with_v2(Crafted(signatures=((RSA_SHA256, ALPHA.sign(b"other")),)))

    assert (Note("signature-mismatch", "v2"),) == checked(archive)


def test_key_of_somebody_else_is_told() -> None:
    expected = (
        Note("key-mismatch", "v2", "the key is not that of the certificate"),
        Note("signature-mismatch", "v2"),
    )

    assert expected == checked(with_v2(Crafted(public_key=BETA.public)))


@pytest.mark.parametrize("certificates", [(), (b"no der",)])
def test_signer_without_certificate_is_told(certificates: tuple[bytes, ...]) -> None:
    assert ["key-mismatch"] == [
        note.code for note in checked(with_v2(Crafted(certificates=certificates)))
    ]


def test_signer_without_signature_is_told() -> None:
    expected = (
        Note("digest-mismatch", "v2", "digests and signatures are of different kinds"),
        Note("signature-mismatch", "v2", "no signature"),
    )

    assert expected == checked(with_v2(Crafted(signatures=())))


def test_unknown_algorithm_beside_a_known_one_is_told() -> None:
    crafted = Crafted(
        digests=((UNKNOWN, b""), (RSA_SHA256, DIGEST)),
        signatures=((UNKNOWN, b""), (RSA_SHA256, None)),
    )

    assert (Note("unsupported-signature", "v2", "algorithm 0x7777"),) == checked(with_v2(crafted))


def test_tree_digest_is_not_computed() -> None:
    crafted = Crafted(digests=((VERITY, b"root"),), signatures=((VERITY, None),))
    expected = (Note("unverified", "v2", "no content digest of a kind that is known"),)

    assert expected == checked(with_v2(crafted))


def test_every_stated_digest_must_hold() -> None:
    crafted = Crafted(
        digests=((RSA_SHA256, DIGEST), (OTHER_SHA512, b"x")),
        signatures=((RSA_SHA256, None), (OTHER_SHA512, b"x")),
    )
    expected = (
        Note("signature-mismatch", "v2"),
        Note("digest-mismatch", "v2", "of the content, sha512"),
    )

    assert expected == checked(with_v2(crafted))


def test_all_signers_are_checked() -> None:
    second = replace(Crafted(), certificates=(BETA.der,))
    value = sized(sized(Crafted().signer()) + sized(second.signer()))

    assert ["key-mismatch"] == [note.code for note in checked(with_pairs([(V2, value)]))]


def test_large_files_are_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = with_v2(Crafted())
    monkeypatch.setattr(block_schemes, "MAX_HASHED_BYTES", len(archive.data))

    assert () == checked(archive)
    monkeypatch.setattr(block_schemes, "MAX_HASHED_BYTES", len(archive.data) - 1)
    assert (Note("unverified", "v2", "more than 0 MiB"),) == checked(archive)


def test_broken_value_is_told() -> None:
    archive = with_pairs([(V2, b"broken")])

    assert ["signature-unreadable"] == [note.code for note in read_notes(archive)]
    assert (Note("signature-unreadable", "v2", "no signer"),) == checked(archive)


def test_first_value_of_a_scheme_counts() -> None:
    archive = with_pairs([(V2, Crafted().value()), (V2, b"broken"), (V3, b"broken")])

    assert ["signature-unreadable"] == [note.code for note in read_notes(archive)]
    assert ["v3"] == [note.place for note in read_notes(archive)]
    assert () == checked(archive)


def test_other_values_are_told_but_padding() -> None:
    archive = with_pairs([(0x71777777, b"shop"), (0x42726577, bytes(99)), (5, b"")])
    expected = (
        Note("signing-block-extra", "", "0x71777777 channel of Walle, 4 bytes"),
        Note("signing-block-extra", "", "0x00000005 unknown, 0 bytes"),
    )

    assert expected == read_notes(archive)


def test_block_that_is_not_filled_is_told() -> None:
    size = struct.pack("<Q", 3 + 24)
    block = size + b"abc" + size + b"APK Sig Block 42"
    archive = opened(layout(HONEST).whole(block))

    assert (Note("signing-block-odd", "", "its pairs do not fill it"),) == read_notes(archive)


def test_crowd_of_signers_is_bounded() -> None:
    archive = opened(many_signers(2000))

    assert checked(archive)


def test_empty_archive_can_be_signed() -> None:
    archive = opened(layout(Draft(entries=())).whole(signing_block([(V2, Crafted().value())])))

    assert ["digest-mismatch"] == [note.code for note in checked(archive)]
