"""Packs are checked as they are read, and the message names the rule."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from apkscan.kinds.conditions import Condition
from apkscan.policy import packs
from apkscan.policy.packs import load_scopes, pack_names, read_pack
from apkscan.policy.rules import Requirement
from fraudlens.errors import DataError
from tests.apkscan.policy.made import HEAD, RULE

WHEN = 'when = { permissions_any = ["READ_CONTACTS"] }\n'


def test_rule_is_read_whole() -> None:
    text = (
        HEAD
        + RULE
        + 'effective_to = 2025-01-01\ncountries = ["US"]\nscope = "personal-loan"\n'
        + 'when = { permissions_any = ["A"], target_from = 30, target_below = 34,'
        + " cleartext = true }\n"
        + 'doubts = { private = { features_any = ["f"] } }\nshow = { actions_any = ["x"] }\n'
        + 'given = [{ field = "submission", is = ["new"] }]\n'
        + 'requires = [{ field = "loan.min_days", above = 60 }]\n'
        + 'masvs = "MASVS-PRIVACY-1"\nnote = "why"\n'
    )
    pack = read_pack(text, "made")
    (rule,) = pack.rules

    assert ("made", ("E", "Z"), (), date(2026, 11, 26)) == (
        pack.name, pack.titles, pack.countries, pack.read,
    )  # fmt: skip
    assert hashlib.sha256(text.encode()).hexdigest() == pack.sha256
    assert ("r", ("T", "标题"), ("must not", "不得")) == (rule.name, rule.titles, rule.texts)
    assert (date(2024, 1, 1), date(2025, 1, 1)) == (rule.effective_from, rule.effective_to)
    assert ("reject", ("US",), "personal-loan") == (rule.severity, rule.countries, rule.scope)
    assert (
        Condition("permissions", "any", ("A",)),
        Condition("target", "from", ("30",)),
        Condition("target", "below", ("34",)),
        Condition("cleartext", "any", ("allowed",)),
    ) == rule.when
    assert (("private", (Condition("features", "any", ("f",)),)),) == rule.doubts
    assert (Condition("actions", "any", ("x",)),) == rule.show
    assert (Requirement("submission", "is", ("new",)),) == rule.given
    assert (Requirement("loan.min_days", "above", (60,)),) == rule.requires
    assert ("MASVS-PRIVACY-1", "why", True) == (rule.masvs, rule.note, rule.verified)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[[rule]]\nid = 'r'", "r: KeyError 'severity'", id="key-missing"),
        pytest.param(RULE + "sverity = 1", 'r: ValueError "sverity" is no key of a rule', id="key"),
        pytest.param(
            RULE.replace("true", "false") + WHEN,
            "r: ValueError what was not verified is a review",
            id="verified",
        ),
        pytest.param(
            RULE.replace("https://", "http://") + WHEN,
            'r: ValueError source "http://example.org/policy" does not begin with https://',
            id="source",
        ),
        pytest.param(
            RULE.replace('"reject"', '"ban"') + WHEN,
            'r: ValueError "ban" is no severity',
            id="severity",
        ),
        pytest.param(
            RULE.replace("2024-01-01", '"2024-01-01"') + WHEN,
            "r: TypeError '2024-01-01' is no day",
            id="day",
        ),
        pytest.param(
            RULE.replace("2024-01-01", "2024-01-01T00:00:00") + WHEN,
            "r: TypeError datetime.datetime(2024, 1, 1, 0, 0) is no day",
            id="hour",
        ),
        pytest.param(RULE, "r: ValueError asks nothing", id="nothing"),
        pytest.param(
            RULE + "when = { permission_any = ['A'] }",
            'r: ValueError "permission_any" is no condition',
            id="condition",
        ),
        pytest.param(
            RULE + "scope = 'bank'\n" + WHEN, 'r: ValueError "bank" is no scope', id="scope"
        ),
        pytest.param(
            RULE + 'requires = [{ field = "days", above = 1 }]',
            'r: ValueError "days" is no field',
            id="field",
        ),
        pytest.param(
            RULE + 'requires = [{ field = "category", over = 1 }]',
            'r: ValueError "over" is no test',
            id="test",
        ),
        pytest.param(
            RULE + 'requires = [{ field = "category" }]',
            "r: ValueError category: one test is needed, not 0",
            id="no-test",
        ),
        pytest.param(
            RULE + 'requires = [{ field = "category", above = 1 }]',
            'r: ValueError "text" is no kind of field for "above"',
            id="test-of-another-kind",
        ),
        pytest.param(
            RULE + 'requires = [{ field = "filing.package", same_as = "icon" }]',
            'r: ValueError "icon" is no key of an app',
            id="key-of-an-app",
        ),
        pytest.param((RULE + WHEN) * 2, "r: stands there twice", id="twice"),
    ],
)
def test_broken_rule_is_named(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_pack(HEAD + text, "made")

    assert f"policies/made.toml: {message}" == caught.value.message


def test_pack_without_a_head_is_refused() -> None:
    with pytest.raises(DataError, match=r"^policies/made\.toml: without a name: KeyError 'en'$"):
        read_pack("", "made")


def test_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(DataError, match=r"^policies/made\.toml: no TOML: "):
        read_pack("a = = b", "made")


def test_scope_that_asks_an_unknown_field_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[[scope]]\nname = "s"\nclaim = "bank"\nsigns = []\n'
    monkeypatch.setattr(packs, "reference_text", {packs.SCOPES_FILE: text}.get)
    load_scopes.cache_clear()
    try:
        with pytest.raises(DataError) as caught:
            load_scopes()
    finally:
        load_scopes.cache_clear()

    assert 'policies/_scopes.toml: s: ValueError "bank" is no field' == caught.value.message


def test_shipped_packs_are_named() -> None:
    assert {
        "google-play",
        "android-verification",
        "in",
        "id",
        "ph",
        "ng",
        "ke",
        "pk",
        "th",
        "cn",
    } == (set(pack_names()))
