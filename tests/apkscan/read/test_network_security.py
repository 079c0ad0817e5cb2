from __future__ import annotations

import pytest

from apkscan.facts import NetworkSecurity
from apkscan.read.network_security import read_network_security
from tests.apkscan.read.manifests import tree
from tests.data.apk.axml import Element
from tests.data.apk.manifest import network_security
from tests.data.apk.spec import NetworkSpec


@pytest.mark.parametrize(
    ("spec", "facts"),
    [
        (NetworkSpec(), NetworkSecurity()),
        (NetworkSpec(cleartext=True), NetworkSecurity(cleartext=True)),
        (NetworkSpec(cleartext=False), NetworkSecurity(cleartext=False)),
        (NetworkSpec(user_certificates=True), NetworkSecurity(user_certificates=True)),
        (NetworkSpec(pins=(("a.example", "x"),)), NetworkSecurity(pinned=True)),
        (
            NetworkSpec(cleartext_domains=("b.example", "a.example")),
            NetworkSecurity(cleartext_domains=("a.example", "b.example")),
        ),
    ],
    ids=["plain", "cleartext", "secure", "user", "pinned", "domains"],
)
def test_configuration_is_read(spec: NetworkSpec, facts: NetworkSecurity) -> None:
    assert facts == read_network_security(tree(network_security(spec)))


def test_domains_inside_domains_are_read() -> None:
    inner = Element(
        "domain-config",
        {":cleartextTrafficPermitted": "true"},
        [Element("domain", {}, [], " c.example "), Element("domain")],
    )
    outer = Element("domain-config", {":cleartextTrafficPermitted": "false"}, [inner])

    found = read_network_security(tree(Element("network-security-config", {}, [outer])))

    assert NetworkSecurity(cleartext_domains=("c.example",)) == found


def test_what_holds_for_debugging_only_is_left_out() -> None:
    anchors = Element("trust-anchors", {}, [Element("certificates", {":src": "user"})])
    root = Element("network-security-config", {}, [Element("debug-overrides", {}, [anchors])])

    assert NetworkSecurity() == read_network_security(tree(root))


def test_another_file_is_no_configuration() -> None:
    assert read_network_security(tree(Element("resources"))) is None
    assert read_network_security(None) is None
