"""What of an app rules look at: target level, cleartext, places, kinds of fraud."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import ApkFacts, Identity, Manifest, NetworkSecurity
from apkscan.policy.requirements import app_keys
from tests.apkscan.policy.made import app, breach, guarded, judge, pack, rules, signed

TARGET = "when = { target_from = 30, target_below = 36 }"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param(29, "pass", id="below"),
        pytest.param(30, "reject", id="from"),
        pytest.param(35, "reject", id="last"),
        pytest.param(36, "pass", id="at-the-bound"),
    ],
)
def test_target_level_is_within_bounds(target: int, expected: str) -> None:
    assert expected == judge(app(target=target), pack(TARGET)).result


def test_least_level_stands_in_for_the_target() -> None:
    facts = ApkFacts(identity=Identity(package="a.b", min_sdk=31))
    found = breach(judge(facts, pack(TARGET)), "r")

    assert {"target": "31", "place": "AndroidManifest.xml"} == found.evidence


def test_app_without_levels_targets_the_first() -> None:
    found = judge(app(target=None), pack("when = { target_below = 36 }"))

    assert "not stated" == breach(found, "r").evidence["target"]


CLEARTEXT = "when = { cleartext = true }"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(app(target=28), None, id="forbidden-by-default"),
        pytest.param(app(target=27), "by default below API 28", id="permitted-by-default"),
        pytest.param(app(target=27, cleartext=False), None, id="forbidden-by-the-manifest"),
        pytest.param(app(cleartext=True), "AndroidManifest.xml", id="permitted-by-the-manifest"),
        pytest.param(
            app(cleartext=True, network=NetworkSecurity(cleartext=False)),
            None,
            id="configuration-forbids",
        ),
        pytest.param(
            app(cleartext=False, network=NetworkSecurity(cleartext=True)),
            "network security configuration",
            id="configuration-permits",
        ),
    ],
)
def test_cleartext_is_where_the_platform_permits_it(facts: ApkFacts, expected: str | None) -> None:
    result = judge(facts, pack(CLEARTEXT))

    assert expected == (breach(result, "r").evidence["cleartext"] if result.breaches else None)


def test_permission_that_newer_systems_do_not_grant_says_so() -> None:
    permission = "android.permission.READ_EXTERNAL_STORAGE"
    facts = app("READ_EXTERNAL_STORAGE")
    facts = replace(facts, manifest=Manifest((permission,), permissions_capped=((permission, 32),)))
    found = judge(facts, pack('when = { permissions_any = ["READ_EXTERNAL_STORAGE"] }'))

    assert "READ_EXTERNAL_STORAGE (up to API 32)" == breach(found, "r").evidence["permissions"]


def test_component_is_named_with_its_class() -> None:
    service = guarded("org.example.app.Watch", "BIND_ACCESSIBILITY_SERVICE")
    found = judge(
        app(components=(service,)), pack('when = { guards_any = ["BIND_ACCESSIBILITY_SERVICE"] }')
    )

    assert {
        "guards": "BIND_ACCESSIBILITY_SERVICE (org.example.app.Watch)",
        "place": "AndroidManifest.xml",
    } == breach(found, "r").evidence


def test_signs_of_fraud_are_a_set() -> None:
    grabber = app("READ_CONTACTS", "READ_SMS", "READ_CALL_LOG", words=5)
    found = judge(grabber, pack('when = { fraud_any = ["high", "medium"] }'))

    assert {"fraud": "medium (fake_loan)"} == breach(found, "r").evidence
    assert {} == rules(judge(app(), pack('when = { fraud_any = ["high", "medium", "low"] }')))


def test_keys_are_those_of_the_signers() -> None:
    assert {
        "package": {"org.example.app"},
        "certificate_md5": {"bb" * 16},
        "certificate_sha256": {"aa" * 32},
        "public_key_md5": {"cc" * 16},
    } == app_keys(signed(app()))
    assert {frozenset()} == set(app_keys(ApkFacts()).values())


@pytest.mark.parametrize(("debuggable", "expected"), [(True, {"debuggable": "review"}), (None, {})])
def test_app_that_is_open_to_a_debugger_is_for_a_person(
    debuggable: bool | None, expected: dict[str, str]
) -> None:
    found = rules(judge(app(debuggable=debuggable), "google-play", listing='submission = "new"'))

    assert expected == {name: result for name, result in found.items() if name == "debuggable"}
