"""Public suffixes: the kernel against tldextract on the same pinned list."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tldextract import TLDExtract

from fraudlens.knowledge.reference import reference_folder
from fraudlens.knowledge.suffixes import PSL_FILE, load_rules
from urlguard.batch import IPV4, PRIVATE_SUFFIX, SUFFIX_ITSELF, UNKNOWN_SUFFIX
from urlguard.suffix import locate_suffixes, pinned_table, suffix_table

if TYPE_CHECKING:
    from collections.abc import Sequence

# tldextract 5.4 leaves the file open that it was told to read.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

LISTED = (reference_folder() / PSL_FILE).as_uri()
LABELS = ("a", "com", "co", "uk", "www", "github", "io", "kawasaki", "city", "jp", "ck", "xn--p1ai")


@pytest.fixture(scope="module")
def oracle() -> TLDExtract:
    extract = TLDExtract(suffix_list_urls=(LISTED,), cache_dir=None, fallback_to_snapshot=False)
    extract("example.com")
    gc.collect()  # what is left open goes here, not in some test of another module
    return extract


def located(hosts: Sequence[str], flags: int = 0) -> tuple[list[tuple[str, str, str]], list[int]]:
    """Give (registrable domain, suffix, ICANN suffix) and the flags of each host."""
    text = np.frombuffer("".join(hosts).encode("ascii"), np.uint8)
    ends = np.cumsum([len(host) for host in hosts])
    starts = ends - [len(host) for host in hosts]
    found = np.full(len(hosts), flags, np.uint16)
    out = np.empty((len(hosts), 3), np.int64)
    locate_suffixes(text, starts, ends, found, *pinned_table(), out)
    places = (out - starts[:, np.newaxis]).tolist()
    parts = [(h[a:], h[b:], h[c:]) for h, (a, b, c) in zip(hosts, places, strict=True)]
    return parts, found.tolist()


def expected(oracle: TLDExtract, host: str) -> tuple[str, str]:
    """Give registrable domain and suffix as tldextract does, with our one exception."""
    read = oracle(host, include_psl_private_domains=True)
    if read.suffix == host and read.is_private:
        read = oracle(host, include_psl_private_domains=False)
    if not read.suffix:  # no rule matches: the last label counts as the suffix
        labels = host.split(".")
        return ".".join(labels[-2:]), labels[-1]
    return ".".join(filter(None, (read.domain, read.suffix))), read.suffix


def test_every_rule_of_the_list_is_obeyed(oracle: TLDExtract) -> None:
    rules = load_rules()
    bare = [rule.replace("*", "wild").removeprefix("!") for rule in rules.icann | rules.private]
    hosts = sorted(
        f"{more}{rule}" for rule in bare for more in ("", "b.", "a.b.") if "." in more + rule
    )
    parts, _ = located(hosts)
    wrong = [
        (host, found[:2], expected(oracle, host))
        for host, found in zip(hosts, parts, strict=True)
        if found[:2] != expected(oracle, host)
    ]

    assert 25_000 < len(hosts)
    assert [] == wrong


@settings(max_examples=800)
@given(st.lists(st.sampled_from(LABELS), min_size=2, max_size=5).map(".".join))
def test_any_host_is_cut_as_by_tldextract(oracle: TLDExtract, host: str) -> None:
    parts, _ = located([host])

    assert expected(oracle, host) == parts[0][:2]


@pytest.mark.parametrize(
    ("host", "parts", "flags"),
    [
        ("a.example.com", ("example.com", "com", "com"), 0),
        ("x.github.io", ("x.github.io", "github.io", "io"), PRIVATE_SUFFIX),
        ("a.x.github.io", ("x.github.io", "github.io", "io"), PRIVATE_SUFFIX),
        ("github.io", ("github.io", "io", "io"), 0),
        ("co.uk", ("co.uk", "co.uk", "co.uk"), SUFFIX_ITSELF),
        ("a.b.notasuffix", ("b.notasuffix", "notasuffix", "notasuffix"), UNKNOWN_SUFFIX),
        ("a.x.kawasaki.jp", ("a.x.kawasaki.jp", "x.kawasaki.jp", "x.kawasaki.jp"), 0),
        ("x.kawasaki.jp", ("x.kawasaki.jp",) * 3, SUFFIX_ITSELF),
        ("a.city.kawasaki.jp", ("city.kawasaki.jp", "kawasaki.jp", "kawasaki.jp"), 0),
        ("www.ck", ("www.ck", "ck", "ck"), 0),
    ],
)
def test_host_is_cut(host: str, parts: tuple[str, str, str], flags: int) -> None:
    assert ([parts], [flags]) == located([host])


def test_ip_address_has_no_suffix() -> None:
    assert ([("192.0.2.7", "", "")], [IPV4]) == located(["192.0.2.7"], IPV4)


@pytest.mark.parametrize("host", ["a..com", "..com", ".com", "a.b.", "..", "."])
def test_empty_labels_do_no_harm(host: str) -> None:
    (parts,), _ = located([host])

    assert all(host.endswith(part) for part in parts)


def test_wildcard_needs_a_label_and_exception_beats_it() -> None:
    keys, values = suffix_table(["jp", "*.kawasaki.jp", "!city.kawasaki.jp"], ["a.jp"])

    assert 4 == np.count_nonzero(values)
    assert len(keys) == len(values)
