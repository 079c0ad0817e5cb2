"""What the accessibility services of an app ask for in their configuration files.

Source: AOSP, android.accessibilityservice.AccessibilityServiceInfo and
android.view.accessibility.AccessibilityEvent (read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.read.listed import kept

if TYPE_CHECKING:
    from apkscan.read.element import Element
    from apkscan.read.resources import Resources

ACTION: Final = "android.accessibilityservice.AccessibilityService"
META_DATA: Final = "android.accessibilityservice"
GUARD: Final = "android.permission.BIND_ACCESSIBILITY_SERVICE"
_ALL_EVENTS: Final = 0xFFFFFFFF
MAX_SERVICES: Final = 20

_FLAGS: Final = (
    ("canRetrieveWindowContent", "retrieve-window-content"),
    ("canPerformGestures", "perform-gestures"),
    ("canTakeScreenshot", "take-screenshot"),
    ("canRequestFilterKeyEvents", "filter-key-events"),
    ("canRequestTouchExplorationMode", "touch-exploration"),
    ("canControlMagnification", "control-magnification"),
    ("canRequestFingerprintGestures", "fingerprint-gestures"),
    ("isAccessibilityTool", "accessibility-tool"),
)

_EVENTS: Final = (
    (0x1, "event-view-clicked"),
    (0x2, "event-view-long-clicked"),
    (0x8, "event-view-focused"),
    (0x10, "event-text-changed"),
    (0x20, "event-window-state-changed"),
    (0x40, "event-notification-state-changed"),
    (0x800, "event-window-content-changed"),
    (0x1000, "event-view-scrolled"),
    (0x2000, "event-text-selection-changed"),
)

_OPTIONS: Final = (
    (0x4, "option-touch-exploration"),
    (0x10, "option-report-view-ids"),
    (0x20, "option-filter-key-events"),
    (0x40, "option-interactive-windows"),
)


def read_accessibility(application: Element | None, resources: Resources) -> tuple[str, ...]:
    """Capabilities of all accessibility services of the app; sorted."""
    if application is None:
        return ()
    services = [item for item in application.all("service") if _is_accessibility(item, resources)]
    found: set[str] = set()
    for service in kept(
        services,
        MAX_SERVICES,
        "accessibility services",
        resources,
        last=lambda item: not any(item.all("meta-data")),
    ):
        for item in service.all("meta-data"):
            if resources.text(item.attributes.get("name")) == META_DATA:
                root = resources.xml_of(item.attributes.get("resource"))
                found |= _capabilities(root, resources) if root is not None else set()
    return tuple(sorted(found))


def _is_accessibility(service: Element, resources: Resources) -> bool:
    return resources.text(service.attributes.get("permission")) == GUARD or any(
        resources.text(action.attributes.get("name")) == ACTION
        for item in service.all("intent-filter")
        for action in item.all("action")
    )


def _capabilities(root: Element, resources: Resources) -> set[str]:
    attributes = root.attributes
    found = {name for key, name in _FLAGS if resources.flag(attributes.get(key))}
    events = (resources.number(attributes.get("accessibilityEventTypes")) or 0) & _ALL_EVENTS
    if events == _ALL_EVENTS:
        found.add("event-all")
    else:
        found |= {name for bit, name in _EVENTS if events & bit}
    options = resources.number(attributes.get("accessibilityFlags")) or 0
    return found | {name for bit, name in _OPTIONS if options & bit}
