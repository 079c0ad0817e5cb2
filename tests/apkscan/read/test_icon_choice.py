from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.read import icon_choice
from apkscan.read.element import REFERENCE, STRING, Value
from apkscan.read.icon_choice import read_icon
from tests.apkscan.read.manifests import NAME, resources_of
from tests.data.apk import axml
from tests.data.apk.arsc import ANY, Config, Resource
from tests.data.apk.axml import Element, Ref
from tests.data.apk.icon import icon_for

if TYPE_CHECKING:
    from apkscan.read.resources import Resources

_A, _B, _C = (icon_for(seed, side=16) for seed in "abc")
_ROWS = (
    Resource(
        "mipmap",
        "icon",
        (
            (Config(density=160), "res/a.png"),
            (Config(density=480), "res/b.png"),
            (Config(density=65534), "res/icon.xml"),
            (Config(density=640, locale="ar"), "res/c.png"),
        ),
    ),
    Resource("mipmap", "modern", ((Config(density=65534), "res/icon.xml"),)),
    Resource("drawable", "front", ((ANY, "res/c.png"),)),
    Resource("drawable", "ring", ((ANY, "res/ring.xml"),)),
    Resource("drawable", "vector", ((ANY, "res/vector.xml"),)),
)
_LEGACY, _MODERN, _RING, _VECTOR = (
    Value(REFERENCE, number) for number in (0x7F010000, 0x7F010001, 0x7F020001, 0x7F020002)
)
_FRONT, _BACK = Ref(0x7F020000), Ref(0x7F020002)


def _resources(icon: Element | None = None, **files: bytes) -> Resources:
    held: dict[str, bytes] = {f"res/{name}.png": data for name, data in files.items()}
    held["res/ring.xml"] = axml.encode(Element("bitmap", {":src": Ref(0x7F020001)}))
    held["res/vector.xml"] = axml.encode(Element("vector"))
    if icon is not None:
        held["res/icon.xml"] = axml.encode(icon)
    return resources_of(_ROWS, held)


def _place(value: Value, resources: Resources) -> str | None:
    found = read_icon([value], resources)
    return found.place if found is not None else None


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"a": _A, "b": _B, "c": _C}, "res/b.png"),
        ({"a": _A, "b": b"broken"}, "res/a.png"),
        ({"a": _A}, "res/a.png"),
        ({"c": _C}, "res/c.png"),
    ],
    ids=["sharpest", "broken", "missing", "of-one-language"],
)
def test_sharpest_raster_that_decodes_is_the_icon(files: dict[str, bytes], place: str) -> None:
    resources = _resources(None, **files)

    assert place == _place(_LEGACY, resources)
    assert [] == resources.unseen


@pytest.mark.parametrize(
    "layers",
    [
        [Element("background", {"drawable": _BACK}), Element("foreground", {"drawable": _FRONT})],
        [Element("foreground", {}, [Element("inset", {"drawable": _FRONT})])],
        [Element("item", {"drawable": _BACK}), Element("item", {"drawable": _FRONT})],
        [Element("item", {}, [Element("bitmap", {":src": _FRONT})])],
    ],
    ids=["adaptive", "inset", "layers", "bitmap"],
)
def test_layer_stands_for_an_icon_of_layers(layers: list[Element]) -> None:
    assert "res/c.png" == _place(_MODERN, _resources(Element("adaptive-icon", {}, layers), c=_C))


def test_attribute_of_the_root_is_a_layer_too() -> None:
    assert "res/c.png" == _place(_MODERN, _resources(Element("inset", {"drawable": _FRONT}), c=_C))


@pytest.mark.parametrize("value", [_RING, _VECTOR, _MODERN, Value(STRING, 0, "nowhere")])
def test_icon_without_raster_is_unseen(value: Value) -> None:
    resources = _resources()

    assert _place(value, resources) is None
    assert Note("icon-unseen", NAME, "no raster picture of it can be read") in resources.unseen


def test_layers_are_followed_some_steps_and_files_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(icon_choice, "_MAX_TRIES", 1)
    resources = _resources(a=b"broken", b=b"broken")

    assert _place(_LEGACY, resources) is None
    assert ["icon-unseen"] == [note.code for note in resources.unseen]


def test_path_may_be_written_into_the_manifest() -> None:
    assert "res/a.png" == _place(Value(STRING, 0, "res/a.png"), _resources(a=_A))


def test_next_tag_gives_the_icon_where_the_first_has_none() -> None:
    found = read_icon([None, _VECTOR, _LEGACY], _resources(a=_A))

    assert found is not None
    assert "res/a.png" == found.place


def test_app_that_names_no_icon_misses_none() -> None:
    resources = _resources()

    assert read_icon([None], resources) is None
    assert [] == resources.unseen
