"""From a row of the table to the bytes of an APK."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tests.data.apk import arsc, axml, icon, manifest, program
from tests.data.apk.arsc import ANY, Config, Resource, Resources
from tests.data.apk.container import Draft, Entry
from tests.data.apk.signing import sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.data.apk.spec import AppSpec

    Trick: TypeAlias = Callable[[Draft], Draft]
    """What is done to an archive before it is signed, so that the signature holds over it."""

SMALL, LARGE = Config(density=160), Config(density=480)
STORED = (".png", ".arsc", ".ogg", ".mp3")
"""Android's build tools do not compress these."""


def build_apk(spec: AppSpec, *tricks: Trick) -> bytes:
    """Give the signed APK of `spec`; each trick is applied before signing.

    The same spec gives the same bytes.
    """
    made = draft(spec)
    for trick in tricks:
        made = trick(made)
    return sign(made, spec.schemes, spec.key, spec.lineage)


def draft(spec: AppSpec) -> Draft:
    """Give the entries of the APK of `spec`, before signing."""
    return Draft(entries=tuple(_entry(spec, name, data) for name, data in _files(spec)))


def _entry(spec: AppSpec, name: str, data: bytes) -> Entry:
    deflated = spec.deflated and not name.endswith(STORED)
    return Entry(name=name, data=data, deflated=deflated, align=1 if deflated else 4)


def _files(spec: AppSpec) -> Iterator[tuple[str, bytes]]:
    resources = _resources(spec)
    ids, utf16 = arsc.ids(resources), spec.pools_utf16
    yield "AndroidManifest.xml", axml.encode(manifest.manifest(spec, ids), utf16=utf16)
    if spec.has_code is not False:
        for number, data in enumerate(program.program(spec), 1):
            yield f"classes{number if number > 1 else ''}.dex", data
    for name, data in _icons(spec):
        yield name, data
    if spec.network is not None:
        tree = manifest.network_security(spec.network)
        yield "res/xml/network_security_config.xml", axml.encode(tree, utf16=utf16)
    if spec.accessibility is not None:
        tree = manifest.accessibility(spec.accessibility)
        yield "res/xml/accessibility.xml", axml.encode(tree, utf16=utf16)
    for name, data in spec.files.items():
        yield name, data
    for abi in spec.abis:
        for name, data in spec.native.items():
            yield f"lib/{abi}/{name}", data
    if resources:
        yield "resources.arsc", arsc.encode(spec.package, resources, utf16=utf16)


def _icons(spec: AppSpec) -> Iterator[tuple[str, bytes]]:
    if spec.icon == b"":
        return
    small = icon.icon_for(spec.package) if spec.icon is None else spec.icon
    large = small if spec.icon is not None else icon.icon_for(spec.package, side=96)
    yield "res/mipmap-mdpi-v4/ic_launcher.png", small
    yield "res/mipmap-xxhdpi-v4/ic_launcher.png", spec.icon_large or large


def _resources(spec: AppSpec) -> Resources:
    return tuple(_rows(spec))


def _rows(spec: AppSpec) -> Iterator[Resource]:
    icons = [name for name, _ in _icons(spec)]
    if icons:
        values = tuple(zip((SMALL, LARGE), icons, strict=True))
        yield Resource("mipmap", "ic_launcher", values)
    if spec.label is not None:
        labels = [(Config(locale=locale), text) for locale, text in spec.labels.items()]
        yield Resource("string", "app_name", ((ANY, spec.label), *labels))
    for name, text in spec.resources.items():
        yield Resource("string", name, ((ANY, text),))
    for name, wanted in (
        ("network_security_config", spec.network is not None),
        ("accessibility", spec.accessibility is not None),
    ):
        if wanted:
            yield Resource("xml", name, ((ANY, f"res/xml/{name}.xml"),))
