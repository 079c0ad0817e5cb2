from __future__ import annotations

import pytest

from fraudlens.reports.block_guard import Why, load_guard
from fraudlens.reports.block_shape import misshapen
from fraudlens.reports.block_words import BLOCK_WORDS

GUARD = load_guard()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("evil-login.top", None),
        ("login.evil-login.top", None),
        ("paypal.com.evil-login.top", None),
        ("xn--pypal-4ve.com", None),
        ("evil.unknown-suffix", None),
        # public suffixes, and what stands above shared names
        ("top", Why("shape")),
        ("co.uk", Why("suffix")),
        ("shop.city.kawasaki.jp", None),
        ("anything.kawasaki.jp", Why("suffix")),
        ("amazonaws.com", Why("above", "s3.amazonaws.com")),
        # platforms: what a customer holds may be listed, the platform and its own names may not
        ("github.io", Why("platform")),
        ("bait.github.io", None),
        ("deep.bait.github.io", None),
        ("bit.ly", Why("platform")),
        ("docs.google.com", Why("platform")),
        ("www2.bit.ly", Why("own_name", "bit.ly")),
        ("bait.weebly.com", None),
        ("editor.weebly.com", Why("own_name", "weebly.com")),
        ("x.weebly.com", Why("own_name", "weebly.com")),
        ("editor.bait.weebly.com", None),
        ("bait.cos.ap-guangzhou.myqcloud.com", None),
        ("cos.ap-guangzhou.myqcloud.com", Why("own_name", "myqcloud.com")),
        ("bait.r2.dev", None),
        # services and official domains, and all below them
        ("wikipedia.org", Why("service", "wikipedia.org")),
        ("en.m.wikipedia.org", Why("service", "wikipedia.org")),
        ("googleapis.com", Why("platform")),
        ("fonts.googleapis.com", Why("service", "googleapis.com")),
        ("paypal.com", Why("brand", "paypal.com")),
        ("hacked.paypal.com", Why("brand", "paypal.com")),
        ("hsbc.com.hk", Why("brand", "hsbc.com.hk")),
        # governments, forces, schools, banks
        ("gov.uk", Why("suffix")),
        ("tax.service.gov.uk", Why("official", "gov.uk")),
        ("hacked.council.gov.uk", Why("official", "gov.uk")),
        ("irs.gov", Why("brand", "irs.gov")),
        ("county.gov", Why("official", "gov")),
        ("army.mil", Why("official", "mil")),
        ("dept.univ.edu", Why("official", "edu")),
        ("town.gov.mz", Why("official", "gov.mz")),
        ("gov.top", None),
        ("a.gov.top", None),
        ("some.bank", Why("official", "bank")),
    ],
)
def test_what_must_not_be_blocked_is_held_back(name: str, why: Why | None) -> None:
    assert why == GUARD.objection(name)


def test_every_protected_name_is_held_back_with_all_above_it() -> None:
    protected = [*GUARD.platforms, *GUARD.services, *GUARD.brands]
    above = [name.partition(".")[2] for name in protected if name.count(".") > 1]

    assert [] == [name for name in (*protected, *above) if GUARD.objection(name) is None]


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.evil.top", "evil.top"),
        ("www.www.evil.top", "www.evil.top"),
        ("www.github.io", "github.io"),
        ("www.com", "www.com"),
        ("www.co.uk", "www.co.uk"),
        ("wwwevil.top", "wwwevil.top"),
        ("", ""),
    ],
)
def test_www_is_no_name_of_its_own_unless_it_was_registered(host: str, name: str) -> None:
    assert name == GUARD.without_www(host)


@pytest.mark.parametrize(
    ("name", "registrable"),
    [
        ("evil.top", True),
        ("a.evil.top", False),
        ("bait.github.io", True),
        ("evil.co.uk", True),
        ("evil.unknown-suffix", True),
        ("a.evil.unknown-suffix", False),
    ],
)
def test_registered_name_is_one_label_longer_than_its_suffix(name: str, registrable: bool) -> None:
    assert registrable is GUARD.is_registrable(name)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.top", None),
        ("r3---sn-4g5e.evil.top", None),
        ("a" * 63 + ".top", None),
        ("a" * 64 + ".top", "shape"),
        (".".join(["a" * 49] * 5) + ".top", None),
        (".".join(["a" * 49] * 5) + ".ttop", "shape"),
        ("xn--p1ai.xn--p1ai", None),
        ("xn--.top", "shape"),
        ("xn--abc-.top", "shape"),
        ("xn--99999999.top", "shape"),
        ("\u0430.top", "shape"),
        ("A.top", "shape"),
        ("a.top\n", "shape"),
        ("1.2.3.4", "ip"),
        ("1.2.3.0x4", "ip"),
        ("[::1]", "ip"),
        ("a.123", "ip"),
        ("8.0.0.0.10.rpz-ip", "special"),
        ("a.internal", "special"),
    ],
)
def test_only_names_of_the_public_dns_have_the_right_shape(name: str, why: str | None) -> None:
    assert why == misshapen(name)


def test_both_languages_have_the_same_words() -> None:
    assert BLOCK_WORDS["en"].keys() == BLOCK_WORDS["zh"].keys()
