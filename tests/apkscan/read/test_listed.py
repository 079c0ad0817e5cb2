"""A list that is longer than any honest one: what is kept of it, and that it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import Filter, Manifest, Note
from apkscan.read import manifest
from apkscan.read.accessibility import ACTION, GUARD, MAX_SERVICES, META_DATA
from apkscan.read.apk_info_adapter import read_with_apk_info
from apkscan.read.components import MAX_COMPONENTS, MAX_FILTERS, MAX_ITEMS
from apkscan.read.listed import LIMIT, PARTLY, kept, kept_names
from apkscan.read.manifest_facts import MAX_LISTED, read_manifest_facts
from apkscan.read.summary import Summary
from tests.apkscan.read.manifests import NAME, read_spec, resources_of, tree
from tests.data.apk import axml
from tests.data.apk.arsc import ANY, Resource
from tests.data.apk.axml import Element, Ref
from tests.data.apk.spec import AppSpec, ask

_FILE = "res/xml/a.xml"
_ASKING = {_FILE: axml.encode(Element("accessibility-service", {"canPerformGestures": True}))}


def note(what: str, code: str = LIMIT) -> Note:
    return Note(code, NAME, f"more than {what}")


def read(*elements: Element) -> tuple[Manifest, list[Note]]:
    resources = resources_of((Resource("xml", "a", ((ANY, _FILE),)),), _ASKING)
    root = tree(Element("manifest", {}, list(elements)))
    return read_manifest_facts(root, "a.b", resources), resources.unseen


def named(tag: str, count: int, *names: str) -> list[Element]:
    return [Element(tag, {"name": name}) for name in (*(f"a.F{n}" for n in range(count)), *names)]


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_within_its_bound_is_kept_as_it_is(count: int) -> None:
    resources = resources_of()
    names = ["x", "android.y"][:count]

    assert tuple(names) == kept_names(names, 2, "names", resources)
    assert [] == resources.unseen


def test_what_goes_last_is_left_out_and_said() -> None:
    resources = resources_of()

    assert (1, 3) == kept([1, 2, 3, 4], 2, "numbers", resources, last=lambda n: 1 - n % 2)
    assert [note("2 numbers")] == resources.unseen


def test_fillers_push_out_no_permission_of_android() -> None:
    spec = AppSpec(permissions=(*(f"a.F{n}" for n in range(MAX_LISTED)), *ask("READ_SMS")))
    found = read_spec(spec)

    assert MAX_LISTED == len(found.manifest.permissions)
    assert set(ask("READ_SMS")) < set(found.manifest.permissions)
    assert (note("2000 permissions"),) == found.unseen
    assert () == found.disagreements


def test_as_many_permissions_as_are_kept_are_no_limit() -> None:
    names = (*(f"a.F{n}" for n in range(MAX_LISTED - 1)), *ask("READ_SMS"))
    found = read_spec(AppSpec(permissions=names))

    assert tuple(sorted(names)) == found.manifest.permissions
    assert () == found.unseen


def test_permissions_of_older_systems_are_those_that_are_kept() -> None:
    asked = [
        Element("uses-permission", {"name": f"a.F{n:04}", "maxSdkVersion": 28})
        for n in range(MAX_LISTED + 1)
    ]
    found, _ = read(*asked)

    assert {(name, 28) for name in found.permissions} == set(found.permissions_capped)


@pytest.mark.parametrize(
    ("where", "field", "tag", "what"),
    [
        ("manifest", "permissions_defined", "permission", "permissions defined"),
        ("manifest", "features", "uses-feature", "features"),
        ("application", "libraries", "uses-library", "libraries"),
        ("application", "meta_data", "meta-data", "meta-data"),
        ("queries", "queries", "package", "queries"),
    ],
)
def test_other_lists_cost_less(where: str, field: str, tag: str, what: str) -> None:
    items = named(tag, MAX_LISTED, "android.x")
    found, unseen = read(*(items if where == "manifest" else [Element(where, {}, items)]))
    names = [item if isinstance(item, str) else item[0] for item in getattr(found, field)]

    assert MAX_LISTED == len(names)
    assert "android.x" in names
    assert [note(f"2000 {what}", PARTLY)] == unseen


def test_fillers_push_out_no_component_that_android_calls() -> None:
    filters = [Element("intent-filter", {}, named("action", 1))]
    last = [
        Element("service", {"name": ".Guarded", "permission": GUARD}),
        Element("receiver", {"name": ".Heard"}, filters),
    ]
    found, unseen = read(Element("application", {}, [*named("activity", MAX_COMPONENTS), *last]))
    kinds = [component.kind for component in found.components]

    assert MAX_COMPONENTS == len(kinds)
    assert ["activity", "service", "receiver"] == kinds[-3:]
    assert [note("5000 components")] == unseen


def test_fillers_push_out_no_filter_and_no_action_of_android() -> None:
    action = "android.provider.Telephony.SMS_RECEIVED"
    heard = Element("intent-filter", {}, named("action", MAX_ITEMS, action))
    fillers = [Element("intent-filter", {}, named("action", 1)) for _ in range(MAX_FILTERS - 1)]
    receiver = Element("receiver", {"name": ".R"}, [*fillers, Element("intent-filter"), heard])
    found, unseen = read(Element("application", {}, [receiver]))
    (component,) = found.components

    assert MAX_FILTERS == len(component.filters)
    assert Filter() not in component.filters
    assert action == component.filters[-1].actions[-1]
    assert MAX_ITEMS == len(component.filters[-1].actions)
    assert {
        note("200 names of one filter or component"),
        note("100 filters of a component"),
    } == set(unseen)


def test_many_hosts_cost_less() -> None:
    data = [Element("data", {"host": f"h{n}.example"}) for n in range(MAX_ITEMS + 1)]
    activity = Element("activity", {"name": ".A"}, [Element("intent-filter", {}, data)])
    found, unseen = read(Element("application", {}, [activity]))

    assert MAX_ITEMS == len(found.components[0].filters[0].hosts)
    assert [note("200 hosts of one filter or component", PARTLY)] == unseen


def test_fillers_push_out_no_accessibility_service_that_asks() -> None:
    filters = [Element("intent-filter", {}, [Element("action", {"name": ACTION})])]
    fillers = [Element("service", {"name": f".F{n}"}, filters) for n in range(MAX_SERVICES)]
    data = Element("meta-data", {"name": META_DATA, "resource": Ref(0x7F010000)})
    last = Element("service", {"name": ".S", "permission": GUARD}, [data])
    found, unseen = read(Element("application", {}, [*fillers, last]))

    assert ("perform-gestures",) == found.accessibility
    assert [note("20 accessibility services")] == unseen


def test_a_second_reader_that_sees_more_is_bounded_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def more(data: bytes) -> Summary:
        second = read_with_apk_info(data)
        assert isinstance(second, Summary)
        return replace(second, permissions=tuple(f"b.G{n:04}" for n in range(MAX_LISTED + 1)))

    monkeypatch.setattr(manifest, "read_with_apk_info", more)
    found = read_spec(AppSpec())

    assert MAX_LISTED == len(found.manifest.permissions)
    assert (note("2000 permissions"),) == found.unseen
