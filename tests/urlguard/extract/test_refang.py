from __future__ import annotations

import pytest

from urlguard.extract.hosts import is_bare_host, is_ipv4, is_suffix
from urlguard.extract.labels import shown_address
from urlguard.extract.refang import fold, refanged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://a.example/b", "http://a.example/b"),
        ("HXXPS[:]//a[.]example[:]80[/]b", "https://a.example:80/b"),
        ("fxps://a{dot}example", "ftps://a.example"),
        ("a ( . ) example", "a.example"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("a[.example", "a.example"),
    ],
)
def test_defanged_addresses_can_be_clicked_again(text: str, expected: str) -> None:
    assert expected == refanged(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("é\u200b\u200bè\ufeff", "éè"),
        ("价格５，０００元。", "价格5,000元。"),
        ("好。是", "好。是"),
        ("a。b。www．c.d", "a.b。www.c.d"),
        ("http：／／a", "http://a"),
    ],
)
def test_hidden_and_wide_characters_are_folded(text: str, expected: str) -> None:
    assert expected == fold(text).text


@pytest.mark.parametrize(
    ("host", "sure", "expected"),
    [
        ("example.com", False, True),
        ("example.zip", False, False),
        ("example.zip", True, True),
        ("www.example.zip", False, True),
        ("co.uk", True, False),
        ("a.b.ck", False, True),
        ("b.ck", True, False),
        ("www.ck", False, True),
        ("example.nosuffix", True, False),
        ("12.in", False, False),
        ("123.in", False, True),
        ("12.com", False, True),
        ("com.foo.app", False, False),
        ("com.foo", False, True),
        ("yes.It", False, False),
    ],
)
def test_names_that_are_hosts(host: str, sure: bool, expected: bool) -> None:
    assert expected is is_bare_host(host, sure=sure)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("1.2.3.4", True), ("255.255.255.255", True), ("256.1.1.1", False), ("1.2.3", False),
     ("1.2.3.a", False), ("1.2.3.٤", False), ("1.2.3.0001", False)],
)  # fmt: skip
def test_ipv4_addresses(host: str, expected: bool) -> None:
    assert expected is is_ipv4(host)


def test_suffixes_of_all_sorts() -> None:
    assert [True, True, False, False] == [is_suffix(h) for h in ("com", "x.ck", "www.ck", "a.com")]


@pytest.mark.parametrize(
    ("target", "words", "expected"),
    [
        ("http://www.bank.com/x", "bank.com", None),
        ("http://login.bank.com/x", "bank.com", None),
        ("http://bank.com.evil.example/", "bank.com", "bank.com"),
        ("http://user@evil.example:80/", "https://evil.example", None),
        ("hxxp://evil[.]com", "evil.com", None),
        ("http://evil.example/", "no address", None),
    ],
)
def test_words_that_name_another_site(target: str, words: str, expected: str | None) -> None:
    assert expected == shown_address(target, words)
