"""Lint of the packs that ship: dates, sources, both languages, no name twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from apkscan.kinds.conditions import FIELDS
from apkscan.policy.packs import load_pack, load_scopes, pack_names

if TYPE_CHECKING:
    from apkscan.policy.rules import Pack, Rule

READ = date(2026, 11, 26)
PACKS = [load_pack(name) for name in pack_names()]
RULES = [pytest.param(rule, id=f"{pack.name}-{rule.name}") for pack in PACKS for rule in pack.rules]


def test_names_of_rules_are_unique_over_all_packs() -> None:
    names = [rule.name for pack in PACKS for rule in pack.rules]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("rule", RULES)
def test_rule_speaks_both_languages(rule: Rule) -> None:
    for english, chinese in (rule.titles, rule.texts):
        assert english
        assert english.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert not chinese.isascii()
        assert not english.endswith(".")


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_dated_and_sourced(rule: Rule) -> None:
    assert rule.source.startswith("https://")
    assert date(2015, 1, 1) <= rule.effective_from <= READ
    assert rule.effective_to is None or rule.effective_from < rule.effective_to
    assert rule.verified or rule.severity == "review"
    assert rule.verified or rule.note, "say what a rule rests on that was not verified"
    assert rule.masvs == "" or rule.masvs.startswith("MASVS-")


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_rejected_without_a_listing(rule: Rule) -> None:
    """A file alone does not say what an app is for, nor what a store agreed to."""
    asks = rule.scope or rule.given or rule.allowed or rule.requires

    assert asks or rule.severity == "review"


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.name) for pack in PACKS])
def test_pack_is_about_a_store_or_a_country(pack: Pack) -> None:
    assert pack.rules
    assert READ <= pack.read
    assert all(len(code) == 2 and code.isupper() for code in pack.countries)
    assert pack.name not in ("in", "id", "ph", "ng", "ke", "pk", "th", "cn") or (
        (pack.name.upper(),) == pack.countries
    )


def test_scope_asks_a_flag_and_knows_its_signs() -> None:
    assert {"personal-loan"} == set(load_scopes())
    for scope in load_scopes().values():
        assert all("{}" in text for text in scope.texts)
        assert all(
            condition.field in (*FIELDS, "name", "words")
            for signs in scope.signs
            for condition in signs
        )
