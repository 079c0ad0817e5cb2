"""Small apps and trees to read in the tests of the manifest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apkscan.read.axml import Walked, walk_axml
from apkscan.read.manifest import ManifestReading, read_manifest
from apkscan.read.resources import Resources, open_resources
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.archives import opened
from tests.data.apk import arsc, axml
from tests.data.apk.build import draft
from tests.data.apk.container import Draft, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apkscan.read.archive import ApkArchive
    from apkscan.read.element import Element
    from tests.data.apk.spec import AppSpec

NAME = "AndroidManifest.xml"
PACKAGE = "org.tidewater.plain"


def archive_of(files: Mapping[str, bytes]) -> ApkArchive:
    """Open an archive of these files."""
    entries = tuple(Entry(name=name, data=data) for name, data in files.items())
    return opened(Draft(entries=entries))


def read_spec(spec: AppSpec, trick: Callable[[bytes], bytes] | None = None) -> ManifestReading:
    """Build an app, bend its manifest, read it."""
    made = draft(spec)
    if trick is not None:
        entry = made.entry(NAME)
        made = made.put(replace(entry, data=trick(entry.data)))
    return read_manifest(opened(made), DEFAULT_LIMITS)


def read_files(files: Mapping[str, bytes]) -> ManifestReading:
    """Read an app of these files."""
    return read_manifest(archive_of(files), DEFAULT_LIMITS)


def walked(data: bytes) -> Walked:
    """Walk with the bounds that everybody has."""
    return walk_axml(data, DEFAULT_LIMITS)


def codes_of(found: Walked) -> list[str]:
    """Give the codes of what is odd."""
    return [code for code, _ in found.oddities]


def tree(element: axml.Element) -> Element:
    """Encode a tree and read it back."""
    root = walked(axml.encode(element)).root
    assert root is not None

    return root


def resources_of(
    rows: arsc.Resources = (), files: Mapping[str, bytes] | None = None, *, table: bool = True
) -> Resources:
    """Open the resources of an app with this table and these files."""
    held = dict(files or {})
    if table:
        held["resources.arsc"] = arsc.encode(PACKAGE, rows)
    return open_resources(archive_of(held), DEFAULT_LIMITS)
