"""Whether a further APK is part of the app: Android installs none of another package or signer.

Its code and texts count as the app's all the same, but its manifest is not judged, so a whole app
that is called a split must not pass without a word.

Source: AOSP, ApkLiteParseUtils.java and PackageInstallerSession.java, "inconsistent package" and
"inconsistent signatures" (from memory, 2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import Note
from apkscan.read.axml import walk_axml
from apkscan.read.element import as_text
from apkscan.read.resources import MAX_TEXT
from apkscan.read.signing import signers_of

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.read.archive import ApkArchive
    from apkscan.read.element import Element
    from fraudlens.limits import Limits

_MANIFEST: Final = "AndroidManifest.xml"


def foreign_split(place: str, archive: ApkArchive, base: ApkFacts, limits: Limits) -> Note | None:
    """Say why the APK at `place` is no part of the app that `base` is of; `None` if it is one."""
    why = _other_app(archive, base, limits) or _other_signer(archive, base)
    return Note("foreign-split", place, why) if why else None


def _other_app(archive: ApkArchive, base: ApkFacts, limits: Limits) -> str:
    entry = archive.find(_MANIFEST)
    data = b"" if entry is None else archive.read(entry, limits.max_manifest_bytes)
    root = walk_axml(data, limits).root
    if root is None:
        return "a manifest that cannot be read"
    package = _text(root, "package")
    if package != (base.identity.package or ""):
        return f"package {package or 'without a name'}"
    return "" if _text(root, "split") else "an app of its own, no split"


def _other_signer(archive: ApkArchive, base: ApkFacts) -> str:
    """Compare the signers; an APK without any is not installed at all, and tells nothing."""
    signing = base.signing
    known = {certificate.sha256 for certificate in signing.certificates} | {*signing.lineage}
    signers = signers_of(archive)
    return f"signer {min(signers)[:16]}" if known and signers and not signers & known else ""


def _text(root: Element, name: str) -> str:
    value = root.attributes.get(name)
    return ((as_text(value) if value is not None else None) or "")[:MAX_TEXT]
