"""Tricks against readers of APKs, each by name; what Android installs, a reader must read.

A trick changes the archive before it is signed, so the signature holds over it. `AFTER` holds
those that come after signing and break the signature.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.data.apk import axml, invented, manifest, program, tricks_axml, tricks_dex
from tests.data.apk.container import Draft, Entry, Header
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.data.apk.build import Trick

MANIFEST, CODE, RESOURCES = "AndroidManifest.xml", "classes.dex", "resources.arsc"
BOGUS_METHOD = 0x2F3A


def bogus_method(name: str, *, method: int = BOGUS_METHOD) -> Trick:
    """Give `name` stored under a compression method that does not exist: Android reads it."""

    def trick(draft: Draft) -> Draft:
        return draft.put(replace(draft.entry(name), deflated=False).lie(method=method))

    return trick


def fake_encryption(name: str) -> Trick:
    """Give `name` with the flag of encryption and without any: Android ignores the flag."""
    return lambda draft: draft.put(draft.entry(name).lie(flags=0x1))


def shadow(name: str, *, data: bytes = b"shadow") -> Trick:
    """Give an entry `name/` before the true one: a folder to some readers, the file to others."""
    return lambda draft: draft.add(Entry(name=f"{name}/", data=data, deflated=False), first=True)


def below(name: str) -> Trick:
    """Give an entry below `name`, which makes a folder of a file for whoever unpacks to disk."""
    return lambda draft: draft.add(Entry(name=f"{name}/a.txt", data=b"below"), first=True)


def duplicate(name: str, *, data: bytes = b"decoy", first: bool = True) -> Trick:
    """Give a second entry of the same name with other content, before or after the true one."""
    return lambda draft: draft.add(Entry(name=name, data=data, deflated=False), first=first)


def comment(text: bytes = b"channel=tazzelwick") -> Trick:
    """Give the archive a comment, as channels and downloaders leave it."""
    return lambda draft: replace(draft, comment=text)


def prefix(data: bytes = b"MZ" + bytes(510)) -> Trick:
    """Give the archive bytes before its first entry, with all offsets right."""
    return lambda draft: replace(draft, prefix=data)


def dropped(name: str) -> Trick:
    """Give the archive without `name`."""
    return lambda draft: draft.drop(name)


def local(name: str, header: Header) -> Trick:
    """Give `name` a local header that disagrees with the directory, which Android trusts."""
    return lambda draft: draft.put(replace(draft.entry(name), local=header))


def central(name: str, header: Header) -> Trick:
    """Give `name` a record in the directory that disagrees with its local header."""
    return lambda draft: draft.put(replace(draft.entry(name), central=header))


def inside(name: str, change: Callable[[bytes], bytes]) -> Trick:
    """Give `name` with its content changed."""

    def trick(draft: Draft) -> Draft:
        entry = draft.entry(name)
        return draft.put(replace(entry, data=change(entry.data)))

    return trick


def added(name: str, data: bytes) -> Trick:
    """Give the archive one more entry."""
    return lambda draft: draft.add(Entry(name=name, data=data))


def hidden_program() -> bytes:
    """Give a DEX file to hide: it names a call and an address that `classes.dex` does not."""
    call = "android.telephony.SmsManager.sendTextMessage"
    texts = ("https://hidden-oxlorivane.top/gate",)
    return program.program(AppSpec(package="x.hidden", calls=(call,), strings=texts))[0]


def decoy_manifest() -> bytes:
    """Give the manifest of another, harmless app."""
    return axml.encode(manifest.manifest(AppSpec(package="org.kestrelfen.decoy", label=None), {}))


def zipped(name: str, data: bytes) -> bytes:
    """Give a plain ZIP file with one entry."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def tampered(apk: bytes) -> bytes:
    """Give the APK with one bit of its first entry's content changed after signing."""
    at = 30 + int.from_bytes(apk[26:28], "little") + int.from_bytes(apk[28:30], "little") + 12
    return apk[:at] + bytes([apk[at] ^ 1]) + apk[at + 1 :]


def shifted(apk: bytes) -> bytes:
    """Give the APK with bytes put before it, so that every offset in it is wrong."""
    return b"#!/bin/false\n".ljust(512, b"\0") + apk


def stripped(apk: bytes) -> bytes:
    """Give the APK with the ids of its signing block made unknown, so that only v1 is left."""
    for key in (b"\x1a\x87\x09\x71", b"\xc0\x68\x53\xf0"):
        apk = apk.replace(key, b"\x01\x02\x03\x04")
    return apk


_OTHER_NAME = Header(name=b"res/raw/other.bin")
_ZEROS = Header(crc=0, packed=0, size=0, flags=0x8)

INSTALLED: Mapping[str, Trick] = {
    "bogus-method-manifest": bogus_method(MANIFEST),
    "bogus-method-dex": bogus_method(CODE),
    "bogus-method-resources": bogus_method(RESOURCES),
    "bogus-method-local": local(MANIFEST, Header(method=BOGUS_METHOD)),
    "fake-encryption-manifest": fake_encryption(MANIFEST),
    "fake-encryption-dex": fake_encryption(CODE),
    "shadow-manifest": shadow(MANIFEST),
    "shadow-dex": shadow(CODE),
    "below-manifest": below(MANIFEST),
    "comment": comment(),
    "no-resources": dropped(RESOURCES),
    "local-zeros": local(CODE, _ZEROS),
    "entry-above": added("../../escape.txt", b"up"),
    "entry-absolute": added("/etc/escape.txt", b"root"),
    "entry-backslash": added("res\\..\\escape.txt", b"back"),
    "entry-long": added("res/" + "n" * 3000, b"long"),
}
"""Tricks of the archive that Android has taken; the app reads as it would without them.

Source: reading of AOSP's libziparchive and published analyses; not tried on a phone.
"""

REFUSED: Mapping[str, Trick] = {
    "duplicate-manifest-first": duplicate(MANIFEST, data=decoy_manifest()),
    "duplicate-manifest-last": duplicate(MANIFEST, data=decoy_manifest(), first=False),
    "duplicate-dex-first": duplicate(CODE, data=hidden_program()),
    "duplicate-dex-last": duplicate(CODE, data=hidden_program(), first=False),
    "comment-with-end-record": comment(b"PK\x05\x06" + bytes(18)),
    "prefix": prefix(),
    "prefix-dex": prefix(hidden_program()),
    "local-name": local(MANIFEST, _OTHER_NAME),
    "local-sizes": local(MANIFEST, Header(packed=7, size=7)),
    "local-crc": local(MANIFEST, Header(crc=0x12345678)),
    "entry-nul": added("res/a\0b.txt", b"nul"),
}
"""Tricks of the archive that only older releases of Android took, or none."""

AXML: Mapping[str, Trick] = {
    f"axml-{name}": inside(MANIFEST, change)
    for name, change in {
        "magic": tricks_axml.magic,
        "string-count": tricks_axml.string_count,
        "style-count": tricks_axml.style_count,
        "styles-start": tricks_axml.styles_start,
        "string-offset": tricks_axml.string_offset,
        "junk-chunk": tricks_axml.junk_chunk,
        "trailing": tricks_axml.trailing,
        "attribute-size": tricks_axml.attribute_size,
        "hidden-names": tricks_axml.hidden_names,
        "wrong-names": tricks_axml.wrong_names,
        "odd-namespace": tricks_axml.odd_namespace,
    }.items()
}
"""Tricks of the manifest."""

DEX: Mapping[str, Trick] = {
    f"dex-{name}": inside(CODE, change)
    for name, change in {
        "checksum": tricks_dex.checksum,
        "digest": tricks_dex.digest,
        "version": tricks_dex.version,
        "truncated": tricks_dex.truncated,
        "trailing": tricks_dex.trailing,
        "file-size": tricks_dex.file_size,
        "endian": tricks_dex.endian,
        "string-count": tricks_dex.string_count,
        "bad-string": tricks_dex.bad_string,
    }.items()
}
"""Tricks of the code; not all of them run."""

HIDDEN: Mapping[str, Trick] = {
    "hidden-dex": added("assets/data.bin", hidden_program()),
    "hidden-dex-named": added("assets/plugin.dex", hidden_program()),
    "hidden-dex-zipped": added("assets/update.zip", zipped(CODE, hidden_program())),
    "hidden-dex-picture": added("res/drawable/bg.png", hidden_program()),
    "hidden-encrypted": added("assets/config.dat", invented.noise("payload", 50_000)),
}
"""Code outside `classes*.dex`."""

TRICKS: Mapping[str, Trick] = {**INSTALLED, **REFUSED, **AXML, **DEX, **HIDDEN}

AFTER: Mapping[str, Callable[[bytes], bytes]] = {
    "tampered": tampered,
    "shifted": shifted,
    "stripped": stripped,
    "truncated": lambda apk: apk[:-100],
    "cut-in-half": lambda apk: apk[: len(apk) // 2],
    "trailing": lambda apk: apk + bytes(300),
}
"""What is done to a signed APK."""
