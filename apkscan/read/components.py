"""Activities, services, receivers and providers that a manifest declares.

Names are expanded as Android does it; every attribute may be a reference.

Source: AOSP, core/java/com/android/internal/pm/pkg/component (read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import Component, Filter
from apkscan.read.listed import LIMIT, PARTLY, foreign, kept, kept_names
from apkscan.read.resources import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.element import Element
    from apkscan.read.resources import Resources

KINDS: Final = {
    "activity": "activity",
    "activity-alias": "alias",
    "service": "service",
    "receiver": "receiver",
    "provider": "provider",
}
"""Kind of component by its tag."""

LAUNCHER_ACTION: Final = "android.intent.action.MAIN"
LAUNCHER_CATEGORY: Final = "android.intent.category.LAUNCHER"

MAX_COMPONENTS: Final = 5_000
"""Kept of one app; the largest real manifest seen has 1,600."""
MAX_FILTERS: Final = 100
"""Kept of one component."""
MAX_ITEMS: Final = 200
"""Actions, categories, schemes, hosts or meta-data names kept of one filter or component."""

_SERVICE_TYPES: Final = (
    (0x1, "dataSync"),
    (0x2, "mediaPlayback"),
    (0x4, "phoneCall"),
    (0x8, "location"),
    (0x10, "connectedDevice"),
    (0x20, "mediaProjection"),
    (0x40, "camera"),
    (0x80, "microphone"),
    (0x100, "health"),
    (0x200, "remoteMessaging"),
    (0x400, "systemExempted"),
    (0x800, "shortService"),
    (0x2000, "mediaProcessing"),
    (0x40000000, "specialUse"),
)
"""Source: AOSP, android.content.pm.ServiceInfo (read 2026-11-26)."""


def read_components(
    application: Element | None, package: str | None, resources: Resources
) -> tuple[Component, ...]:
    """Components in the order of the file; those without a name are left out, as Android does."""
    if application is None:
        return ()
    named = [
        (element, name)
        for element in application.all(*KINDS)
        if (name := class_name(resources.text(element.attributes.get("name")), package))
    ]
    chosen = kept(
        named,
        MAX_COMPONENTS,
        "components",
        resources,
        last=lambda pair: _idleness(pair[0], resources),
    )
    return tuple(_component(element, name, resources) for element, name in chosen)


def class_name(written: str | None, package: str | None) -> str | None:
    """Full name of a class as a manifest writes it.

    >>> class_name(".Main", "a.b"), class_name("Main", "a.b"), class_name("c.Main", "a.b")
    ('a.b.Main', 'a.b.Main', 'c.Main')
    """
    if not written or not package or ("." in written and not written.startswith(".")):
        return written or None
    return package + written if written.startswith(".") else f"{package}.{written}"


def _idleness(element: Element, resources: Resources) -> int:
    """Give 0 for what the system alone may call, 1 for what answers to others, else 2."""
    guard = resources.text(element.attributes.get("permission")) or ""
    return 2 - any(element.all("intent-filter")) if foreign(guard) else 0


def _component(element: Element, name: str, resources: Resources) -> Component:
    attributes = element.attributes
    guards = ("permission", "readPermission", "writePermission")
    guard = next(filter(None, (resources.text(attributes.get(key)) for key in guards)), None)
    return Component(
        kind=KINDS[element.tag],
        name=name,
        exported=resources.flag(attributes.get("exported")),
        permission=guard,
        enabled=resources.flag(attributes.get("enabled")) is not False,
        filters=_filters(element, resources),
        meta_data=_names(element.all("meta-data"), "name", resources, code=PARTLY),
        service_types=_service_types(resources.number(attributes.get("foregroundServiceType"))),
    )


def _filters(element: Element, resources: Resources) -> tuple[Filter, ...]:
    return kept(
        [_filter(item, resources) for item in element.all("intent-filter")],
        MAX_FILTERS,
        "filters of a component",
        resources,
        last=lambda item: min(map(foreign, item.actions), default=2),
    )


def _filter(element: Element, resources: Resources) -> Filter:
    return Filter(
        actions=_names(element.all("action"), "name", resources),
        categories=_names(element.all("category"), "name", resources),
        schemes=_names(element.all("data"), "scheme", resources, code=PARTLY),
        hosts=_names(element.all("data"), "host", resources, code=PARTLY),
        priority=resources.number(element.attributes.get("priority")) or 0,
    )


def _names(
    elements: Iterable[Element], key: str, resources: Resources, *, code: str = LIMIT
) -> tuple[str, ...]:
    """Values of an attribute, without repetition, in the order of the file."""
    texts = (resources.text(element.attributes.get(key)) for element in elements)
    names = list(dict.fromkeys(text[:MAX_TEXT] for text in texts if text))
    return kept_names(names, MAX_ITEMS, f"{key}s of one filter or component", resources, code=code)


def _service_types(mask: int | None) -> tuple[str, ...]:
    return tuple(name for bit, name in _SERVICE_TYPES if (mask or 0) & bit)
