from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import FormatChecker

from fraudlens.reports.jsonl import json_text
from fraudlens.reports.sharing import (
    SharedApp,
    SharedUrl,
    confidence,
    fact_text,
    shared,
    shared_record,
    short,
    why,
)
from fraudlens.verdict import Basis, Decision, Verdict
from tests.fraudlens.reports import flagged as f


def of_url(verdict: Verdict, least: Decision = Decision.FRAUD) -> SharedUrl:
    (found,) = shared([verdict], least)
    assert isinstance(found, SharedUrl)
    return found


@pytest.mark.parametrize(
    ("verdict", "urls", "whole", "domain"),
    [
        (f.PAGE, ("https://login.evil.example/verify/account/?id=7",), False, "evil.example"),
        (f.LOOK_ALIKE, (), True, "paypa1-login.example"),
        (
            f.LOOK_ALIKE_PAGE,
            ("http://paypa1-login.example/pay",),
            False,
            "paypa1-login.example",
        ),
        (f.PLATFORM_PAGE, ("https://sites.google.com/view/win",), False, None),
        (f.PLATFORM, ("http://github.io/", "https://github.io/"), False, None),
        (f.OFFICIAL, ("http://paypal.com/", "https://paypal.com/"), False, None),
        (f.IPV4, ("http://192.0.2.7/",), True, None),
        (f.IPV6_PAGE, ("http://[2001:db8::1]:8080/a",), False, None),
        (f.IPV6, (), True, None),
        (f.VICTIM, ("http://evil.example/u/",), False, "evil.example"),
        (f.LISTED, ("http://listed.example/",), True, "listed.example"),
        (
            f.HOSTILE,
            ("http://evil.example/'%5D%20OR%20%5Bx%5C:y='a%25zz%7B%7D%E2%80%AE%3Cscript%3E%3F",),
            False,
            "evil.example",
        ),
    ],
    ids=str,
)
def test_what_is_told_of_an_address(
    verdict: Verdict, urls: tuple[str, ...], whole: bool, domain: str | None
) -> None:
    found = of_url(verdict)

    assert urls == found.urls
    assert whole == found.whole_host
    assert domain == found.domain


@pytest.mark.parametrize(
    ("host", "domain", "whole"),
    [
        ("shop.evil.example", "evil.example", True),
        ("www.evil.example", "evil.example", True),
        ("www.sites.google.com", "google.com", False),
        ("login.paypal.com", "paypal.com", False),
        ("evil.example", "other.example", False),
        ("m.facebook.com", "facebook.com", False),
        ("shop.weebly.com", "weebly.com", False),
        ("evil.example", None, False),
        ("evil.example", "a b", False),
    ],
)
def test_whole_hosts_are_told_only_where_one_owner_is(
    host: str, domain: str | None, whole: bool
) -> None:
    verdict = f.url(host, host=host, registrable_domain=domain, suffix="example")

    assert whole == of_url(verdict).whole_host


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"host": 7},
        {"host": "a b"},
        {"host": "a'] OR ["},
        {"host": "\u202eevil.example"},
        {"host": "[2001:db8::1]", "ip": "'"},
    ],
    ids=str,
)
def test_an_address_whose_record_names_no_host_is_left_out(facts: dict[str, object]) -> None:
    assert [] == list(shared([replace(f.url("http://x/"), facts=facts)]))


@pytest.mark.parametrize("port", [True, -1, 0, 70_000, "80", None], ids=repr)
def test_a_port_that_is_none_is_left_out(port: object) -> None:
    verdict = f.url("http://evil.example/a", host="evil.example", path="/a", port=port)

    assert ("http://evil.example/a",) == of_url(verdict).urls


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("HTTPS://evil.example/a", "https"),
        ("hxxp://evil.example/a", "http"),
        ("  h**ps[://]evil.example/a", "https"),
        ("fxp://evil.example/a", "ftp"),
        ("wss://evil.example/a", "wss"),
    ],
)
def test_the_scheme_is_that_of_the_target(target: str, scheme: str) -> None:
    verdict = f.url(target, host="evil.example", path="/a")

    assert (f"{scheme}://evil.example/a",) == of_url(verdict).urls


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/a#alice@victim.example", "/a"),
        ("?q=1", "/?q=1"),
        ("/a?to=alice@victim.example", "/a"),
        ("/b/a?to=%61lice%2540victim%252Eexample&x=1", "/b/a"),
        ("/b/m%65%40example%2Eorg/c", "/b/"),
        ("/b/%6D%65%2540example%252Eorg", "/b/"),
        ("/?", "/"),
        ("#x", "/"),
        ("/@channel/1", "/@channel/1"),
        ("/a?x=@b", "/a?x=@b"),
        ("/a%", "/a%25"),
        ("/贷", "/%E8%B4%B7"),
        (7, "/"),
    ],
    ids=str,
)
def test_fragments_and_mail_addresses_are_not_told(path: object, told: str) -> None:
    verdict = f.url("http://evil.example", host="evil.example", path=path)

    assert (f"http://evil.example{told}",) == of_url(verdict).urls


@pytest.mark.parametrize(
    "path",
    ["?a=me@example.org", "/?a=me@example.org", "/me@example.org/x", "/m%65%2540example%2Eo"],
)
@pytest.mark.parametrize("port", [None, 8080])
def test_a_page_is_not_told_as_its_host(path: str, port: int | None) -> None:
    """The host was not the target, and may be anybody's."""
    found = of_url(
        f.url("http://evil.example", host="evil.example", registrable_domain="evil.example",
              path=path, port=port)
    )  # fmt: skip

    assert ((), False) == (found.urls, found.whole_host)


def test_only_what_is_at_or_above_the_least_decision_is_told_and_nothing_twice() -> None:
    fraud, more = list(shared(f.ALL)), list(shared(f.ALL, Decision.SUSPICIOUS))

    assert 15 == len(fraud)
    assert f.SUSPICIOUS not in [one.verdict for one in fraud]
    assert f.SUSPICIOUS in [one.verdict for one in more]
    assert more == list(shared(f.ALL, Decision.CLEAR))


def test_what_is_told_of_an_app() -> None:
    (loan,) = shared([f.LOAN])

    assert isinstance(loan, SharedApp)
    assert ("com.loan.quick", "=Quick\\x1b[2J\\u202e</b>") == (loan.package, loan.label)
    assert ("34" * 32,) == loan.certificates
    assert 17849 == loan.bytes
    assert [] == list(shared([f.SPLITS, f.app("a.apk", "malware", sha256="AB")]))


def test_a_shared_record_names_no_file_of_the_user() -> None:
    listed, loan = shared_record(f.LISTED), shared_record(f.LOAN)
    text = json.dumps([listed, json.loads(json_text(loan))])

    assert "loan.apk" == loan["target"]
    assert {"entry": "listed.example"} == listed["findings"][0]["evidence"]  # type: ignore[index]
    assert "cases" not in text
    assert "private" not in text


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (f.PAGE, 0.9931),
        (f.LISTED, None),
        (replace(f.LISTED, basis=Basis.MODEL), None),
        (replace(f.LOAN, basis=Basis.RULES), None),
    ],
    ids=["model", "list", "list read back", "rules"],
)
def test_confidence_is_the_score_where_it_decided(verdict: Verdict, told: float | None) -> None:
    assert told == confidence(verdict)


def test_texts_are_visible_and_bounded() -> None:
    assert "a…" == short("abc", 2)
    assert "ab" == short("ab", 2)
    assert "\\x1b…" == short("\x1b" * 9, 5)
    assert "-" == why(replace(f.PAGE, reasons=()))
    assert fact_text(f.PAGE, "nothing") is None


@given(
    st.text(max_size=60), st.text(alphabet="/?#@%.a'\\]é\ud800", max_size=40), st.integers(0, 70000)
)
def test_every_address_that_is_told_is_one(target: str, path: str, port: int) -> None:
    verdict = f.url(target, host="evil.example", path=path, port=port)

    for text in of_url(verdict).urls:
        assert FormatChecker().conforms(text, "uri")
        assert "evil.example" == urlsplit(text).hostname
        assert "#" not in text


def test_a_tenant_of_a_public_suffix_has_an_owner() -> None:
    verdict = f.url(
        "shop.github.io",
        host="shop.github.io",
        registrable_domain="shop.github.io",
        suffix="github.io",
        platform="github.io",
    )
    found = of_url(verdict)

    assert (True, "shop.github.io") == (found.whole_host, found.domain)


@given(
    st.sampled_from(["a.evil.example", "evil.example", "weebly.com", "x.weebly.com", "192.0.2.1"]),
    st.sampled_from([None, "evil.example", "weebly.com", "example", "x.weebly.com"]),
    st.sampled_from(["", "http://", "hxxps://"]),
    st.sampled_from([None, "", "/", "/a", "#"]),
)
def test_something_is_always_told_and_hosts_only_with_an_owner(
    host: str, domain: str | None, scheme: str, path: str | None
) -> None:
    address = host if host[0] == "1" else None
    found = of_url(
        f.url(scheme + host, host=host, registrable_domain=domain, path=path, ip=address)
    )

    assert found.urls or found.whole_host
    assert not found.whole_host or found.domain or found.ip
