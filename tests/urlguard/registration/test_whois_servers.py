"""Which server is asked, what it is sent, and the tables behind."""

from __future__ import annotations

import re

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text
from urlguard.registration.hostnames import is_host_name
from urlguard.registration.whois_formats import (
    RDAP_STATUSES,
    WHOIS_FORMATS,
    load_formats,
    read_formats,
)
from urlguard.registration.whois_servers import (
    load_servers,
    query_for,
    read_servers,
    server_of,
    whois_host,
)

HEAD = "suffix,host,query,source\n"


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("shop.com", "whois.verisign-grs.com"),
        ("shop.co.uk", "whois.nic.uk"),
        ("shop.ac.uk", "whois.nic.ac.uk"),
        ("shop.uk.com", "whois.centralnic.net"),
        ("shop.vn", None),
        ("shop.shop", "whois.iana.org"),
        ("192.0.2.1", None),
        ("shop", None),
    ],
)
def test_the_longest_suffix_names_the_server(domain: str, host: str | None) -> None:
    assert host == whois_host(domain)


@pytest.mark.parametrize(
    ("domain", "query"),
    [
        ("shop.de", b"-T dn,ace shop.de\r\n"),
        ("shop.jp", b"shop.jp/e\r\n"),
        ("shop.com", b"domain shop.com\r\n"),
        ("shop.se", b"shop.se\r\n"),
    ],
)
def test_servers_are_asked_in_their_own_way(domain: str, query: bytes) -> None:
    assert query == query_for(server_of(domain).host or "", domain)


@pytest.mark.parametrize(
    "name",
    [
        "", "a", "a.", ".a", "a..b", "-a.example", "a-.example", "A.example", "a.example.",
        "a_b.example", "a b.example", "a.example\n", "a.example\r\nb.example", "ä.example",
        "192.0.2.1", "a.1", "x" * 64 + ".example", ("x" * 60 + ".") * 5 + "example",
    ],
)  # fmt: skip
def test_what_is_no_host_name_is_never_sent(name: str) -> None:
    assert not is_host_name(name)


@pytest.mark.parametrize(
    "name", ["a.example", "xn--bcher-kva.example", "a.xn--p1ai", "x" * 63 + ".example", "1.a-b.co"]
)
def test_host_names_are_known(name: str) -> None:
    assert is_host_name(name)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,10.0.0.1,,own", 'whois_servers.csv:2: "10.0.0.1" is no host name'),
        ("x,a.example,-T dn,own", 'whois_servers.csv:2: no "{domain}" in the query'),
    ],
)
def test_broken_servers_are_named(row: str, message: str) -> None:
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        read_servers(f"{HEAD}{row}\n")


@pytest.mark.parametrize("text", ["x = [", "", "[keys]\nweak = 1", "[keys]\nweak = []\na = 1"])
def test_a_broken_table_of_formats_is_named(text: str) -> None:
    with pytest.raises(DataError, match=r"^whois_formats\.toml: cannot be read: "):
        read_formats(text)


def test_servers_have_sources_and_are_unique() -> None:
    lines = [line for line in reference_text("whois_servers.csv").splitlines() if line[0] != "#"]
    suffixes = [line.partition(",")[0] for line in lines[1:]]

    assert len(set(suffixes)) == len(suffixes)
    assert [] == [line for line in lines if line.endswith(",")]
    assert [] == [one for one in suffixes if not is_host_name(f"a.{one}")]
    assert len(load_servers()) == len(suffixes)


def test_formats_are_in_lower_case_and_say_one_thing() -> None:
    formats = load_formats()
    words = [*formats.fields, *formats.sections, *formats.phrases, *formats.statuses]
    phrases = (*formats.no_record_part, *formats.rate_limited, *formats.rate_limited_vaguely)

    assert [] == [word for word in (*words, *phrases) if word != word.lower().strip()]
    assert set(RDAP_STATUSES) >= set(formats.statuses.values())
    assert {"dmy", "mdy"} == set(formats.orders.values())
    assert formats.weak <= set(formats.fields)


def test_no_key_stands_for_two_things() -> None:
    text = reference_text(WHOIS_FORMATS)
    keys = text[text.index("[keys]") : text.index("# Stand for the domain only")]
    found = re.findall(r'"([^"]+)"', keys)

    assert [] == sorted({key for key in found if found.count(key) > 1})
