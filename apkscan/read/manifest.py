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
from apkscan.read.manifest_facts import PLACE, asked, read_manifest_facts, the_application
from apkscan.read.resources import TABLE_PLACE, open_resources
from apkscan.read.summary import Summary, disagreements, summarize, without_references
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from apkscan.facts import Disagreement
    from apkscan.read.archive import ApkArchive
    from apkscan.read.resources import Resources
    from fraudlens.limits import Limits

_COSTLY: Final = frozenset(
    {
        "axml-attributes-cut",
        "axml-overlapping-strings",
        "limit-xml-depth",
        "limit-xml-elements",
    }
)
"""Oddities with which the other readers would read the same bytes thousands of times."""

_FILLED: Final = ("package", "label", "version_name", "version_code", "min_sdk", "target_sdk")
"""Facts of the identity that apk-info fills where the tree has none."""


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
    resources = open_resources(archive, limits)
    data = resources.xml_bytes(entry)
    walked = walk_axml(data, limits)
    resources.add_oddities(walked.oddities, PLACE)
    codes = {code for code, _ in walked.oddities}
    own = walked.root if walked.root is not None and walked.root.tag == "manifest" else None
    if codes & _COSTLY:
        reading = _facts(_required(own), resources)
    else:
        reading = _cross_checked(data, own, resources, odd=bool(codes))
    if resources.table is not None:
        resources.add_oddities(resources.table.oddities, TABLE_PLACE)
    return replace(
        reading,
        notes=tuple(dict.fromkeys(resources.notes)),
        unseen=tuple(dict.fromkeys(resources.unseen)),
    )


def _cross_checked(
    data: bytes, own: Element | None, resources: Resources, *, odd: bool
) -> ManifestReading:
    """Facts of the best tree, with what only apk-info sees, and where androguard and it differ."""
    second = _bounded(read_with_apk_info(data), resources)
    rescued = isinstance(second, Summary) and second.package is not None
    first = read_with_androguard(data)
    if isinstance(first, Element) and first.tag != "manifest":
        first = f"error: its root is <{first.tag[:60]}>"
    root = first if isinstance(first, Element) and not odd else own
    reading = _facts(root if rescued else _required(root), resources)
    differing = _differing(first, root, reading, resources, second)
    if differing:
        fields = ", ".join(item.field for item in differing)
        resources.notes.append(Note("readers-disagree", PLACE, fields))
    return replace(_enriched(reading, second), disagreements=differing)


def _bounded(second: Summary | str | None, resources: Resources) -> Summary | str | None:
    """Keep of its permissions what is kept of ours: no reader differs by its bound."""
    if not isinstance(second, Summary):
        return second
    return replace(second, permissions=asked(second.permissions, resources))


def _required(root: Element | None) -> Element:
    if root is None:
        raise MalformedInput("AndroidManifest.xml is no binary XML with a <manifest>")
    return root


def _facts(root: Element | None, resources: Resources) -> ManifestReading:
    if root is None:
        return ManifestReading(Identity(), Manifest())
    application = the_application(root, resources)
    split = resources.text(root.attributes.get("split"))
    if split:
        resources.unseen.append(Note("split-alone", PLACE, split))
    identity = read_identity(root, application, resources)
    return ManifestReading(identity, read_manifest_facts(root, identity.package, resources))


def _differing(
    first: Element | str,
    root: Element | None,
    reading: ManifestReading,
    resources: Resources,
    second: Summary | str | None,
) -> tuple[Disagreement, ...]:
    """Where androguard and apk-info differ; the second is absent where it cannot be asked."""
    if isinstance(first, str):
        return disagreements(first, "" if second is None else second)
    if root is None or not same_tree(first, root):
        reading = _facts(first, resources.apart())
    read = summarize(reading.identity, reading.manifest)
    if isinstance(second, Summary):
        second = _same_label(reading.identity, without_references(second, read))
    return disagreements(read, read if second is None else second)


def _same_label(identity: Identity, second: Summary) -> Summary:
    """Take apk-info's label as ours if it has none or any of the names: it looks at one tag."""
    names = {None, *(name for _, name in identity.labels)}
    theirs = second.label.strip() if second.label is not None else None
    return replace(second, label=identity.label) if theirs in names else second


def _enriched(reading: ManifestReading, second: Summary | str | None) -> ManifestReading:
    """Add what only apk-info sees."""
    if not isinstance(second, Summary):
        return reading
    identity, manifest = reading.identity, reading.manifest
    second = without_references(second, summarize(identity, manifest))
    missing = {name: getattr(second, name) for name in _FILLED if getattr(identity, name) is None}
    permissions = tuple(sorted({*manifest.permissions, *second.permissions}))
    return replace(
        reading,
        identity=replace(identity, **missing),
        manifest=replace(manifest, permissions=permissions),
    )
