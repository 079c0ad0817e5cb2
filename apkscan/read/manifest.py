"""Read the manifest of an app with all readers at hand, and say where they differ.

Three readers look at the same bytes. A bounded walk (`apkscan.read.axml`) measures the file and
notes tricks; androguard's parser gives the tree where the walk found nothing odd; the walk's own
tree stands where androguard gives up or is led astray. apk-info reads on its own, and what it sees
beyond the tree is added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from apkscan.facts import Identity, Manifest, Note
from apkscan.read.androguard_adapter import read_with_androguard
from apkscan.read.apk_info_adapter import read_with_apk_info
from apkscan.read.axml import walk_axml
from apkscan.read.element import Element, same_tree
from apkscan.read.identity import read_identity
from apkscan.read.manifest_facts import PLACE, read_manifest_facts, the_application
from apkscan.read.resources import open_resources
from apkscan.read.summary import Summary, disagreements, summarize
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from apkscan.facts import Disagreement
    from apkscan.read.archive import ApkArchive
    from apkscan.read.axml import Walked
    from apkscan.read.resources import Resources
    from fraudlens.limits import Limits

_COSTLY: Final = frozenset({"axml-attributes-cut", "limit-xml-depth", "limit-xml-elements"})
"""Oddities with which androguard would read the same bytes thousands of times."""


@dataclass(frozen=True, slots=True)
class ManifestReading:
    """What the manifest and the resource table say."""

    identity: Identity
    manifest: Manifest
    notes: tuple[Note, ...] = ()
    unseen: tuple[Note, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def read_manifest(archive: ApkArchive, limits: Limits) -> ManifestReading:
    """Read identity and manifest of the app in `archive`.

    Raises:
        MalformedInput: there is no manifest in any form that Android would read.
    """
    entry = archive.find(PLACE)
    if entry is None:
        raise MalformedInput("no AndroidManifest.xml", hint="is this an Android app?")
    data = archive.read(entry, most=limits.max_manifest_bytes)
    walked = walk_axml(data, limits)
    resources = open_resources(archive, limits)
    resources.add_oddities(walked.oddities, PLACE)
    second = read_with_apk_info(data, resources.table_bytes)
    own = _manifest_only(walked.root)
    if own is None and not (isinstance(second, Summary) and second.package):
        raise MalformedInput("AndroidManifest.xml is no binary XML with a <manifest>")
    first = _androguard(data, walked)
    root = first if isinstance(first, Element) and not walked.oddities else own
    reading = _facts(root, resources)
    differing = _differing(first, root, reading, resources, second)
    identity, manifest = _enrich(reading.identity, reading.manifest, second)
    if differing:
        fields = ", ".join(item.field for item in differing)
        resources.notes.append(Note("readers-disagree", PLACE, fields))
    return replace(
        reading,
        identity=identity,
        manifest=manifest,
        notes=tuple(dict.fromkeys(resources.notes)),
        unseen=tuple(dict.fromkeys(resources.unseen)),
        disagreements=differing,
    )


def _manifest_only(root: Element | None) -> Element | None:
    return root if root is not None and root.tag == "manifest" else None


def _androguard(data: bytes, walked: Walked) -> Element | str:
    """Tree of androguard, or why there is none."""
    costly = [code for code, _ in walked.oddities if code in _COSTLY]
    if costly:
        return f"error: not asked, {costly[0]}"
    root = read_with_androguard(data)
    if isinstance(root, Element) and root.tag != "manifest":
        return f"error: its root is <{root.tag[:60]}>"
    return root


def _facts(root: Element | None, resources: Resources) -> ManifestReading:
    if root is None:
        return ManifestReading(Identity(), Manifest())
    application = the_application(root, resources)
    identity = read_identity(root, application, resources)
    return ManifestReading(identity, read_manifest_facts(root, identity.package, resources))


def _differing(
    first: Element | str,
    root: Element | None,
    reading: ManifestReading,
    resources: Resources,
    second: Summary | str | None,
) -> tuple[Disagreement, ...]:
    """Where androguard and apk-info differ."""
    if isinstance(first, Element):
        if root is None or not same_tree(first, root):
            reading = _facts(first, resources.apart())
        read: Summary | str = summarize(reading.identity, reading.manifest)
    else:
        read = first
    if second is None:
        return disagreements(read, "") if isinstance(read, str) else ()
    return disagreements(read, _same_label(reading.identity, second))


def _same_label(identity: Identity, second: Summary | str) -> Summary | str:
    """Take apk-info's label as ours if it is any of the names: it looks at one tag, in one way."""
    names = {name for _, name in identity.labels}
    if isinstance(second, Summary) and second.label is not None and second.label.strip() in names:
        return replace(second, label=identity.label)
    return second


def _enrich(
    identity: Identity, manifest: Manifest, second: Summary | str | None
) -> tuple[Identity, Manifest]:
    """Add what only apk-info sees."""
    if not isinstance(second, Summary):
        return identity, manifest
    missing = {
        name: getattr(second, name)
        for name in ("package", "label", "version_name", "version_code", "min_sdk", "target_sdk")
        if getattr(identity, name) is None
    }
    permissions = tuple(sorted({*manifest.permissions, *second.permissions}))
    return replace(identity, **missing), replace(manifest, permissions=permissions)
