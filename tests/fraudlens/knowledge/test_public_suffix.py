"""The algorithm of the Public Suffix List, with tldextract on the same list as the oracle."""

from __future__ import annotations

import gc
import random

import pytest
from tldextract import TLDExtract

from fraudlens.knowledge.public_suffix import parents, public_suffix
from fraudlens.knowledge.reference import reference_folder
from fraudlens.knowledge.suffixes import PSL_FILE, load_rules

# tldextract 5.4 leaves the file open that it was told to read.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

RULES = load_rules()


def longest(host: str) -> str:
    """Give the suffix by either section."""
    return max(
        (public_suffix(host, rules) or "" for rules in (RULES.icann, RULES.private)), key=len
    )


def test_hosts_below_all_sorts_of_rules_have_the_suffix_that_tldextract_finds() -> None:
    oracle = TLDExtract(
        cache_dir=None,
        suffix_list_urls=((reference_folder() / PSL_FILE).as_uri(),),
        fallback_to_snapshot=False,
        include_psl_private_domains=True,
    )
    oracle("example.com")
    gc.collect()  # what is left open goes here, not in some test of another module
    rules = RULES.icann | RULES.private
    drawn = random.Random(7).sample(sorted(rules), 400)
    special = [rule for rule in rules if rule.startswith(("*", "!"))]
    hosts = [f"{left}.{rule.lstrip('*.!')}" for rule in (*drawn, *special) for left in ("a", "a.b")]
    # A host that is itself a suffix has another one for tldextract, which wants a domain.
    hosts = [host for host in hosts if longest(host) != host]

    assert {host: oracle(host).suffix for host in hosts} == {host: longest(host) for host in hosts}


@pytest.mark.parametrize(
    ("host", "suffix"),
    [("", None), ("com", "com"), ("a.com", "com"), ("a.unknown-suffix", None), ("ck", None)],
)
def test_host_of_no_rule_has_no_suffix(host: str, suffix: str | None) -> None:
    assert suffix == public_suffix(host, RULES.icann)


def test_names_above_a_host_end_with_its_last_label() -> None:
    assert ["a.b.c", "b.c", "c"] == list(parents("a.b.c"))
    assert [] == list(parents(""))
