from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import Identity, Note
from apkscan.read.identity import read_identity
from tests.apkscan.read.manifests import NAME, read_spec, resources_of, tree
from tests.data.apk.arsc import ANY, Config, Resource
from tests.data.apk.axml import Element, Ref, Value
from tests.data.apk.spec import MAIN, AppSpec

_ROWS = (
    Resource("string", "app", ((ANY, "Loans"), (Config(locale="hi"), "ऋण"))),
    Resource("string", "shown", ((ANY, "Calculator"),)),
    Resource("string", "blank", ((ANY, " \u00a0"),)),
    Resource("string", "german", ((Config(locale="de"), "Kredit"), (Config(locale="en"), "Loan"))),
)
_LAUNCHER = Element(
    "intent-filter",
    {},
    [
        Element("action", {"name": MAIN.actions[0]}),
        Element("category", {"name": MAIN.categories[0]}),
    ],
)


def _identity(
    label: Value | None, *activities: Element, notes: list[Note] | None = None
) -> Identity:
    resources = resources_of(_ROWS)
    application = tree(Element("application", {"label": label}, list(activities)))
    found = read_identity(tree(Element("manifest")), application, resources)
    if notes is not None:
        notes += [*resources.notes, *resources.unseen]
    return found


def _sdk(*attributes: dict[str, Value | None]) -> Identity:
    root = tree(Element("manifest", {}, [Element("uses-sdk", each) for each in attributes]))
    return read_identity(root, None, resources_of())


def test_identity_of_a_built_app() -> None:
    found = read_spec(
        AppSpec(
            label="Plain",
            labels={"zh-rTW": "平"},
            version_name="2.1",
            version_code=21,
            min_sdk=21,
            target_sdk=34,
            compile_sdk=35,
        )
    ).identity

    assert Identity(
        package="org.tidewater.plain",
        label="Plain",
        labels=(("", "Plain"), ("zh-TW", "平")),
        version_name="2.1",
        version_code=21,
        min_sdk=21,
        target_sdk=34,
        compile_sdk=35,
    ) == replace(found, icon=None)
    assert found.icon is not None


def test_name_under_the_icon_is_that_of_the_launcher_activity() -> None:
    activity = Element("activity", {"name": ".A", "label": Ref(0x7F010001)}, [_LAUNCHER])
    found = _identity(Ref(0x7F010000), Element("activity", {"name": ".B"}), activity)

    assert "Calculator" == found.label
    assert (("", "Calculator"), ("", "Loans"), ("hi", "ऋण")) == found.labels


def test_disabled_launcher_activity_shows_nothing() -> None:
    activity = Element("activity", {"name": ".A", "label": "x", "enabled": False}, [_LAUNCHER])

    assert "Loans" == _identity(Ref(0x7F010000), activity).label


def test_without_a_default_name_english_is_taken() -> None:
    assert "Loan" == _identity(Ref(0x7F010003)).label


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (Ref(0x7F010002), ["label-blank"]),
        (" ", ["label-blank"]),
        (Ref(0x7F010009), ["label-unresolved"]),
        (None, []),
    ],
    ids=["blank", "written-blank", "lost", "none"],
)
def test_missing_name_is_noted(label: Value | None, code: list[str]) -> None:
    notes: list[Note] = []
    found = _identity(label, notes=notes)

    assert found.label is None
    assert () == found.labels
    assert [Note(each, NAME) for each in code] == notes


@pytest.mark.parametrize(
    ("written", "level"),
    [(33, 33), ("29", 29), ("Tiramisu", 33), ("S.fingerprint", 31), ("Zebra", None), (None, None)],
)
def test_api_levels_may_be_codenames(written: Value | None, level: int | None) -> None:
    assert level == _sdk({"minSdkVersion": written}).min_sdk


def test_last_of_several_levels_counts() -> None:
    found = _sdk({"minSdkVersion": 19, "targetSdkVersion": 22}, {"targetSdkVersion": 30})

    assert (19, 30) == (found.min_sdk, found.target_sdk)


def test_version_code_has_64_bits() -> None:
    root = tree(Element("manifest", {"versionCode": -1}))
    root.attributes["versionCodeMajor"] = replace(root.attributes["versionCode"], data=1)

    assert 0x1FFFFFFFF == read_identity(root, None, resources_of()).version_code


def test_old_build_tools_state_the_platform_by_another_name() -> None:
    root = tree(Element("manifest", {":platformBuildVersionCode": 25}))

    assert 25 == read_identity(root, None, resources_of()).compile_sdk
