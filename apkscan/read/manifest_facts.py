"""From the tree of a manifest to facts, by the rules of the platform.

Only direct children of `manifest` and `application` count, and of several `application` tags the
first: a decoy deeper down is nothing to Android either.

Source: AOSP, core/java/com/android/internal/pm/pkg/parsing/ParsingPackageUtils.java
(read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import Manifest, Note
from apkscan.read.accessibility import read_accessibility
from apkscan.read.components import class_name, read_components
from apkscan.read.network_security import read_network_security
from apkscan.read.resources import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.element import Element
    from apkscan.read.resources import Resources

MAX_LISTED: Final = 2_000
"""Permissions, features, meta-data and the like kept of one app; real ones have up to 250."""
PLACE: Final = "AndroidManifest.xml"

_REQUESTS: Final = ("uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m")
_LEVELS: Final = ("normal", "dangerous", "signature", "signatureOrSystem", "internal")
_LEVEL_FLAGS: Final = (
    (0x10, "privileged"),
    (0x20, "development"),
    (0x40, "appop"),
    (0x80, "pre23"),
    (0x100, "installer"),
    (0x200, "verifier"),
    (0x400, "preinstalled"),
    (0x800, "setup"),
    (0x1000, "instant"),
    (0x2000, "runtime"),
)
"""Source: AOSP, android.content.pm.PermissionInfo (read 2026-11-26)."""


def read_manifest_facts(root: Element, package: str | None, resources: Resources) -> Manifest:
    """What a manifest asks for and declares."""
    application = the_application(root, resources)
    attributes = application.attributes if application is not None else {}
    requests = _requests(root, resources)
    network = resources.xml_of(attributes.get("networkSecurityConfig"))
    return Manifest(
        permissions=tuple(sorted({name for name, _ in requests})),
        permissions_capped=_capped(requests),
        permissions_repeated=len(requests) - len({name for name, _ in requests}),
        permissions_defined=_defined(root, resources),
        components=read_components(application, package, resources),
        application=class_name(resources.text(attributes.get("name")), package),
        meta_data=_meta_data(application, resources),
        features=_names(root.all("uses-feature"), resources),
        libraries=_names(_children(application, "uses-library", "uses-native-library"), resources),
        queries=_names(_children(root.first("queries"), "package"), resources),
        shared_user=resources.text(root.attributes.get("sharedUserId")),
        debuggable=resources.flag(attributes.get("debuggable")),
        test_only=resources.flag(attributes.get("testOnly")),
        allow_backup=resources.flag(attributes.get("allowBackup")),
        cleartext=resources.flag(attributes.get("usesCleartextTraffic")),
        legacy_storage=resources.flag(attributes.get("requestLegacyExternalStorage")),
        has_code=resources.flag(attributes.get("hasCode")),
        network=read_network_security(network),
        accessibility=read_accessibility(application, resources),
    )


def the_application(root: Element, resources: Resources) -> Element | None:
    """Give the application tag that Android takes, with a note if there are more."""
    found = list(root.all("application"))
    if len(found) > 1:
        resources.notes.append(Note("manifest-second-application", PLACE, f"{len(found)} tags"))
    return found[0] if found else None


def _children(element: Element | None, *tags: str) -> Iterable[Element]:
    return element.all(*tags) if element is not None else ()


def _names(elements: Iterable[Element], resources: Resources) -> tuple[str, ...]:
    texts = {resources.text(element.attributes.get("name")) for element in elements}
    return tuple(sorted(text for text in texts if text))[:MAX_LISTED]


def _requests(root: Element, resources: Resources) -> list[tuple[str, int | None]]:
    """Permissions as requested, with the last system that grants them."""
    found: list[tuple[str, int | None]] = []
    for element in root.all(*_REQUESTS):
        name = resources.text(element.attributes.get("name"))
        if name and len(found) < MAX_LISTED:
            found.append((name, resources.number(element.attributes.get("maxSdkVersion"))))
    return found


def _capped(requests: list[tuple[str, int | None]]) -> tuple[tuple[str, int], ...]:
    free = {name for name, most in requests if most is None}
    return tuple(
        sorted({(name, most) for name, most in requests if most is not None and name not in free})
    )


def _defined(root: Element, resources: Resources) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for element in root.all("permission"):
        name = resources.text(element.attributes.get("name"))
        if name and len(found) < MAX_LISTED:
            level = resources.number(element.attributes.get("protectionLevel"))
            found.setdefault(name, protection_level(level or 0))
    return tuple(sorted(found.items()))


def protection_level(mask: int) -> str:
    """Name of a protection level.

    >>> protection_level(0x12), protection_level(1)
    ('signature|privileged', 'dangerous')
    """
    base = mask & 0xF
    names = [_LEVELS[base] if base < len(_LEVELS) else str(base)]
    return "|".join(names + [name for bit, name in _LEVEL_FLAGS if mask & bit])


def _meta_data(application: Element | None, resources: Resources) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for element in _children(application, "meta-data"):
        name = resources.text(element.attributes.get("name"))
        if name and len(found) < MAX_LISTED:
            value = element.attributes.get("value") or element.attributes.get("resource")
            found.setdefault(name, (resources.text(value) or "")[:MAX_TEXT])
    return tuple(sorted(found.items()))
