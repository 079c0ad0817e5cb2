"""Hosts are told from packages, properties, versions and identifiers."""

from __future__ import annotations

import pytest

from apkscan.read.hosts import is_domain, is_no_version, is_public, is_public_ip


@pytest.mark.parametrize(
    ("host", "public"),
    [
        pytest.param(b"a.bracken-shop.com", True, id="name"),
        pytest.param(b"45.76.144.14", True, id="address"),
        pytest.param(b"192.168.0.1", False, id="private"),
        pytest.param(b"1.2.3.999", False, id="no address"),
        pytest.param(b"schemas.android.com", False, id="name space"),
        pytest.param(b"example.com", False, id="example"),
        pytest.param(b"a.qqqq", False, id="no suffix"),
        pytest.param(b"a..com", False, id="empty label"),
        pytest.param(b"-a.com", False, id="hyphen"),
    ],
)
def test_public_hosts(host: bytes, public: bool) -> None:
    assert public == is_public(host)


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        pytest.param("kefu.bracken.top", True, id="three labels"),
        pytest.param("xx888.top", True, id="digit"),
        pytest.param("bracken.xyz", True, id="suffix of hosts"),
        pytest.param("offset.top", False, id="property"),
        pytest.param("ru.bracken.app", False, id="package by country"),
        pytest.param("com.bracken.net", False, id="package"),
        pytest.param("Bracken.com", False, id="class"),
        pytest.param("co.uk", False, id="public suffix"),
        pytest.param("k12.ks.us", False, id="older public suffix"),
        pytest.param("lib.zz.us", False, id="locality"),
        pytest.param("com", False, id="one label"),
    ],
)
def test_domains(name: str, domain: bool) -> None:
    assert domain == is_domain(name)


@pytest.mark.parametrize("text", ["0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "224.0.0.1"])
def test_reserved_networks_are_not_public(text: str) -> None:
    assert not is_public_ip([int(part) for part in text.split(".")])


@pytest.mark.parametrize("text", ["9.255.255.255", "100.128.0.1", "172.32.0.1", "223.255.255.1"])
def test_neighbours_of_reserved_networks_are_public(text: str) -> None:
    assert is_public_ip([int(part) for part in text.split(".")])


@pytest.mark.parametrize(
    ("text", "address"),
    [("4.4.0.46", False), ("2.5.29.15", False), ("108.0.0.0", False), ("5.188.214.86", True)],
)
def test_versions_are_told_from_addresses(text: str, address: bool) -> None:
    assert address == is_no_version([int(part) for part in text.split(".")])
