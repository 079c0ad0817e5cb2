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
from apkscan.read.listed import PARTLY, foreign, kept, kept_names
from apkscan.read.network_security import read_network_security
from apkscan.read.resources import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    permissions = asked(sorted({name for name, _ in requests}), resources)
    network = resources.xml_of(attributes.get("networkSecurityConfig"))
    return Manifest(
        permissions=permissions,
        permissions_capped=_capped(requests, frozenset(permissions)),
        permissions_repeated=len(requests) - len({name for name, _ in requests}),
        permissions_defined=_defined(root, resources),
        components=read_components(application, package, resources),
        application=class_name(resources.text(attributes.get("name")), package),
        meta_data=_meta_data(application, resources),
        features=_names(root.all("uses-feature"), "features", resources),
        libraries=_names(
            _children(application, "uses-library", "uses-native-library"), "libraries", resources
        ),
        queries=_names(_children(root.first("queries"), "package"), "queries", resources),
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


def asked(permissions: Sequence[str], resources: Resources) -> tuple[str, ...]:
    """Give the permissions that are kept, of all that are asked for."""
    return kept_names(permissions, MAX_LISTED, "permissions", resources)


def _names(elements: Iterable[Element], what: str, resources: Resources) -> tuple[str, ...]:
    texts = {resources.text(element.attributes.get("name")) for element in elements}
    names = sorted(text for text in texts if text)
    return kept_names(names, MAX_LISTED, what, resources, code=PARTLY)


def _requests(root: Element, resources: Resources) -> list[tuple[str, int | None]]:
    """Permissions as requested, with the last system that grants them."""
    found: list[tuple[str, int | None]] = []
    for element in root.all(*_REQUESTS):
        name = resources.text(element.attributes.get("name"))
        if name:
            found.append((name, resources.number(element.attributes.get("maxSdkVersion"))))
    return found


def _capped(
    requests: list[tuple[str, int | None]], permissions: frozenset[str]
) -> tuple[tuple[str, int], ...]:
    """Requests that older systems alone grant, of the permissions that are kept."""
    free = {name for name, most in requests if most is None}
    found = {(name, most) for name, most in requests if most is not None and name not in free}
    return tuple(sorted(pair for pair in found if pair[0] in permissions))[:MAX_LISTED]


def _defined(root: Element, resources: Resources) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for element in root.all("permission"):
        name = resources.text(element.attributes.get("name"))
        if name:
            level = resources.number(element.attributes.get("protectionLevel"))
            found.setdefault(name, protection_level(level or 0))
    return _pairs(found, "permissions defined", resources)


def _pairs(found: dict[str, str], what: str, resources: Resources) -> tuple[tuple[str, str], ...]:
    return kept(
        sorted(found.items()),
        MAX_LISTED,
        what,
        resources,
        code=PARTLY,
        last=lambda pair: foreign(pair[0]),
    )


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
        if name:
            value = element.attributes.get("value") or element.attributes.get("resource")
            found.setdefault(name, (resources.text(value) or "")[:MAX_TEXT])
    return _pairs(found, "meta-data", resources)
