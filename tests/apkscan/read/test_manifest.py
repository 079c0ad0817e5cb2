from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Disagreement, Identity, Manifest, Note
from apkscan.read import manifest
from apkscan.read.element import STRING, Element, Value
from apkscan.read.manifest import read_manifest
from apkscan.read.summary import Summary
from fraudlens.errors import MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.manifests import NAME, archive_of, read_files, read_spec
from tests.data.apk import axml, bombs_xml, tricks_axml
from tests.data.apk.build import draft
from tests.data.apk.spec import AppSpec, ask

if TYPE_CHECKING:
    from collections.abc import Callable

_SPEC = AppSpec(label="Loans", permissions=ask("READ_SMS READ_CONTACTS"), pools_utf16=True)
_HONEST = read_spec(_SPEC)


def _unterminated(data: bytes) -> bytes:
    """Take the end from a string: old Android does not miss it, androguard gives up."""
    end = "READ_SMS".encode("utf-16-le")
    return data.replace(end + b"\0\0", end + b"\1\0")


def test_honest_app_is_read_alike_by_all() -> None:
    assert "org.tidewater.plain" == _HONEST.identity.package
    assert "Loans" == _HONEST.identity.label
    assert ask("READ_CONTACTS READ_SMS") == _HONEST.manifest.permissions
    assert ((), (), ()) == (_HONEST.notes, _HONEST.unseen, _HONEST.disagreements)


@pytest.mark.parametrize(
    "trick",
    [
        _unterminated,
        tricks_axml.attribute_size,
        tricks_axml.hidden_names,
        tricks_axml.junk_chunk,
        tricks_axml.magic,
        tricks_axml.odd_namespace,
        tricks_axml.root_size,
        tricks_axml.string_count,
        tricks_axml.string_offset,
        tricks_axml.style_count,
        tricks_axml.styles_start,
        tricks_axml.trailing,
        tricks_axml.wrong_names,
    ],
)
def test_trick_hides_no_fact_and_is_noted(trick: Callable[[bytes], bytes]) -> None:
    found = read_spec(_SPEC, trick)

    assert _HONEST.identity == found.identity
    assert _HONEST.manifest == found.manifest
    assert any(note.code.startswith("axml-") for note in found.notes)


def test_reader_that_gives_up_is_a_disagreement() -> None:
    (found,) = read_spec(_SPEC, _unterminated).disagreements

    assert "manifest" == found.field
    assert found.first.startswith("error: ResParserError")
    assert "read" == found.second


def test_fact_that_only_apk_info_sees_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = Summary(
        package="org.tidewater.plain",
        label="Loans",
        version_name="1.0",
        version_code=1,
        min_sdk=24,
        target_sdk=35,
        permissions=(*ask("CAMERA READ_CONTACTS READ_SMS"),),
        activities=1,
    )
    monkeypatch.setattr(manifest, "read_with_apk_info", lambda _data: theirs)
    found = read_spec(AppSpec(permissions=_SPEC.permissions, label=None, min_sdk=None))

    assert 24 == found.identity.min_sdk
    assert ask("CAMERA READ_CONTACTS READ_SMS") == found.manifest.permissions
    assert (
        Disagreement("label", "", "Loans"),
        Disagreement("min_sdk", "", "24"),
        Disagreement("permissions", "2: ", "3: android.permission.CAMERA"),
    ) == found.disagreements
    assert (Note("readers-disagree", NAME, "label, min_sdk, permissions"),) == found.notes


def test_trees_that_differ_are_compared_by_their_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Element("manifest", {"package": Value(STRING, 0, "x.y")})
    monkeypatch.setattr(manifest, "read_with_androguard", lambda _data: other)
    found = read_spec(_SPEC, tricks_axml.magic)

    assert "org.tidewater.plain" == found.identity.package
    assert Disagreement("package", "x.y", "org.tidewater.plain") in found.disagreements


def test_root_of_androguard_that_is_no_manifest_counts_as_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(manifest, "read_with_androguard", lambda _data: Element("x" * 99))
    found = read_spec(_SPEC)

    assert _HONEST.identity == found.identity
    assert (Disagreement("manifest", f"error: its root is <{'x' * 60}>", "read"),) == (
        found.disagreements
    )


def test_without_apk_info_the_rest_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")

    assert _HONEST == read_spec(_SPEC)
    assert "" == read_spec(_SPEC, _unterminated).disagreements[0].second


def test_manifest_that_only_apk_info_reads_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = Summary(package="a.b", permissions=("a.A",))
    monkeypatch.setattr(manifest, "read_with_apk_info", lambda _data: theirs)
    found = read_files({NAME: b"no manifest"})

    assert Identity(package="a.b") == found.identity
    assert Manifest(permissions=("a.A",)) == found.manifest
    assert (Disagreement("manifest", "error: not valid for androguard", "read"),) == (
        found.disagreements
    )


def test_tree_of_androguard_is_compared_where_the_walk_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = Element("manifest", {"package": Value(STRING, 0, "a.b")})
    monkeypatch.setattr(manifest, "read_with_androguard", lambda _data: tree)
    monkeypatch.setattr(manifest, "read_with_apk_info", lambda _data: Summary(package="a.b"))
    found = read_files({NAME: b"no manifest"})

    assert Identity(package="a.b") == found.identity
    assert () == found.disagreements


@pytest.mark.parametrize(
    "data",
    [b"", b"<?xml version='1.0'?><manifest package='a.b'/>", axml.encode(axml.Element("plist"))],
    ids=["empty", "text", "other"],
)
def test_manifest_in_no_readable_form_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_files({NAME: data})

    assert "AndroidManifest.xml is no binary XML with a <manifest>" == caught.value.message


def test_archive_without_manifest_is_refused() -> None:
    with pytest.raises(MalformedInput) as caught:
        read_manifest(archive_of({"a": b""}), DEFAULT_LIMITS)

    assert "no AndroidManifest.xml" == caught.value.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bombs_xml.nested(30_000), "limit-xml-depth"),
        (bombs_xml.siblings(60_000), "limit-xml-elements"),
    ],
    ids=["deep", "wide"],
)
def test_bomb_is_read_up_to_its_bound_by_the_walk_alone(
    data: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(manifest, "read_with_androguard")
    monkeypatch.delattr(manifest, "read_with_apk_info")
    found = read_files({NAME: data})

    assert "org.tidewater.bomb" == found.identity.package
    assert [code] == [note.code for note in found.unseen if note.place == NAME]


def test_claimed_attributes_are_read_by_the_walk_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(manifest, "read_with_androguard")
    monkeypatch.delattr(manifest, "read_with_apk_info")

    def claim(data: bytes) -> bytes:
        at = data.index(struct.pack("<HH", axml.START_ELEMENT, 16))
        return data[: at + 28] + b"\xff\xff" + data[at + 30 :]

    found = read_spec(_SPEC, claim)

    assert "org.tidewater.plain" == found.identity.package
    assert "axml-attributes-cut" in [note.code for note in found.notes]


def test_overlapping_strings_are_refused_without_cost() -> None:
    with pytest.raises(MalformedInput):
        read_files({NAME: bombs_xml.shared_strings(20_000)})


def test_label_that_refers_to_itself_ends() -> None:
    made = draft(AppSpec())
    files = {entry.name: entry.data for entry in made.entries}
    found = read_files({**files, "resources.arsc": bombs_xml.loop(AppSpec())})

    assert found.identity.label is None
    assert "label-unresolved" in [note.code for note in found.unseen]


def test_odd_resource_table_is_noted() -> None:
    files = {entry.name: entry.data for entry in draft(AppSpec()).entries}
    found = read_files({**files, "resources.arsc": files["resources.arsc"] + b"\0" * 8})

    assert ["arsc-header"] == [note.code for note in found.notes]


def test_app_without_resources_is_read() -> None:
    files = {entry.name: entry.data for entry in draft(AppSpec()).entries}
    del files["resources.arsc"]
    found = read_files(files)

    assert "org.tidewater.plain" == found.identity.package
    assert ["label-unresolved", "icon-unseen"] == [note.code for note in found.unseen]
