from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.facts import (
    ApkFacts,
    Component,
    Filter,
    Find,
    Icon,
    Identity,
    Manifest,
    NetworkSecurity,
    Note,
)
from apkscan.facts_json import facts_from_json, facts_to_json, plain
from fraudlens.errors import InputError, MalformedInput

FULL = ApkFacts(
    identity=Identity("a.b", "名", (("zh", "名"),), version_code=7, icon=Icon("res/i.png", "00")),
    manifest=Manifest(
        permissions=("p",),
        permissions_capped=(("p", 32),),
        components=(Component("activity", "a.B", exported=True, filters=(Filter(("x",)),)),),
        debuggable=False,
        network=NetworkSecurity(cleartext=True),
    ),
    finds=(Find("url", "http://a.example/", "classes.dex"),),
    unseen=(Note("timeout"),),
)


def test_facts_come_back_as_they_were() -> None:
    assert FULL == facts_from_json(facts_to_json(FULL))


def test_only_what_is_not_usual_is_written() -> None:
    assert '{"schema":"fraudlens.apk-facts/1"}' == facts_to_json(ApkFacts())
    assert {"package": "a.b"} == plain(Identity(package="a.b"))


def test_absent_fields_are_as_usual_and_unknown_ones_are_passed_over() -> None:
    facts = facts_from_json('{"identity": {"package": "a.b", "shoe_size": 43}, "later": []}')

    assert ApkFacts(identity=Identity(package="a.b")) == facts


def test_false_and_absent_are_two_things() -> None:
    facts = facts_from_json('{"manifest": {"debuggable": false, "test_only": null}}')

    assert facts.manifest.debuggable is False
    assert facts.manifest.test_only is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("\ud800", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"schema": "other/9"}', "schema 'other/9' is not known here"),
        ('{"identity": []}', "identity: wrong type"),
        ('{"identity": {"package": 3}}', "identity.package: wrong type"),
        ('{"identity": {"version_code": true}}', "identity.version_code: wrong type"),
        ('{"identity": {"labels": [["a"]]}}', "identity.labels: expected 2 values"),
        ('{"manifest": {"components": [{"kind": "x"}]}}', "manifest.components: 'name' is missing"),
        ('{"manifest": {"permissions": "x"}}', "manifest.permissions: wrong type"),
    ],
)
def test_broken_facts_are_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        facts_from_json(text)

    assert f"facts of an app: {message}" == caught.value.message


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "identity",
                        "manifest",
                        "package",
                        "labels",
                        "components",
                        "finds",
                        "kind",
                        "schema",
                    ]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_gives_facts_or_a_malformed_input(value: object) -> None:
    try:
        facts = facts_from_json(json.dumps(value))
    except InputError:
        return

    assert facts == facts_from_json(facts_to_json(facts))
