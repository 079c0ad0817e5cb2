"""Signature scheme v1: digests of entries in `META-INF`, signed as a JAR file is.

Source: AOSP frameworks/base, `android.util.jar.StrictJarVerifier` (read 2026-11-26).
"""

from __future__ import annotations

import binascii
import hashlib
import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.read.certificates import read_signature_block
from apkscan.read.signatures import signature_holds
from apkscan.read.tricks import notes_of
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apkscan.read.archive import ApkArchive
    from apkscan.read.certificates import BlockSigner
    from apkscan.read.zip_records import Entry

MAX_VERIFIED_BYTES = 32 << 20
"""Unpacked bytes of all entries that are digested; unpacking costs 6 ms for 1 MB of code."""

_LEAST_TEXT_BYTES = 64 << 10
_ENTRY_TEXT_BYTES = 2048
"""Of the manifest and the signature file: a section has a name and a digest, 200 bytes."""
_MAX_BLOCK_BYTES = 1 << 20
_MAX_MAIN_BYTES = 4096
_MAX_SIGNATURE_FILES = 10
_FOLDER = "META-INF/"
_MANIFEST = "META-INF/MANIFEST.MF"
_SIGNATURE_FILE = re.compile(r"META-INF/([^/]+)\.SF", re.IGNORECASE)
_BLOCK_SUFFIXES = (".rsa", ".dsa", ".ec")
_DIGESTS = {
    "sha-512": hashlib.sha512,
    "sha-384": hashlib.sha384,
    "sha-256": hashlib.sha256,
    "sha1": hashlib.sha1,
    "sha-1": hashlib.sha1,
}
"""Strongest first: Android checks the first that is there."""
_NUMBER = re.compile(r"\d+")
_SCHEMES = "x-android-apk-signed"
_SECTION_END = re.compile(rb"(?>\r\n|\n|\r){2}")
_FOLD = re.compile(rb"(?:\r\n|\n|\r) ")


@dataclass(frozen=True, slots=True)
class JarSignature:
    """A signature file and the block that signs it, unchecked."""

    file: Entry
    block: Entry
    signers: tuple[BlockSigner, ...]
    """Empty if the block cannot be read."""
    schemes: frozenset[str]
    """Stronger schemes that were there when it was signed: `v2`, `v3`."""


@dataclass(frozen=True, slots=True)
class _Section:
    attributes: Mapping[str, str]
    """By name in lower case."""
    text: bytes
    """As it stands, with its end."""


@dataclass(frozen=True, slots=True)
class _Sections:
    main: _Section
    named: Mapping[str, _Section]


def read_jar(archive: ApkArchive) -> tuple[JarSignature, ...]:
    """Read who signed, without checking anything; empty where the scheme was not used."""
    return tuple(
        JarSignature(file, block, _signers(archive, block), _schemes(archive, file))
        for file, block in islice(_signature_files(archive), _MAX_SIGNATURE_FILES)
    )


def check_jar(archive: ApkArchive, signatures: tuple[JarSignature, ...]) -> tuple[Note, ...]:
    """Check signatures and digests; a note for each thing that does not hold or was not checked."""
    bound = _LEAST_TEXT_BYTES + _ENTRY_TEXT_BYTES * len(archive.entries)
    entry = archive.find(_MANIFEST)
    long = [part.file for part in signatures if part.file.size > bound]
    if long or (entry is not None and entry.size > bound):
        return (Note("unverified", "META-INF", f"texts of more than {bound} bytes"),)
    manifest = b"" if entry is None else archive.read(entry, bound)
    sections = _sections(manifest)
    notes: list[Note] = []
    covered = set(sections.named)
    for signature in signatures:
        text = archive.read(signature.file, bound)
        signed = _sections(text)
        notes += _check_signers(signature.signers, text, signature.block.name)
        notes += _check_manifest(signed, sections, manifest, signature.file.name)
        covered &= signed.named.keys()  # of whoever signed, each must have signed every entry
    notes += _check_entries(archive, sections, covered)
    return tuple(notes)


def _signers(archive: ApkArchive, block: Entry) -> tuple[BlockSigner, ...]:
    try:
        return read_signature_block(archive.read(block, _MAX_BLOCK_BYTES))
    except MalformedInput:
        return ()


def _schemes(archive: ApkArchive, file: Entry) -> frozenset[str]:
    text = archive.read(file, _MAX_MAIN_BYTES)
    end = _SECTION_END.search(text)
    main = _section(text[: end.end()] if end else text)
    return frozenset(f"v{number}" for number in _NUMBER.findall(main.attributes.get(_SCHEMES, "")))


def _signature_files(archive: ApkArchive) -> Iterator[tuple[Entry, Entry]]:
    """Give each signature file with its block."""
    files = {e.name.lower(): e for e in reversed(archive.entries) if e.name.startswith(_FOLDER)}
    for name, entry in sorted(files.items()):
        if _SIGNATURE_FILE.fullmatch(name):
            stem = name.removesuffix(".sf")
            block = next((files[stem + s] for s in _BLOCK_SUFFIXES if stem + s in files), None)
            if block is not None:
                yield entry, block


def _sections(text: bytes) -> _Sections:
    """Cut at empty lines; the first section is the main one."""
    parts = [_section(part) for part in _cut(text)]
    main = parts[0] if parts else _Section({}, b"")
    named = {part.attributes["name"]: part for part in parts[1:] if "name" in part.attributes}
    return _Sections(main, named)


def _cut(text: bytes) -> list[bytes]:
    """Give the sections with the empty line that ends each."""
    returns, feeds = text.count(b"\r"), text.count(b"\n")
    if returns and not text.count(b"\r\n") == returns == feeds:
        ends = [match.end() for match in _SECTION_END.finditer(text)]
        parts = [text[start:end] for start, end in pairwise((0, *ends, len(text)))]
    else:  # one kind of line end, as nearly all have: much quicker
        empty = b"\r\n\r\n" if returns else b"\n\n"
        *whole, rest = text.split(empty)
        parts = [*(part + empty for part in whole), rest]
    return parts if parts[-1].strip() else parts[:-1]


def _section(text: bytes) -> _Section:
    attributes = {}
    whole = _FOLD.sub(b"", text) if b"\n " in text or b"\r " in text else text
    lines = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line in lines.decode("utf-8", "backslashreplace").split("\n"):
        name, colon, value = line.partition(": ")
        if colon:
            attributes[name.lower()] = value
    return _Section(attributes, text)


def _check_signers(signers: tuple[BlockSigner, ...], text: bytes, place: str) -> Iterator[Note]:
    if not signers:
        yield Note("signature-unreadable", place, "no PKCS#7 block with a signer")
    for signer in signers:
        message = text
        if signer.attributes is not None:
            message = signer.attributes
            if signer.message_digest != _digest(signer.algorithm.digest, text):
                yield Note("digest-mismatch", place, "of the signature file")
        holds = signature_holds(signer.public_key, signer.algorithm, signer.signature, message)
        if holds is None:
            algorithm = f"{signer.algorithm.digest}-{signer.algorithm.kind}"
            yield Note("unsupported-signature", place, algorithm)
        elif not holds:
            yield Note("signature-mismatch", place, "")


def _digest(algorithm: str, content: bytes) -> bytes | None:
    try:
        return hashlib.new(algorithm, content, usedforsecurity=False).digest()
    except ValueError:
        return None


def _check_manifest(
    signed: _Sections, sections: _Sections, manifest: bytes, place: str
) -> Iterator[Note]:
    """Check the digest of the whole manifest, or if that fails of each of its sections."""
    if _matches(signed.main.attributes, "-digest-manifest", manifest):
        return
    main = _matches(signed.main.attributes, "-digest-manifest-main-attributes", sections.main.text)
    if main is False:
        yield Note("digest-mismatch", place, "of the manifest's main part")
    broken = (
        (name, f"section of the manifest, by {place}")
        for name, section in signed.named.items()
        if not (
            name in sections.named
            and _matches(section.attributes, "-digest", sections.named[name].text)
        )
    )
    yield from notes_of("digest-mismatch", broken)


def _matches(attributes: Mapping[str, str], suffix: str, content: bytes) -> bool | None:
    """Tell whether the strongest digest that is stated is that of `content`; `None` without one."""
    for name, digested in _DIGESTS.items():
        stated = attributes.get(name + suffix)
        if stated is not None:
            digest = digested(content, usedforsecurity=False).digest()
            return binascii.b2a_base64(digest, newline=False).decode() == stated.strip()
    return None


def _check_entries(archive: ApkArchive, sections: _Sections, covered: set[str]) -> Iterator[Note]:
    """Check that every entry outside the folder of the signature is signed, and unchanged."""
    entries = [
        entry
        for entry in archive.entries
        if not entry.name.startswith(_FOLDER) and not entry.name.endswith("/")
    ]
    unsigned = ((entry.name, "") for entry in entries if entry.name not in covered)
    yield from notes_of("unsigned-entry", unsigned)
    if sum(entry.size for entry in entries) > MAX_VERIFIED_BYTES:
        yield Note("unverified", "", f"more than {MAX_VERIFIED_BYTES >> 20} MiB of entries")
        return
    changed = (
        (entry.name, "")
        for entry in entries
        if entry.name in covered
        and not _matches(sections.named[entry.name].attributes, "-digest", archive.read(entry))
    )
    yield from notes_of("digest-mismatch", changed)
