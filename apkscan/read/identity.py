"""What an app calls itself: package, versions, names and icon as the home screen shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import Identity, Note
from apkscan.read.components import LAUNCHER_ACTION, LAUNCHER_CATEGORY
from apkscan.read.icon_choice import read_icon
from apkscan.read.manifest_facts import PLACE

if TYPE_CHECKING:
    from apkscan.read.element import Element, Value
    from apkscan.read.resources import Resources

_CODENAMES: Final = {
    "M": 23,
    "N": 24,
    "O": 26,
    "P": 28,
    "Q": 29,
    "R": 30,
    "S": 31,
    "Sv2": 32,
    "Tiramisu": 33,
    "UpsideDownCake": 34,
    "VanillaIceCream": 35,
    "Baklava": 36,
}
"""API levels of previews. Source: AOSP, android.os.Build.VERSION_CODES (read 2026-11-26)."""


def read_identity(root: Element, application: Element | None, resources: Resources) -> Identity:
    """Identity of an app by its manifest and resources."""
    attributes = root.attributes
    levels = _sdk_levels(root)
    shown = _shown(application, resources)
    labels = _labels(shown, resources)
    if not labels:
        _note_no_label(shown, resources)
    built = attributes.get("compileSdkVersion") or attributes.get("platformBuildVersionCode")
    return Identity(
        package=resources.text(attributes.get("package")),
        label=labels[0][1] if labels else None,
        labels=tuple(sorted(labels)),
        version_name=resources.text(attributes.get("versionName")),
        version_code=_version_code(root, resources),
        min_sdk=sdk_level(levels.get("minSdkVersion"), resources),
        target_sdk=sdk_level(levels.get("targetSdkVersion"), resources),
        max_sdk=sdk_level(levels.get("maxSdkVersion"), resources),
        compile_sdk=resources.number(built),
        icon=read_icon([element.attributes.get("icon") for element in shown], resources),
    )


def sdk_level(value: Value | None, resources: Resources) -> int | None:
    """API level of a number, of digits, or of the codename of a preview."""
    number = resources.number(value)
    if number is not None:
        return number
    text = resources.text(value) or ""
    return _CODENAMES.get(text.partition(".")[0])


def _sdk_levels(root: Element) -> dict[str, Value]:
    """Attributes of all `uses-sdk` tags; the last one wins, as for Android."""
    levels: dict[str, Value] = {}
    for element in root.all("uses-sdk"):
        levels |= element.attributes
    return levels


def _note_no_label(shown: list[Element], resources: Resources) -> None:
    """Tell a name made of nothing, which hides an app among others, from one that is not found."""
    values = [element.attributes["label"] for element in shown if "label" in element.attributes]
    if any(resources.resolve(value) for value in values):
        resources.notes.append(Note("label-blank", PLACE))
    elif values:
        resources.unseen.append(Note("label-unresolved", PLACE))


def _version_code(root: Element, resources: Resources) -> int | None:
    low = resources.number(root.attributes.get("versionCode"))
    high = resources.number(root.attributes.get("versionCodeMajor"))
    if low is None:
        return None
    return (high or 0) << 32 | low & 0xFFFFFFFF


def _shown(application: Element | None, resources: Resources) -> list[Element]:
    """Tags whose label and icon a user sees, first what the home screen takes."""
    if application is None:
        return []
    activities = application.all("activity", "activity-alias")
    launchers = [element for element in activities if _is_launcher(element, resources)]
    return [*launchers[:1], application]


def _is_launcher(activity: Element, resources: Resources) -> bool:
    if resources.flag(activity.attributes.get("enabled")) is False:
        return False
    return any(
        _has(item, "action", LAUNCHER_ACTION, resources)
        and _has(item, "category", LAUNCHER_CATEGORY, resources)
        for item in activity.all("intent-filter")
    )


def _has(item: Element, tag: str, name: str, resources: Resources) -> bool:
    return any(resources.text(child.attributes.get("name")) == name for child in item.all(tag))


def _labels(shown: list[Element], resources: Resources) -> list[tuple[str, str]]:
    """(locale, name), the default name of the home screen first."""
    found: dict[tuple[str, str], None] = {}
    for element in shown:
        texts = resources.texts(element.attributes.get("label"))
        for locale in sorted(texts, key=lambda tag: (tag != "", not tag.startswith("en"), tag)):
            name = texts[locale].strip()
            if name:
                found[locale, name] = None
    return list(found)
