"""Signature scheme v1."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from apkscan.facts import Note
from apkscan.read import jar
from apkscan.read.jar import check_jar, read_jar
from tests.apkscan.read.archives import CODE, HONEST, opened
from tests.data.apk.bombs_archive import jar_lines
from tests.data.apk.container import Draft, Entry
from tests.data.apk.keys import signer
from tests.data.apk.signing import sign, with_jar_signature

if TYPE_CHECKING:
    from apkscan.read.archive import ApkArchive

ALPHA = signer("alpha")
SIGNED = with_jar_signature(HONEST, ALPHA, ("v1",))
LISTING, TEXT, BLOCK = "META-INF/MANIFEST.MF", "META-INF/CERT.SF", "META-INF/CERT.RSA"


def notes(made: Draft) -> tuple[Note, ...]:
    archive = opened(made)
    return check_jar(archive, read_jar(archive))


def changed(name: str, data: bytes) -> Draft:
    return SIGNED.put(replace(SIGNED.entry(name), data=data))


def digest(data: bytes, kind: str = "sha256") -> str:
    return base64.b64encode(hashlib.new(kind, data).digest()).decode()


def signed_by(text: bytes, listing: bytes, *, attributes: bool = False) -> Draft:
    """Give the honest draft with this signature file, manifest, and a true block over the file."""
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    if not attributes:
        options.append(pkcs7.PKCS7Options.NoAttributes)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(text)
    builder = builder.add_signer(ALPHA.certificate, ALPHA.key, hashes.SHA256())
    return HONEST.add(
        Entry(name=LISTING, data=listing),
        Entry(name=TEXT, data=text),
        Entry(name=BLOCK, data=builder.sign(serialization.Encoding.DER, options)),
    )


def sections(kind: str, label: str, end: str = "\r\n") -> list[bytes]:
    """Give a section of the manifest for each entry."""
    return [
        f"Name: {e.name}{end}{label}-Digest: {digest(e.data, kind)}{end}{end}".encode()
        for e in HONEST.entries
    ]


HEAD = b"Manifest-Version: 1.0\r\n\r\n"


def test_unsigned_archive_has_none() -> None:
    assert () == read_jar(opened(HONEST))


@pytest.mark.parametrize("suffix", [".RSA", ".SF"])
def test_half_a_signature_is_none(suffix: str) -> None:
    assert () == read_jar(opened(SIGNED.drop(f"META-INF/CERT{suffix}")))


@pytest.mark.parametrize("key", ["alpha", "ec-a"])
def test_true_signature_holds(key: str) -> None:
    archive = opened(with_jar_signature(HONEST, signer(key), ("v1",)))
    (read,) = read_jar(archive)

    assert [signer(key).der] == [found.certificate for found in read.signers]
    assert frozenset() == read.schemes
    assert () == check_jar(archive, (read,))


def test_stronger_schemes_are_named() -> None:
    (read,) = read_jar(opened(sign(HONEST, ("v1", "v2", "v3"), "alpha")))

    assert {"v2", "v3"} == read.schemes


def test_names_of_signature_files_may_be_lower_case() -> None:
    entries = tuple(
        replace(e, name=e.name.replace("CERT", "cert").replace("RSA", "rsa").replace("SF", "sf"))
        for e in SIGNED.entries
    )

    assert () == notes(Draft(entries=entries))


def test_several_signers() -> None:
    other = replace(SIGNED.entry(TEXT), name="META-INF/B.SF")
    block = replace(SIGNED.entry(BLOCK), name="META-INF/B.RSA")
    archive = opened(SIGNED.add(other, block))

    assert ["META-INF/B.SF", TEXT] == [part.file.name for part in read_jar(archive)]
    assert () == check_jar(archive, read_jar(archive))


def test_entry_that_one_of_two_signed_is_told() -> None:
    """Else whoever has an app of a maker could add code to it, and its key would vouch for both."""
    added = Entry(name="classes2.dex", data=b"x")
    both = with_jar_signature(HONEST.add(added), signer("beta"), ("v1",))
    makers = with_jar_signature(HONEST, signer("alpha"), ("v1",))
    listing = both.entry("META-INF/MANIFEST.MF")
    moved = [replace(makers.entry(f"META-INF/CERT.{end}"), name=f"META-INF/A.{end}")
             for end in ("SF", "RSA")]  # fmt: skip
    archive = opened(both.add(*moved))
    found = check_jar(archive, read_jar(archive))

    assert listing.data.startswith(makers.entry("META-INF/MANIFEST.MF").data)
    assert (Note("unsigned-entry", "classes2.dex"),) == found


def test_signature_files_are_bounded() -> None:
    files = [replace(SIGNED.entry(TEXT), name=f"META-INF/{n:02}.SF") for n in range(12)]
    blocks = [replace(SIGNED.entry(BLOCK), name=f"META-INF/{n:02}.RSA") for n in range(12)]

    assert 10 == len(read_jar(opened(HONEST.add(*files, *blocks))))


def test_changed_entry_is_told() -> None:
    assert (Note("digest-mismatch", CODE.name),) == notes(changed(CODE.name, b"changed"))


def test_entry_that_nobody_signed_is_told() -> None:
    added = (Entry(name="classes2.dex", data=b"x"), Entry(name="assets/", data=b"", deflated=False))

    assert (Note("unsigned-entry", "classes2.dex"),) == notes(SIGNED.add(*added))


def test_second_entry_of_a_name_is_checked_too() -> None:
    decoy = replace(CODE, data=b"decoy")

    assert (Note("digest-mismatch", CODE.name),) == notes(SIGNED.add(decoy))


def test_changed_signature_file_is_told() -> None:
    text = SIGNED.entry(TEXT).data

    assert (Note("signature-mismatch", BLOCK),) == notes(changed(TEXT, text + b"\r\n"))


def test_broken_block_is_told() -> None:
    assert (Note("signature-unreadable", BLOCK, "no PKCS#7 block with a signer"),) == notes(
        changed(BLOCK, b"no block")
    )


def test_block_with_signed_attributes() -> None:
    listing = HEAD + b"".join(sections("sha256", "SHA-256"))
    text = f"Signature-Version: 1.0\r\nSHA-256-Digest-Manifest: {digest(listing)}\r\n\r\n"
    names = "".join(f"Name: {e.name}\r\n\r\n" for e in HONEST.entries)
    draft = signed_by((text + names).encode(), listing, attributes=True)
    other = draft.put(replace(draft.entry(TEXT), data=(text + names + "\r\n").encode()))

    assert () == notes(draft)
    assert (Note("digest-mismatch", BLOCK, "of the signature file"),) == notes(other)


def test_block_of_an_unknown_kind_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jar, "signature_holds", lambda *_: None)

    assert (Note("unsupported-signature", BLOCK, "sha256-rsa"),) == notes(SIGNED)


def test_block_with_an_unknown_digest_is_not_judged() -> None:
    archive = opened(SIGNED)
    (part,) = read_jar(archive)
    (who,) = part.signers
    odd = replace(
        who, algorithm=replace(who.algorithm, digest="md2"), attributes=b"1", message_digest=b"x"
    )
    found = check_jar(archive, (replace(part, signers=(odd,)),))

    assert ["digest-mismatch", "unsupported-signature"] == [note.code for note in found]


def test_manifest_that_changed_is_checked_by_its_sections() -> None:
    listing = SIGNED.entry(LISTING).data
    longer = changed(LISTING, listing + b"Name: more\r\n\r\n")
    broken = changed(LISTING, listing.replace(b"classes.dex\r\n", b"classes.dex \r\n"))

    assert () == notes(longer)
    assert "digest-mismatch" in {note.code for note in notes(broken)}


@pytest.mark.parametrize(
    ("kind", "label"), [("sha1", "SHA1"), ("sha1", "sha-1"), ("sha384", "SHA-384")]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_signature_file_may_name_sections_only(kind: str, label: str, end: str) -> None:
    parts = sections(kind, label, end)
    names = "".join(
        f"Name: {e.name}{end}{label}-Digest: {digest(part, kind)}\n\r\n"
        for e, part in zip(HONEST.entries, parts, strict=True)
    )
    text = b"Signature-Version: 1.0\r\n\r\n" + names.encode()

    assert () == notes(signed_by(text, HEAD + b"".join(parts)))


def test_main_part_of_the_manifest_is_checked_where_it_is_named() -> None:
    parts = sections("sha256", "SHA-256")
    names = "".join(
        f"Name: {e.name}\r\nSHA-256-Digest: {digest(part)}\r\n\r\n"
        for e, part in zip(HONEST.entries, parts, strict=True)
    )

    def text(main: bytes) -> bytes:
        named = f"SHA-256-Digest-Manifest-Main-Attributes: {digest(main)}"
        return f"Signature-Version: 1.0\r\n{named}\r\n\r\n{names}".encode()

    assert () == notes(signed_by(text(HEAD), HEAD + b"".join(parts)))
    assert (Note("digest-mismatch", TEXT, "of the manifest's main part"),) == notes(
        signed_by(text(b"other"), HEAD + b"".join(parts))
    )


def test_names_may_hold_any_separator_of_unicode() -> None:
    odd = Entry(name="a\u2028\x1d.xml", data=b"x")

    assert () == notes(with_jar_signature(HONEST.add(odd), ALPHA, ("v1",)))


def test_missing_manifest_leaves_all_unsigned() -> None:
    found = {note.code for note in notes(SIGNED.drop(LISTING))}

    assert {"digest-mismatch", "unsigned-entry"} == found


def test_entry_that_only_the_signature_file_names_is_unsigned() -> None:
    listing = HEAD + b"".join(sections("sha256", "SHA-256")[:2])
    text = f"Signature-Version: 1.0\r\nSHA-256-Digest-Manifest: {digest(listing)}\r\n\r\n"
    names = "".join(f"Name: {e.name}\r\n\r\n" for e in HONEST.entries)

    assert (Note("unsigned-entry", "res/a.png"),) == notes(
        signed_by((text + names).encode(), listing)
    )


def test_empty_signature_file() -> None:
    found = notes(changed(TEXT, b""))

    assert ["signature-mismatch", *["unsigned-entry"] * 3] == [note.code for note in found]


def test_large_apps_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(len(e.data) for e in HONEST.entries)
    monkeypatch.setattr(jar, "MAX_VERIFIED_BYTES", size)

    assert () == notes(SIGNED)
    monkeypatch.setattr(jar, "MAX_VERIFIED_BYTES", size - 1)
    assert (Note("unverified", "", "more than 0 MiB of entries"),) == notes(SIGNED)


def long_text(name: str) -> ApkArchive:
    data = SIGNED.entry(name).data
    return opened(changed(name, data + b"x" * (64 << 10) + b"x" * 2048 * 6))


@pytest.mark.parametrize("name", [TEXT, LISTING])
def test_long_texts_are_not_read(name: str) -> None:
    archive = long_text(name)
    expected = (Note("unverified", "META-INF", "texts of more than 77824 bytes"),)

    assert expected == check_jar(archive, read_jar(archive))
    assert "unverified" in {note.code for note in notes_of(jar_lines())}


def notes_of(data: bytes) -> tuple[Note, ...]:
    archive = opened(data)
    return check_jar(archive, read_jar(archive))
