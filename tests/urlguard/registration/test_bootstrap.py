"""Which server answers for a suffix, and which lists are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import reference_text
from urlguard.registration.bootstrap import (
    DNS_FILE,
    FEWEST_SUFFIXES,
    MOST_BYTES,
    OVERRIDES_FILE,
    Bootstrap,
    Server,
    load_bootstrap,
    read_list,
    read_overrides,
    server,
)
from urlguard.registration.privacy import PRIVACY_FILE

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "suffix,base_url,source,read\n"
SHIPPED = json.loads(reference_text(DNS_FILE))


def listing(*services: object, fill: int = FEWEST_SUFFIXES, **more: object) -> bytes:
    """Give a list of these services, filled up with `fill` suffixes of no interest."""
    filled = [[f"x{number}" for number in range(fill)], ["https://filled.example/"]]
    plain = {"publication": "2026-11-01T00:00:00Z", "services": [filled, *services], **more}
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    ("domain", "wanted"),
    [
        ("shop.com", Server("https://rdap.verisign.com/com/v1/", "rdap.verisign.com", listed=True)),
        ("shop.co.uk", Server("https://rdap.nominet.uk/uk/", "rdap.nominet.uk", listed=True)),
        ("shop.de", Server("https://rdap.denic.de/", "rdap.denic.de", listed=False)),
        (
            "shop.io",
            Server(
                "https://rdap.identitydigital.services/rdap/",
                "rdap.identitydigital.services",
                listed=False,
            ),
        ),
        ("shop.kg", None),
        ("shop.cn", None),
        ("", None),
    ],
)
def test_the_shipped_list_knows_servers(domain: str, wanted: Server | None) -> None:
    assert wanted == load_bootstrap().server_for(domain)


def test_the_longest_suffix_wins_by_whole_labels() -> None:
    servers = {
        name: server(f"https://{name}.example", listed=True) for name in ("uk", "co.uk", "o.uk")
    }
    found = Bootstrap(servers, "")

    assert servers["co.uk"] == found.server_for("shop.co.uk")
    assert servers["uk"] == found.server_for("shop.uk")
    assert servers["uk"] == found.server_for("shop.ltd.uk")


def test_https_is_preferred_and_http_left_out() -> None:
    data = listing(
        [["both"], ["http://a.example/", "https://b.example/rdap"]],
        [["Plain"], ["http://c.example/"]],
        [["odd"], [7, "https://u@d.example/", "https://e.example:8443/", "https://f.example/ x"]],
        [["bad"], ["https://[::/", "https:///x", "https://g.example/?q", "h" * 300]],
    )
    found = read_list(data, "a list").servers

    assert server("https://b.example/rdap/", listed=True) == found["both"]
    assert FEWEST_SUFFIXES + 1 == len(found)


def test_the_users_copy_takes_precedence(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_bytes(listing([["com", "de"], ["https://new.example/"]]))
    found = load_bootstrap(own)

    assert "2026-11-01T00:00:00Z" == found.published
    assert server("https://new.example/", listed=True) == found.server_for("shop.com")
    assert server("https://new.example/", listed=True) == found.server_for("shop.de")
    assert load_bootstrap() == load_bootstrap(tmp_path / "not there")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b" " * (MOST_BYTES + 1), f"a list: more than {MOST_BYTES} bytes"),
        (b"<html>", "a list: no JSON"),
        (b"[]", 'a list: no "services"'),
        (b"{}", 'a list: no "services"'),
        (b'{"services": {}}', 'a list: no "services"'),
        (listing(publication=7), 'a list: no "publication"'),
        (listing(publication="2026-11-01"), 'a list: no "publication"'),
        (listing(publication="2026-11-01T00:00:00+01:00"), 'a list: no "publication"'),
        (listing(fill=FEWEST_SUFFIXES - 1), "a list: 499 suffixes, not 500 to 20000"),
        (listing(fill=20_001), "a list: 20001 suffixes, not 500 to 20000"),
        (listing([["a"]]), "a list: services[1]: no pair of lists"),
        (listing([["a"], {}]), "a list: services[1]: no pair of lists"),
        (listing("a"), "a list: services[1]: no pair of lists"),
        (listing([[7], []]), "a list: services[1]: a suffix is no name"),
        (listing([["a b"], []]), "a list: services[1]: a suffix is no name"),
        (listing([[""], []]), "a list: services[1]: a suffix is no name"),
        (listing([["ü"], []]), "a list: services[1]: a suffix is no name"),
    ],
)
def test_a_broken_list_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_list(data, "a list")

    assert message == caught.value.message


def test_a_list_of_the_least_length_is_read() -> None:
    assert FEWEST_SUFFIXES == len(read_list(listing().ljust(MOST_BYTES), "a list").servers)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@given(JSON | st.lists(JSON, max_size=3).map(lambda more: {**SHIPPED, "services": more}))
def test_any_json_is_a_list_or_refused(value: object) -> None:
    with pytest.raises(DataError):
        read_list(json.dumps(value).encode(), "a list")


@pytest.mark.parametrize(
    "row",
    ["de,http://a.example/,x,y", "DE,https://a.example/,x,y", ",https://a.example/,x,y"],
)
def test_a_broken_row_is_refused(row: str) -> None:
    with pytest.raises(DataError) as caught:
        read_overrides(HEADER + row)

    assert f"{OVERRIDES_FILE}:2: no suffix, or no https address" == caught.value.message


def test_the_table_holds_only_what_iana_lacks() -> None:
    """Once IANA lists a suffix, its row is without effect and should go."""
    listed = {suffix for suffixes, _ in SHIPPED["services"] for suffix in suffixes}
    table = read_overrides(reference_text(OVERRIDES_FILE))

    assert set() == table.keys() & listed
    assert 40 < len(table)


@pytest.mark.parametrize("name", [OVERRIDES_FILE, PRIVACY_FILE])
def test_each_row_has_its_source_and_the_table_its_date(name: str) -> None:
    lines = reference_text(name).splitlines()
    head = "".join(line for line in lines if line.startswith("#"))
    rows = [line for line in lines if not line.startswith("#")]

    assert "# Source: " in head
    assert "2026-11-26" in head
    assert [] == [line for line in rows if line.endswith(",") or ",," in line]
