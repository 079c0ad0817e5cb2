from __future__ import annotations

import os

import apk_info
import pytest

from apkscan.read import apk_info_adapter
from apkscan.read.apk_info_adapter import read_with_apk_info
from apkscan.read.summary import Summary
from tests.data.apk import axml
from tests.data.apk.build import draft
from tests.data.apk.spec import MAIN, AppSpec, ComponentSpec, ask


def _manifest(spec: AppSpec) -> bytes:
    return draft(spec).entry("AndroidManifest.xml").data


def test_summary_of_a_manifest() -> None:
    kinds = ("service", "service", "receiver", "provider")
    parts = tuple(ComponentSpec(kind=kind, name=f".C{number}") for number, kind in enumerate(kinds))
    spec = AppSpec(
        label=None,
        min_sdk=21,
        target_sdk=None,
        permissions=ask("READ_SMS"),
        permissions_sdk23=ask("CAMERA"),
        components=(MAIN, *parts),
    )

    assert Summary(
        package="org.tidewater.plain",
        version_name="1.0",
        version_code=1,
        min_sdk=21,
        permissions=ask("CAMERA READ_SMS"),
        activities=1,
        services=2,
        receivers=1,
        providers=1,
    ) == read_with_apk_info(_manifest(spec))


def test_references_stay_references() -> None:
    found = read_with_apk_info(_manifest(AppSpec()))

    assert isinstance(found, Summary)
    assert found.label is not None
    assert found.label.startswith("@")


def test_empty_texts_are_absent() -> None:
    found = read_with_apk_info(axml.encode(axml.Element("manifest", {":package": ""})))

    assert Summary() == found


def test_refusal_is_told() -> None:
    assert str(read_with_apk_info(b"no manifest")).startswith("error: got error while parsing")


def test_system_without_files_in_memory_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")

    assert read_with_apk_info(_manifest(AppSpec())) is None


class PanicException(BaseException):
    """What a panic in Rust becomes in Python, by name."""


def _failing(exc: BaseException) -> type:
    class Failing:
        def __init__(self, _path: str) -> None:
            raise exc

    return Failing


def test_panic_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apk_info, "APK", _failing(PanicException("index out of bounds")))

    assert "error: panic: index out of bounds" == read_with_apk_info(_manifest(AppSpec()))


def test_stop_by_a_person_is_no_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apk_info, "APK", _failing(KeyboardInterrupt()))

    with pytest.raises(KeyboardInterrupt):
        read_with_apk_info(_manifest(AppSpec()))


def test_numbers_of_more_than_64_bits_are_absent() -> None:
    numbers = [apk_info_adapter._number(text) for text in ("9" * 19, "9" * 20, "x", None, 7)]

    assert [int("9" * 19), None, None, None, 7] == numbers
