"""A likeness accuses only beside a key that tells its maker from others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import ApkFacts, Signing
from apkscan.imitation.findings import findings_of, imitated_of
from apkscan.imitation.judge import Imitation, Key, imitation_of
from apkscan.imitation.likeness import LabelHow, PackageHow
from apkscan.kinds.traits import Imitated
from fraudlens.verdict import Severity
from tests.apkscan.imitation.officials import (
    CHAT,
    ICON,
    KEYLESS,
    MAKER,
    NEAR_ICON,
    OTHER_MAKER,
    REBUILD,
    REGISTRY,
    STRANGER,
    ZEPHYR,
    activity,
    app,
)

GENUINE = app("Zephyr Bank", "com.zephyrbank.mobile", MAKER)
LAUNCHER = "android.intent.category.LAUNCHER"


def judged(facts: ApkFacts) -> Imitation:
    found = imitation_of(facts, REGISTRY)
    assert found is not None
    return found


def bench(facts: ApkFacts) -> ApkFacts:
    return replace(facts, manifest=replace(facts.manifest, debuggable=True))


def test_genuine_app_is_known_and_called_so() -> None:
    found = judged(GENUINE)

    assert found.genuine
    assert (ZEPHYR, Key.MAKER, 0.0, None) == (found.app, found.key, found.strength,
                                              found.severity())  # fmt: skip
    (said,) = findings_of(GENUINE, found, "en")
    assert ("official-app", Severity.INFO) == (said.rule, said.severity)
    assert "is Zephyr Bank itself, by its maker's key" == said.text
    assert "strength" not in said.evidence
    assert Imitated("Zephyr Bank", "bank", genuine=True) == imitated_of(found)


def test_app_like_none_has_nothing() -> None:
    facts = app("Star Chart", "org.stars.chart")

    assert imitation_of(facts, REGISTRY) is None
    assert () == findings_of(facts, None, "en")
    assert imitated_of(None) is None


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        pytest.param(app("Zephyr Bank"), Severity.HIGH, id="same name, other key"),
        pytest.param(app("Zephyr Bank", key=None), Severity.HIGH, id="same name, no key"),
        pytest.param(app("Zephyr Bank Plus"), Severity.MEDIUM, id="filler"),
        pytest.param(app("Zephir Bank"), Severity.MEDIUM, id="typo"),
        pytest.param(app("Zephir Bank", icon=ICON), Severity.HIGH, id="typo and icon"),
        pytest.param(app("Zephyr"), Severity.LOW, id="weak"),
        pytest.param(app("Zephyr", icon=ICON), Severity.MEDIUM, id="weak and icon"),
        pytest.param(app("Zephyr", icon="be68f8a4a194807f"), Severity.MEDIUM, id="near icon"),
        pytest.param(app(icon=ICON), None, id="icon alone"),
        pytest.param(app(package="com.zephyrbamk.mobile"), Severity.LOW, id="package typo alone"),
        pytest.param(app(package="com.zephyrbank.cards"), None, id="prefix alone"),
        pytest.param(app("Zephyr Bank", "com.zephyrbank.mobile"), Severity.HIGH, id="claims"),
        pytest.param(app("x", "com.zephyrbank.mobile"), Severity.HIGH, id="claims, other name"),
        pytest.param(
            bench(app("Zephyr Bank", known="android-debug")), Severity.LOW, id="on the bench"
        ),
        pytest.param(app("Zephyr Bank", known="android-debug"), Severity.HIGH, id="debug key"),
        pytest.param(app("Lumenpay"), Severity.MEDIUM, id="same name, unknown key"),
        pytest.param(app("Lumenpay", known="aosp-testkey"), Severity.HIGH, id="public key"),
        pytest.param(app("Lumenpay", "de.lumenpay.app"), Severity.LOW, id="maker's sibling?"),
        pytest.param(app("Lumenpay", "com.lumenpay.wallet"), Severity.INFO, id="unknown claim"),
        pytest.param(
            app("x", "com.lumenpay.wallet", known="aosp-testkey"), Severity.HIGH, id="public claim"
        ),
        pytest.param(app("Zephyr Bank", key=OTHER_MAKER), None, id="another known maker"),
        pytest.param(app("x", "com.zephyrbank.mobile", REBUILD), None, id="honest rebuild"),
        pytest.param(
            app("Zephyr Bank", "com.zephyrbank.mobile", MAKER, verified=False),
            Severity.LOW,
            id="damaged",
        ),
        pytest.param(
            app("Zephyr Bank", "com.zephyrbank.mobile", MAKER, known="aosp-testkey"),
            Severity.HIGH,
            id="a list names a key that anybody has",
        ),
    ],
)
def test_key_decides_how_grave_a_likeness_is(facts: ApkFacts, severity: Severity | None) -> None:
    assert severity is judged(facts).severity()


def test_rotated_key_is_the_makers() -> None:
    facts = app("Zephyr Bank", "com.zephyrbank.mobile")
    rotated = replace(facts, signing=replace(facts.signing, lineage=(MAKER,)))
    forged = replace(rotated, signing=replace(rotated.signing, verified=False))

    assert Key.MAKER is judged(rotated).key
    assert Key.OTHER is judged(forged).key


def test_the_makers_other_app_is_not_that_very_app() -> None:
    found = judged(app("Zephyr Bank", "com.zephyrbank.cards", MAKER))

    assert (Key.MAKER, False, None) == (found.key, found.genuine, found.severity())
    assert imitated_of(found) is None


@pytest.mark.parametrize(
    ("package", "category", "severity"),
    [
        ("com.phonemaker.quillchat.plugin", "", Severity.LOW),
        ("com.phonemaker.quillchat.plugin", LAUNCHER, Severity.HIGH),
        ("com.notebrought.abc", "", Severity.HIGH),
    ],
)
def test_an_unseen_part_named_after_the_brand_is_a_plug_in(
    package: str, category: str, severity: Severity
) -> None:
    facts = replace(app("Quillchat", package), manifest=activity(category))

    assert severity is judged(facts).severity()


def test_package_of_an_official_app_comes_first() -> None:
    found = judged(app("Quillchat", "com.zephyrbank.mobile", MAKER))

    assert (ZEPHYR, PackageHow.SAME) == (found.app, found.like.package)


def test_unknown_key_is_said() -> None:
    assert judged(app("Lumenpay")).unknown_key
    assert not judged(app("Zephyr Bank")).unknown_key


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        (app("Zephyr Bank"), ["imitates-official-app"]),
        (app("x", "com.zephyrbank.mobile"), ["claims-official-package"]),
        (app("x", "com.zephyrbank.cards"), ["vendor-prefix-without-key"]),
        (
            app("Zephyr Bank", "com.zephyrbank.cards"),
            ["imitates-official-app", "vendor-prefix-without-key"],
        ),
        (app("Lumenpay"), ["imitates-official-app"]),
        (app("Lumenpay", "com.lumenpay.wallet"), ["claims-official-package"]),
    ],
)
def test_findings_name_the_official_app(facts: ApkFacts, rules: list[str], lang: str) -> None:
    found = judged(facts)
    findings = findings_of(facts, found, lang)

    assert rules == [finding.rule for finding in findings]
    assert all(found.app.name in finding.text for finding in findings)
    assert all(finding.text.isascii() is (lang == "en") for finding in findings)


def test_evidence_has_what_matched_and_both_keys() -> None:
    facts = app("Zephyr Bank", "com.zephyrbank.cards", icon=NEAR_ICON)
    (finding, vendor) = findings_of(facts, judged(facts), "en")

    assert {
        "official": "Zephyr Bank",
        "official package": "com.zephyrbank.mobile",
        "label": "Zephyr Bank",
        "package": "com.zephyrbank.cards",
        "matched": "label same; package stands under its maker's prefix; "
        "icon differs in 2 of 64 bits",
        "key": "other",
        "certificate": STRANGER,
        "official certificate": MAKER,
        "strength": "0.97",
    } == finding.evidence
    assert (Severity.HIGH, Severity.LOW) == (finding.severity, vendor.severity)


def test_evidence_leaves_out_what_is_not_known() -> None:
    facts = replace(app(None, "com.lumenpay.wallet"), signing=Signing())
    (finding,) = findings_of(facts, judged(facts), "en")

    assert {"official", "official package", "package", "matched", "key", "strength"} == set(
        finding.evidence
    )


def test_unknown_keys_are_said_in_words() -> None:
    facts = app("Lumenpay")
    (finding,) = findings_of(facts, judged(facts), "en")

    assert finding.text.endswith("its maker's key is not known here")
    assert Imitated("Lumenpay", "wallet") == imitated_of(judged(facts))


def test_slight_likeness_is_no_trait() -> None:
    assert imitated_of(judged(app("Zephyr"))) is None
    assert LabelHow.WEAK is judged(app("Zephyr")).like.label


def test_registry_of_tests_is_what_it_says() -> None:
    assert (ZEPHYR, CHAT, KEYLESS) == REGISTRY.apps
