from __future__ import annotations

import pytest

from apkscan.read.accessibility import ACTION, GUARD, META_DATA, read_accessibility
from tests.apkscan.read.manifests import resources_of, tree
from tests.data.apk import axml
from tests.data.apk.arsc import ANY, Resource
from tests.data.apk.axml import Bits, Element, Ref, Value

_FILE = "res/xml/a.xml"
_ROWS = (Resource("xml", "a", ((ANY, _FILE),)),)


def _service(**attributes: Value) -> Element:
    data = Element("meta-data", {"name": META_DATA, "resource": Ref(0x7F010000)})
    return Element("service", {"name": ".S", **attributes}, [Element("meta-data"), data])


def _capabilities(service: Element, **asked: Value) -> tuple[str, ...]:
    files = {_FILE: axml.encode(Element("accessibility-service", {**asked}))}
    application = tree(Element("application", {}, [service]))
    return read_accessibility(application, resources_of(_ROWS, files))


def test_capabilities_are_those_of_the_file() -> None:
    found = _capabilities(
        _service(permission=GUARD),
        canRetrieveWindowContent=True,
        canPerformGestures=False,
        accessibilityEventTypes=Bits(0x31),
        accessibilityFlags=Bits(0x50),
    )

    assert (
        "event-text-changed",
        "event-view-clicked",
        "event-window-state-changed",
        "option-interactive-windows",
        "option-report-view-ids",
        "retrieve-window-content",
    ) == found


def test_all_events_are_one_capability() -> None:
    found = _capabilities(_service(permission=GUARD), accessibilityEventTypes=Bits(0xFFFFFFFF))

    assert ("event-all",) == found


def test_service_is_known_by_its_action_too() -> None:
    service = _service()
    service.children.append(Element("intent-filter", {}, [Element("action", {"name": ACTION})]))

    assert ("perform-gestures",) == _capabilities(service, canPerformGestures=True)


@pytest.mark.parametrize("permission", ["android.permission.BIND_JOB_SERVICE", ""])
def test_other_services_ask_for_nothing(permission: str) -> None:
    assert () == _capabilities(_service(permission=permission), canPerformGestures=True)


def test_missing_file_is_unseen() -> None:
    resources = resources_of(_ROWS)
    application = tree(Element("application", {}, [_service(permission=GUARD)]))

    assert () == read_accessibility(application, resources)
    assert ["file-missing"] == [note.code for note in resources.unseen]
    assert () == read_accessibility(None, resources)
