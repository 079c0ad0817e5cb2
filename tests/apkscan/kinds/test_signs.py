"""Signs and rules are data: read whole, checked, and with nothing that can never hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from apkscan.kinds.conditions import Condition, plain_text
from apkscan.kinds.signs import (
    RULES_FILE,
    SIGNS_FILE,
    Rule,
    Sign,
    load_rules,
    load_signs,
    read_rules,
    read_signs,
)
from apkscan.knowledge.generators import load_generators
from apkscan.knowledge.sdks import load_sdks
from fraudlens.errors import DataError
from fraudlens.knowledge.reference import read_table, reference_text
from fraudlens.verdict import FraudType, Severity

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIND_KINDS = {
    "url", "domain", "ip", "email", "phone", "telegram-token", "telegram-chat", "crypto-btc",
    "crypto-eth", "crypto-tron", "onion", "firebase",
}  # fmt: skip
TRAITS = {
    "bare-ip-link", "bot-link", "cleartext", "code-samples", "debug-key", "debuggable", "dialer",
    "hidden-dex", "home-screen", "imitates", "keyboard", "no-icon", "official", "packed",
    "public-key", "random-package", "reader-trick", "shell", "sms-app", "sms-first", "system-part",
    "user-certificates",
}  # fmt: skip
SIGN = """
[lists]
sms = ["READ_SMS", "SEND_SMS"]
[[sign]]
name = "x"
kind = "phishing"
weight = 0.5
when = { permissions_any = ["@sms", "CAMERA"], permissions_any2 = ["X"], words_loan_or_invest = 2 }
en = "e"
zh = "z"
"""
RULE = """
[[rule]]
name = "y"
severity = "low"
when = { name = ["a"] }
en = "e"
zh = "z"
"""


def conditions(field: str) -> list[tuple[str, Condition]]:
    signs: tuple[Sign | Rule, ...] = load_signs() + load_rules()
    return [(s.name, c) for s in signs for c in s.when if c.field == field]


@pytest.mark.parametrize("name", [SIGNS_FILE, RULES_FILE])
def test_file_says_its_source_and_date(name: str) -> None:
    assert "2026-11-26" in reference_text(name)[:400]


def test_names_are_unique_and_texts_say_it_in_both_languages() -> None:
    signs: tuple[Sign | Rule, ...] = load_signs() + load_rules()

    assert [] == [name for name, count in Counter(s.name for s in signs).items() if count > 1]
    assert [] == [s.name for s in signs if not NAME.fullmatch(s.name)]
    assert [] == [s.name for s in signs if s.texts[0].endswith(".") or s.texts[1].isascii()]
    assert [] == [s.name for s in signs if not s.texts[0][0].islower()]


def test_every_kind_of_the_issue_has_a_strong_sign() -> None:
    strong = {sign.kind for sign in load_signs() if sign.strong}

    assert {*FraudType} - {FraudType.FAKE_SHOP, FraudType.OTHER_FRAUD} == strong


def test_a_permission_alone_is_no_sign_and_never_strong() -> None:
    alone = [s.name for s in load_signs() if {c.field for c in s.when} == {"permissions"}]

    assert ["calls-and-sms-diverted", "spies-on-everything"] == sorted(alone)
    assert [] == [
        sign.name
        for sign in load_signs()
        if sign.strong
        and len(sign.when) == 1
        and sign.weight > 0.6
        and sign.name != "known-remote-kit"
    ]


def test_no_rule_is_high() -> None:
    assert [] == [rule.name for rule in load_rules() if rule.severity is Severity.HIGH]


def test_what_conditions_name_exists() -> None:
    products = {m.product for m in load_sdks() + load_generators()}
    groups = {m.group for m in load_sdks() + load_generators()}
    table = read_table(
        reference_text("apis.csv"), "apis.csv", ("family", "class", "method", "note", "source")
    )
    apis = {name for _, (_, kind, method, _, _) in table for name in (kind, f"{kind}.{method}")}
    known = {"sdks": products | groups, "apis": apis, "finds": FIND_KINDS}

    assert [] == [
        (name, value)
        for field, values in known.items()
        for name, condition in conditions(field)
        for value in condition.values
        if value not in values
    ]


def test_traits_exist() -> None:
    signs: tuple[Sign | Rule, ...] = load_signs() + load_rules()
    asked = {value for _, c in conditions("traits") for value in c.values}
    excuses = {trait for sign in signs for trait in sign.unless}

    assert (
        set() == {trait for trait in asked | excuses if not trait.startswith("imitates-")} - TRAITS
    )


def test_names_are_plain_text() -> None:
    """Else they could never stand in a name."""
    named = conditions("name") + conditions("label")

    assert [] == [v for _, c in named for v in c.values if plain_text(v).strip() != v]


def test_lists_and_numbers_are_resolved() -> None:
    (sign,) = read_signs(SIGN)

    assert not sign.strong
    assert () == sign.unless
    assert (
        Condition("permissions", "any", ("READ_SMS", "SEND_SMS", "CAMERA")),
        Condition("permissions", "any", ("X",)),
        Condition("words", "2", ("loan", "invest")),
    ) == sign.when


def test_a_rule_needs_no_control() -> None:
    (rule,) = read_rules(RULE)

    assert ("", Severity.LOW, (Condition("name", "any", ("a",)),)) == (
        rule.masvs, rule.severity, rule.when,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "phishing"', 'kind = "odd"'),
        ("weight = 0.5", "weight = 1.0"),
        ("weight = 0.5", ""),
        ("permissions_any2", "smell_any"),
        ("permissions_any2", "permissions_most"),
        ("permissions_any2", "name_all"),
        ('["X"]', '"X"'),
        ('"@sms"', '"@gone"'),
        ("words_loan_or_invest = 2", 'words_loan = "many"'),
        ("[[sign]]", "[[sign"),
    ],
)
def test_a_sign_that_means_nothing_is_refused(old: str, new: str) -> None:
    with pytest.raises(DataError, match=r"app_signs\.toml: "):
        read_signs(SIGN.replace(old, new))


def test_a_sign_without_conditions_is_refused() -> None:
    with pytest.raises(DataError, match=r"app_rules\.toml: y: ValueError no condition"):
        read_rules(RULE.replace('name = ["a"]', ""))
