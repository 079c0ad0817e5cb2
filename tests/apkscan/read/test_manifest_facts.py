from __future__ import annotations

import pytest

from apkscan.facts import Manifest, NetworkSecurity, Note
from apkscan.read import manifest_facts
from apkscan.read.manifest_facts import protection_level, read_manifest_facts
from tests.apkscan.read.manifests import NAME, read_spec, resources_of, tree
from tests.data.apk.axml import Element
from tests.data.apk.spec import AppSpec, NetworkSpec, ask

_RESOURCES = resources_of()


def _read(*elements: Element) -> Manifest:
    return read_manifest_facts(tree(Element("manifest", {}, list(elements))), "a.b", _RESOURCES)


def test_all_that_an_app_declares_is_read() -> None:
    found = read_spec(
        AppSpec(
            permissions=(*ask("READ_SMS CAMERA READ_SMS"), "x.Y:28"),
            permissions_sdk23=ask("SEND_SMS"),
            permissions_defined=(("a.SECRET", 2),),
            application=".App",
            meta_data={"key": "value", "number": 7},
            features=("android.hardware.camera",),
            libraries=("org.apache.http.legacy",),
            queries=("com.other.app",),
            shared_user="shared.id",
            debuggable=True,
            test_only=True,
            allow_backup=False,
            cleartext=True,
            legacy_storage=True,
            network=NetworkSpec(cleartext=True),
            accessibility=("canPerformGestures",),
        )
    ).manifest

    assert (*ask("CAMERA READ_SMS SEND_SMS"), "x.Y") == found.permissions
    assert (("x.Y", 28),) == found.permissions_capped
    assert 1 == found.permissions_repeated
    assert (("a.SECRET", "signature"),) == found.permissions_defined
    assert "org.tidewater.plain.App" == found.application
    assert (("key", "value"), ("number", "7")) == found.meta_data
    assert ("android.hardware.camera",) == found.features
    assert ("org.apache.http.legacy",) == found.libraries
    assert ("com.other.app",) == found.queries
    assert "shared.id" == found.shared_user
    flags = (found.debuggable, found.test_only, found.cleartext, found.legacy_storage)
    assert (True, True, True, True) == flags
    assert found.allow_backup is False
    assert found.has_code is None
    assert NetworkSecurity(cleartext=True) == found.network


def test_empty_manifest_declares_nothing() -> None:
    assert Manifest() == _read()


def test_permission_is_capped_only_if_every_request_is() -> None:
    def request(name: str, most: int | None) -> Element:
        return Element("uses-permission", {"name": name, "maxSdkVersion": most})

    found = _read(request("a.A", 18), request("a.A", None), request("a.B", 22), request("", 1))

    assert ("a.A", "a.B") == found.permissions
    assert (("a.B", 22),) == found.permissions_capped


def test_first_of_several_applications_counts() -> None:
    resources = resources_of()
    applications = [Element("application", {"name": name}) for name in ("x.First", "x.Second")]
    root = tree(Element("manifest", {}, applications))

    assert "x.First" == read_manifest_facts(root, "a.b", resources).application
    assert [Note("manifest-second-application", NAME, "2 tags")] == resources.notes


def test_tags_in_other_places_are_decoys() -> None:
    decoy = Element("decoy", {}, [Element("uses-permission", {"name": "a.A"})])

    assert () == _read(decoy).permissions


def test_nameless_entries_are_left_out() -> None:
    found = _read(
        Element("permission"),
        Element("uses-feature"),
        Element("application", {}, [Element("meta-data", {"value": "x"})]),
    )

    assert Manifest() == found


def test_meta_data_may_have_no_text() -> None:
    found = _read(Element("application", {}, [Element("meta-data", {"name": "a"})]))

    assert (("a", ""),) == found.meta_data


def test_lists_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest_facts, "MAX_LISTED", 1)
    twice = [
        Element(tag, {"name": name})
        for tag in ("uses-permission", "permission", "uses-feature")
        for name in ("a", "b")
    ]
    data = [Element("meta-data", {"name": name}) for name in ("a", "b")]
    found = _read(*twice, Element("application", {}, data))

    assert ("a",) == found.permissions
    assert (("a", "normal"),) == found.permissions_defined
    assert ("a",) == found.features
    assert (("a", ""),) == found.meta_data


@pytest.mark.parametrize(
    ("mask", "level"),
    [(0, "normal"), (3, "signatureOrSystem"), (0x32, "signature|privileged|development"), (9, "9")],
)
def test_protection_level_is_named(mask: int, level: str) -> None:
    assert level == protection_level(mask)
