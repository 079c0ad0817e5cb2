"""The pinned Public Suffix List, its sections, and broken lists."""

from __future__ import annotations

import pytest
from tldextract.suffix_list import extract_tlds_from_suffix_list

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text
from fraudlens.knowledge.suffixes import (
    PSL_FILE,
    SuffixRules,
    load_rules,
    read_rules,
)

PRIVATE = "// ===BEGIN PRIVATE DOMAINS===\n"


def test_rules_are_those_that_tldextract_reads() -> None:
    public, private = extract_tlds_from_suffix_list(reference_text(PSL_FILE))

    rules = load_rules()

    assert {rule.encode("idna").decode("ascii") for rule in public} == rules.icann
    assert {rule.encode("idna").decode("ascii") for rule in private} == rules.private


def test_sections_marks_and_case_are_kept_apart() -> None:
    rules = read_rules(f"// c\n\nCOM  // note\n*.ck\n!www.ck\n中国\n{PRIVATE}github.io\n")

    assert (
        SuffixRules(frozenset({"com", "*.ck", "!www.ck", "xn--fiqs8s"}), frozenset({"github.io"}))
        == rules
    )


def test_list_without_private_section_is_refused() -> None:
    with pytest.raises(DataError, match=r"^public_suffix_list\.dat: no private section$"):
        read_rules("com\n")


def test_rule_that_is_no_host_name_names_its_line() -> None:
    with pytest.raises(DataError) as caught:
        read_rules(f"com\n\u4e2d..cn\n{PRIVATE}")

    assert 'public_suffix_list.dat:2: "\u4e2d..cn" is no host name' == caught.value.message
