"""What may leave the machine: names that somebody registered, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.knowledge.suffixes import load_rules
from urlguard.registration.scope import refusal

LONG = ".".join(["a" * 63] * 3 + ["b" * 58, "com"])


@pytest.mark.parametrize(
    "domain",
    [
        "shop.com",
        "shop.co.uk",
        "xn--bcher-kva.de",
        "shop.xn--p1ai",
        "www.ck",
        "city.kawasaki.jp",
        "github.io",
        "a" * 63 + ".com",
    ],
)
def test_a_registered_name_may_be_asked_for(domain: str) -> None:
    assert refusal(domain, load_rules()) is None


@pytest.mark.parametrize(
    ("domain", "why"),
    [
        ("www.shop.com", 'stands below "shop.com"'),
        ("a.b.shop.co.uk", 'stands below "shop.co.uk"'),
        ("somebody.github.io", 'stands below "github.io"'),
        ("co.uk", "a public suffix"),
        ("anything.ck", "a public suffix"),
        ("com", "an internal name, or a suffix alone"),
        ("router", "an internal name, or a suffix alone"),
        ("localhost", "an internal name, or a suffix alone"),
        ("nas.local", "an internal name, or a suffix alone"),
        ("db.internal", "an internal name, or a suffix alone"),
        ("tv.lan", "an internal name, or a suffix alone"),
        ("box.home.arpa", "an internal name, or a suffix alone"),
        ("4.3.2.1.in-addr.arpa", "an internal name, or a suffix alone"),
        ("shop.test", "an internal name, or a suffix alone"),
        ("shop.invalid", "an internal name, or a suffix alone"),
        ("shop.example", "an internal name, or a suffix alone"),
        ("app.localhost", "an internal name, or a suffix alone"),
        ("abcdef.onion", "an internal name, or a suffix alone"),
        ("name.alt", "an internal name, or a suffix alone"),
        ("mail.corporate", 'no registry serves ".corporate"'),
        ("192.168.0.1", "an IP address"),
        ("0x7f.1", "an IP address"),
        ("::1", "an address, or no host name in A-labels"),
        ("[::1]", "an address, or no host name in A-labels"),
        ("", "an address, or no host name in A-labels"),
        ("shop.com.", "an address, or no host name in A-labels"),
        ("Shop.com", "an address, or no host name in A-labels"),
        ("bücher.de", "an address, or no host name in A-labels"),
        ("shop.com/login?id=7", "an address, or no host name in A-labels"),
        ("me@shop.com", "an address, or no host name in A-labels"),
        ("shop.com:8443", "an address, or no host name in A-labels"),
        ("a b.com", "an address, or no host name in A-labels"),
        ("a_b.com", "an address, or no host name in A-labels"),
        ("-a.com", "an address, or no host name in A-labels"),
        ("a..com", "an address, or no host name in A-labels"),
        ("a" * 64 + ".com", "an address, or no host name in A-labels"),
        (LONG[1:], 'stands below "' + "b" * 58 + '.com"'),
        (LONG, "a name of more than 253 characters"),
    ],
)
def test_nothing_else_may(domain: str, why: str) -> None:
    assert why == refusal(domain, load_rules())


@given(st.text(max_size=40) | st.from_regex(r"[a-z0-9.:/?@%-]{1,20}\.com", fullmatch=True))
def test_what_may_be_sent_is_one_label_and_a_suffix(domain: str) -> None:
    if refusal(domain, load_rules()) is None:
        assert set(domain) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert 2 <= len(domain.split("."))
