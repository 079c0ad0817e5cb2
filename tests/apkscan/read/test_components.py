from __future__ import annotations

import pytest

from apkscan.facts import Component, Filter
from apkscan.read import components
from apkscan.read.components import class_name, read_components
from tests.apkscan.read.manifests import resources_of, tree
from tests.data.apk.arsc import ANY, Resource
from tests.data.apk.axml import Bits, Element, Ref, Value

_RESOURCES = resources_of((Resource("bool", "no", ((ANY, False),)),))


def _read(*elements: Element, package: str | None = "a.b") -> tuple[Component, ...]:
    return read_components(tree(Element("application", {}, list(elements))), package, _RESOURCES)


def test_each_kind_is_read_in_the_order_of_the_file() -> None:
    tags = ("service", "activity", "provider", "activity-alias", "receiver", "meta-data")
    found = _read(*(Element(tag, {"name": f".{tag[0].upper()}"}) for tag in tags))

    assert [
        ("service", "a.b.S"),
        ("activity", "a.b.A"),
        ("provider", "a.b.P"),
        ("alias", "a.b.A"),
        ("receiver", "a.b.R"),
    ] == [(component.kind, component.name) for component in found]


def test_component_has_guard_state_and_filters() -> None:
    state: dict[str, Value | None] = {
        "exported": True,
        "enabled": Ref(0x7F010000),
        "permission": "p.Q",
    }
    found = _read(
        Element(
            "receiver",
            {"name": "x.Y", **state},
            [
                Element(
                    "intent-filter",
                    {"priority": 999},
                    [
                        Element("action", {"name": "act.ONE"}),
                        Element("action", {"name": "act.ONE"}),
                        Element("category", {"name": "cat.TWO"}),
                        Element("data", {"scheme": "https", "host": "a.example"}),
                        Element("data", {"scheme": "sms"}),
                    ],
                ),
                Element("meta-data", {"name": "android.app.device_admin"}),
            ],
        )
    )

    assert (
        Component(
            kind="receiver",
            name="x.Y",
            exported=True,
            permission="p.Q",
            enabled=False,
            filters=(Filter(("act.ONE",), ("cat.TWO",), ("https", "sms"), ("a.example",), 999),),
            meta_data=("android.app.device_admin",),
        ),
    ) == found


def test_foreground_types_of_a_service_are_named() -> None:
    (found,) = _read(
        Element("service", {"name": ".S", "foregroundServiceType": Bits(0x40000000 | 0x21)})
    )

    assert ("dataSync", "mediaProjection", "specialUse") == found.service_types


def test_component_without_a_name_is_left_out() -> None:
    assert () == _read(Element("activity"))


def test_components_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "MAX_COMPONENTS", 2)
    found = _read(*(Element("activity", {"name": f".A{i}"}) for i in range(3)))

    assert 2 == len(found)


def test_no_application_has_no_components() -> None:
    assert () == read_components(None, "a.b", _RESOURCES)


@pytest.mark.parametrize(
    ("written", "package", "name"),
    [
        ("", "a.b", None),
        (None, "a.b", None),
        (".C", None, ".C"),
        ("C", "a.b", "a.b.C"),
    ],
)
def test_names_are_expanded(written: str | None, package: str | None, name: str | None) -> None:
    assert name == class_name(written, package)
