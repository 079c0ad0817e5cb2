"""Which picture of an app is its icon: the sharpest raster, also behind adaptive icons.

Newer apps draw their icon as an XML file of layers; the foreground layer then stands for it. An
icon of vectors only cannot be hashed, and a note says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import Note
from apkscan.read.icon import MAX_ICON_BYTES, icon_hashes
from apkscan.read.manifest_facts import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apkscan.facts import Icon
    from apkscan.read.element import Element, Value
    from apkscan.read.resource_table import Configuration
    from apkscan.read.resources import Resources

_MAX_TRIES = 6
"""Files opened for one icon."""
_MAX_LAYERS = 3
"""XML files inside XML files."""
_SPECIAL_DENSITY: Final = 0xFFFE
"""From here on: every density, no density."""
_LAYER_ATTRIBUTES: Final = ("drawable", "src")


def read_icon(values: Sequence[Value | None], resources: Resources) -> Icon | None:
    """Hashes of the first icon that can be decoded, of those that a manifest names, in order."""
    named = [value for value in values if value is not None]
    tries = [_MAX_TRIES]
    for value in named:
        for place in _places(value, resources, tries, layers=0):
            icon = _hashes(place, resources)
            if icon is not None:
                return icon
    if named:
        resources.unseen.append(Note("icon-unseen", PLACE, "no raster picture of it can be read"))
    return None


def _hashes(place: str, resources: Resources) -> Icon | None:
    entry = resources.archive.find(place)
    if entry is None:
        return None
    data = resources.archive.read(entry, most=MAX_ICON_BYTES)
    return icon_hashes(data, place[:200])


def _places(value: Value, resources: Resources, tries: list[int], *, layers: int) -> Iterator[str]:
    """Files of a drawable, rasters first and the sharpest first, then rasters inside its XML."""
    files = sorted(resources.files(value), key=_sharpness, reverse=True)
    places = list(dict.fromkeys(place for _, place in files))
    if not places and value.text and value.text.startswith("res/"):
        places = [value.text]
    for place in (place for place in places if not place.endswith(".xml")):
        if tries[0] > 0:
            tries[0] -= 1
            yield place
    for place in (place for place in places if place.endswith(".xml")):
        if tries[0] > 0 and layers < _MAX_LAYERS:
            tries[0] -= 1
            root = resources.xml(place)
            for layer in _layers(root) if root is not None else ():
                yield from _places(layer, resources, tries, layers=layers + 1)


def _sharpness(file: tuple[Configuration, str]) -> tuple[bool, int]:
    configuration, _ = file
    density = configuration.density
    return not configuration.locale, density if density < _SPECIAL_DENSITY else 0


def _layers(root: Element) -> Iterator[Value]:
    """References to drawables in an XML drawable, the foreground's first, the last on top next."""
    foreground = list(root.all("foreground"))
    others = [element for element in reversed(root.children) if element.tag != "foreground"]
    waiting = [root, *foreground, *others]
    while waiting:
        element = waiting.pop(0)
        for key in _LAYER_ATTRIBUTES:
            value = element.attributes.get(key)
            if value is not None and value.reference is not None:
                yield value
        if element is not root:
            waiting = [*element.children, *waiting]
