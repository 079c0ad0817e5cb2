"""Blocklists: golden files, what is never listed, and that no host can write a line of its own."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports import blocklist as module
from fraudlens.reports.block_syntax import WRITING, Syntax
from fraudlens.reports.blocklist import blocklist
from fraudlens.reports.blocklists import (
    adguard,
    dnsmasq,
    domains,
    hosts,
    rpz,
    unbound,
)
from fraudlens.verdict import Decision
from tests.fraudlens.reports.blocks import CHINESE, MIXED, OPTIONS, RUN, allowed, flagged
from tests.fraudlens.reports.outcomes import MODEL

if TYPE_CHECKING:
    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

FOLDER = Path(__file__).parents[2] / "data" / "blocklists"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_blocklist.py"
NAME = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
GRAMMAR = {
    Syntax.HOSTS: rf"0\.0\.0\.0 ({NAME})",
    Syntax.DOMAINS: rf"({NAME})",
    Syntax.ADGUARD: rf"\|\|({NAME})\^",
    Syntax.DNSMASQ: rf"local=/({NAME})/",
    Syntax.UNBOUND: rf'    local-zone: "({NAME})\." always_nxdomain',
    Syntax.RPZ: rf"({NAME}) CNAME \.",
}
BEGINNING = {"server:", "$TTL 300", "@ IN NS localhost."}
SOA = re.compile(r"@ IN SOA localhost\. root\.localhost\. \d+ 3600 600 \d+ 300")
every_syntax = pytest.mark.parametrize("syntax", Syntax)


def text(syntax: Syntax, *outcomes: Outcome) -> str:
    return b"".join(blocklist(outcomes, RUN, syntax, OPTIONS)).decode()


def entries(content: str, syntax: Syntax) -> list[str]:
    """Give the names of a list; each line must be of its grammar."""
    found: list[str] = []
    for line in content.removesuffix("\n").split("\n"):
        if line.startswith(f"{WRITING[syntax].comment} ") or line in BEGINNING or SOA.match(line):
            continue
        if syntax is Syntax.RPZ and line.startswith("*."):
            assert f"*.{found[-1]} CNAME ." == line
            continue
        match = re.fullmatch(GRAMMAR[syntax], line)
        assert match, line
        found.append(match[1])
    return found


@every_syntax
@pytest.mark.parametrize("run", [RUN, CHINESE], ids=["en", "zh"])
def test_list_is_as_the_golden_file(syntax: Syntax, run: RunInfo) -> None:
    data = b"".join(blocklist(MIXED, run, syntax, OPTIONS))
    path = FOLDER / f"{syntax}-{run.lang}.txt"
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        path.write_bytes(data)

    assert path.read_bytes() == data, f"if that is right: {REFRESH}"


def test_formats_are_the_lists_of_frauds_that_last_a_day() -> None:
    formats = dict(zip(Syntax, (hosts, domains, adguard, dnsmasq, unbound, rpz), strict=True))

    assert {syntax: text(syntax, *MIXED) for syntax in Syntax} == {
        syntax: b"".join(write(MIXED, RUN)).decode() for syntax, write in formats.items()
    }


@every_syntax
def test_every_line_is_a_comment_or_an_entry(syntax: Syntax) -> None:
    content = text(syntax, *MIXED)

    assert "evil-login.top" in entries(content, syntax)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content)


@every_syntax
def test_order_and_repetition_do_not_matter(syntax: Syntax) -> None:
    assert text(syntax, *MIXED) == text(syntax, *reversed(MIXED), *MIXED[5:]).replace(
        "no name: 4", "no name: 2"
    )


@every_syntax
def test_nothing_flagged_gives_an_empty_list_that_says_so(syntax: Syntax) -> None:
    content = text(syntax, flagged("fine.top", Decision.CLEAR))

    assert [] == entries(content, syntax)
    assert "Model: none, for nothing was flagged" in content
    assert "Listed: 0" in content
    assert "Held back: 0" in content


def test_names_below_a_listed_one_are_left_out_where_it_covers_them() -> None:
    flags = [flagged(host) for host in ("a.evil.top", "evil.top", "b.a.evil.top", "notevil.top")]

    assert ["evil.top", "notevil.top"] == entries(text(Syntax.DOMAINS, *flags), Syntax.DOMAINS)


def test_hosts_keep_names_below_others_and_the_www_of_registered_ones() -> None:
    flags = [flagged(host) for host in ("evil.top", "a.evil.top", "www.b.other.top")]

    assert [
        "a.evil.top",
        "b.other.top",
        "evil.top",
        "www.b.other.top",
        "www.evil.top",
    ] == entries(text(Syntax.HOSTS, *flags), Syntax.HOSTS)


def test_www_that_would_make_a_name_too_long_is_left_out() -> None:
    name = ".".join(["a" * 62] * 4)[:-2] + ".to"

    assert 252 == len(name)
    assert [name] == entries(text(Syntax.HOSTS, flagged(f"www.{name}")), Syntax.HOSTS)


def test_level_of_the_list_is_that_of_the_options() -> None:
    outcomes = [flagged("a.top"), flagged("b.top", Decision.SUSPICIOUS)]
    options = replace(OPTIONS, least=Decision.SUSPICIOUS, days=7)
    content = b"".join(blocklist(outcomes, RUN, Syntax.ADGUARD, options)).decode()

    assert ["a.top", "b.top"] == entries(content, Syntax.ADGUARD)
    assert "! Verdicts: suspicious and fraud\n" in content
    assert "! Expires: 7 days\n! Valid until: 2026-12-03T18:00:00Z\n" in content


def test_name_with_an_allowed_one_below_is_held_back() -> None:
    content = text(Syntax.DOMAINS, allowed("shop.evil.top"), flagged("evil.top"))

    assert [] == entries(content, Syntax.DOMAINS)
    assert "# held back: evil.top: your allow list names shop.evil.top\n" in content


def test_each_model_is_named_and_hostile_names_of_models_are_bounded() -> None:
    models = [
        replace(MODEL, name=f"{number}\n0.0.0.0 bank.com", version="v" * 500, thresholds=None)
        for number in range(9)
    ]
    content = text(Syntax.HOSTS, *(replace(flagged("a.top"), model=model) for model in models))

    assert ["a.top", "www.a.top"] == entries(content, Syntax.HOSTS)
    assert 5 == content.count("# Model: ")
    assert f"# Model: 0\\x0a0.0.0.0 bank.com {'v' * 100}... abababababab\n" in content


def test_many_names_that_are_held_back_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_HELD", 2)
    content = text(Syntax.DOMAINS, *(flagged(f"10.0.0.{number}") for number in range(5)))

    assert "# Held back: 5, named with reasons at the end\n" in content
    assert 2 == content.count("# held back: ")
    assert content.endswith("# 3 more are held back\n")


LABELS = st.sampled_from(
    ["a", "b", "evil", "www", "com", "top", "github", "io", "google", "gov", "uk", "xn--p1ai"]
)
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(".".join)


@given(st.lists(HOSTS | st.text(max_size=30)), st.sampled_from(Syntax))
def test_any_hosts_give_lines_of_the_grammar_that_the_guard_passes(
    hosts: list[str], syntax: Syntax
) -> None:
    names = entries(text(syntax, *map(flagged, hosts)), syntax)
    guard = OPTIONS.guard

    assert sorted(set(names)) == names
    assert [] == [n for n in names if guard.objection(guard.without_www(n))]
    if WRITING[syntax].wide:
        assert not [n for n in names for other in names if n.endswith(f".{other}")]
