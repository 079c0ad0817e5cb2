"""The slow road: defanged spellings, schemes, IP addresses, IDN, repairs, and exact errors."""

from __future__ import annotations

from contextlib import suppress

import pytest
import upa_url
from hypothesis import given, settings

from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.limits import Limits
from tests.urlguard.addresses import targets
from urlguard.batch import (
    DEFANGED,
    IPV4,
    IPV6,
    NO_PORT,
    ODD_SPELLING,
    PUNYCODE,
    USER_INFO,
    WWW,
)
from urlguard.whatwg import SplitUrl, refang, split

HINT = "expected a URL, a host name or an IP"
SCHEME_HINT = "only http, https, ftp and ws addresses and bare hosts are judged"
DOT_HINT = "a public host name has at least two labels"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("hxxp://evil.example/x", "http://evil.example/x"),
        ("hXXps://evil.example", "https://evil.example"),
        ("h**p://evil.example", "http://evil.example"),
        (" hxxp://evil.example", "http://evil.example"),
        ("fxp://evil.example", "ftp://evil.example"),
        ("meow://evil.example", "http://evil.example"),
        ("me0ws://evil.example", "https://evil.example"),
        ("http[:]//evil.example", "http://evil.example"),
        ("https[://]evil.example", "https://evil.example"),
        ("hxxp:\\\\evil.example", "http://evil.example"),
        ("http__evil.example", "http://evil.example"),
        ("hxxp[:]//evil[.]example/x", "http://evil.example/x"),
        ("evil[.]example", "evil.example"),
        ("evil(.)example", "evil.example"),
        ("evil{.}example", "evil.example"),
        ("evil[dot]example", "evil.example"),
        ("evil(DOT)example", "evil.example"),
        ("evil{dot}example", "evil.example"),
        ("evil[ . ]example", "evil.example"),
        ("evil[.example", "evil.example"),
        ("evil.]example", "evil.example"),
        ("evil[.]example[:]8080", "evil.example:8080"),
    ],
)
def test_defanged_target_is_refanged(target: str, expected: str) -> None:
    assert (expected, DEFANGED) == refang(target)
    assert split(target).flags & DEFANGED


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example", "HTTPS://evil.example", "  http://evil.example", "ftp://a.example",
        "http://[::1]/", "http:\\\\evil.example", "hxxp.example", "http.example", "meow.example",
    ],
)  # fmt: skip
def test_what_browsers_open_is_not_taken_for_defanged(target: str) -> None:
    assert (target, 0) == refang(target)


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("http://192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:8080/x", "192.0.2.7"),
        ("http://192.0.2.7./", "192.0.2.7"),
    ],
)
def test_plain_ip_address_is_nothing_odd(target: str, host: str) -> None:
    assert (host, IPV4) == (split(target).host, split(target).flags)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.1/", "http://2130706433/", "http://0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
        "http://017700000001/", "http://0x7f.1", "http://127.0.0.01", "http://127.0.0.0x1",
        "http://%31%32%37.0.0.1/", "//0x7f.1", "１２７.0.0.1", "http://127。0。0。1", "http://0X7F.1/",
    ],
)  # fmt: skip
def test_ip_address_in_disguise_is_found_and_flagged(target: str) -> None:
    found = split(target)

    assert "127.0.0.1" == found.host
    assert found.flags & IPV4
    assert "。" in target or found.flags & ODD_SPELLING


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "http://[2001:DB8:0::1]:8443/x/",
            SplitUrl("[2001:db8::1]", "/x", "", 8443, 0, IPV6),
        ),
        ("2001:DB8:0::1", SplitUrl("[2001:db8::1]", "", "", NO_PORT, 0, IPV6)),
        (" dead:beef::\r", SplitUrl("[dead:beef::]", "", "", NO_PORT, 0, IPV6)),
        ("1:2:3:4:5:6:7:8", SplitUrl("[1:2:3:4:5:6:7:8]", "", "", NO_PORT, 0, IPV6)),
        ("0:0:0:0:0:ffff:1.2.3.4", SplitUrl("[::ffff:102:304]", "", "", NO_PORT, 0, IPV6)),
        ("2001[:]db8[:][:]1", SplitUrl("[2001:db8::1]", "", "", NO_PORT, 0, IPV6 | DEFANGED)),
        ("[::ffff:1.2.3.4]", SplitUrl("[::ffff:102:304]", "", "", NO_PORT, 0, IPV6)),
        (
            "http://paypal.com:pw@evil.example/x",
            SplitUrl("evil.example", "/x", "", NO_PORT, 12, USER_INFO),
        ),
        ("me:pw@evil.example", SplitUrl("evil.example", "", "", NO_PORT, 4, USER_INFO)),
        ("me@evil.example/x@y", SplitUrl("evil.example", "/x@y", "", NO_PORT, 2, USER_INFO)),
        (
            "http://good.example\\@evil.example/",
            SplitUrl("good.example", "/@evil.example", "", NO_PORT, 0, ODD_SPELLING),
        ),
        ("http:\\\\a.example\\b", SplitUrl("a.example", "/b", "", NO_PORT, 0, ODD_SPELLING)),
        ("\\\\a.example\\b", SplitUrl("a.example", "/b", "", NO_PORT, 0, ODD_SPELLING)),
        ("//a.example/b", SplitUrl("a.example", "/b", "", NO_PORT, 0, 0)),
        ("http:a.example", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("http:////a.example", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("ht\ttp://a.ex\nample/b\r", SplitUrl("a.example", "/b", "", NO_PORT, 0, ODD_SPELLING)),
        (" \t http://a.example \n", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("a.%65xample", SplitUrl("a.example", "", "", NO_PORT, 0, ODD_SPELLING)),
        ("bücher.example", SplitUrl("xn--bcher-kva.example", "", "", NO_PORT, 0, PUNYCODE)),
        ("BÜCHER。example", SplitUrl("xn--bcher-kva.example", "", "", NO_PORT, 0, PUNYCODE)),
        (
            "www.bücher.example",
            SplitUrl("xn--bcher-kva.example", "", "", NO_PORT, 0, PUNYCODE | WWW),
        ),
        ("xn--a.example", SplitUrl("xn--a.example", "", "", NO_PORT, 0, PUNYCODE)),
        ("a.example...", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("http://www.example/", SplitUrl("www.example", "", "", NO_PORT, 0, 0)),
        ("www.example.", SplitUrl("www.example", "", "", NO_PORT, 0, 0)),
        ("a..example", SplitUrl("a..example", "", "", NO_PORT, 0, 0)),
        ("a.example:", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("a.example:000080", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("a.example:00443/", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("ws://a.example:81", SplitUrl("a.example", "", "", 81, 0, 0)),
        ("ftp://a.example/b", SplitUrl("a.example", "/b", "", NO_PORT, 0, 0)),
        ("a.example/b/../../c/./d/", SplitUrl("a.example", "/c/d", "", NO_PORT, 0, 0)),
        ("a.example/%2e%2e/b", SplitUrl("a.example", "/b", "", NO_PORT, 0, 0)),
        ("a.example?", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("a.example/#", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("a.example/?#b", SplitUrl("a.example", "", "#b", NO_PORT, 0, 0)),
        ("a.example/?a'b c", SplitUrl("a.example", "", "?a%27b%20c", NO_PORT, 0, 0)),
        ("a.example/\ud800", SplitUrl("a.example", "/%EF%BF%BD", "", NO_PORT, 0, 0)),
        ("a.example/\ud83d\ude00", SplitUrl("a.example", "/%F0%9F%98%80", "", NO_PORT, 0, 0)),
    ],
)
def test_target_is_read_as_browsers_do(target: str, expected: SplitUrl) -> None:
    assert expected == split(target)


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("", "no browser can open ''", HINT),
        (" ", "no browser can open ''", HINT),
        ("http://", "no browser can open 'http://'", HINT),
        ("http://..", "no host in 'http://..'", "expected a URL or a host name"),
        ("hello", "no dot in the host 'hello'", DOT_HINT),
        ("localhost:80", "no dot in the host 'localhost'", DOT_HINT),
        ("http://a b.example", "no browser can open 'http://a b.example'", HINT),
        ("a\0.example", "no browser can open 'a\\x00.example'", HINT),
        ("a\ud800.example", "no browser can open 'a\\ud800.example'", HINT),
        ("http://[::1", "no browser can open 'http://[::1'", HINT),
        ("a.example:65536", "no browser can open 'a.example:65536'", HINT),
        ("1.2.3.4.5", "no browser can open '1.2.3.4.5'", HINT),
        ("www.1.2.3.256", "no browser can open 'www.1.2.3.256'", HINT),
        ("x" * 50 + " .a", f"no browser can open '{'x' * 40}...'", HINT),
        ("y" * 50, f"no dot in the host '{'y' * 40}...'", DOT_HINT),
        ("data:text/html,x", "not a web address: the scheme is 'data:'", SCHEME_HINT),
        ("data:,me@a.example", "not a web address: the scheme is 'data:'", SCHEME_HINT),
        ("JavaScript:alert(1)", "not a web address: the scheme is 'javascript:'", SCHEME_HINT),
        ("javascript:'@a.b'", "not a web address: the scheme is 'javascript:'", SCHEME_HINT),
        ("mailto:me@a.example", "not a web address: the scheme is 'mailto:'", SCHEME_HINT),
        ("about:blank", "not a web address: the scheme is 'about:'", SCHEME_HINT),
        ("file:///etc/passwd", "not a web address: the scheme is 'file:'", SCHEME_HINT),
        ("android://a@b.example", "not a web address: the scheme is 'android:'", SCHEME_HINT),
        ("z" * 60 + ":x", f"not a web address: the scheme is '{'z' * 40}...'", SCHEME_HINT),
    ],
)
def test_error_says_what_is_wrong(target: str, message: str, hint: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        split(target)

    assert (message, hint) == (caught.value.message, caught.value.hint)


@pytest.mark.parametrize("letter", ["a", "ü"])
@pytest.mark.parametrize(("bytes_over", "read"), [(-1, True), (0, True), (1, False)])
def test_limit_counts_bytes(letter: str, bytes_over: int, read: bool) -> None:
    target = "http://a.example/" + letter * 10
    size = len(target.encode())
    limits = Limits(max_url_bytes=size - bytes_over)
    if read:
        assert "a.example" == split(target, limits).host
        return
    with pytest.raises(LimitExceeded) as caught:
        split(target, limits)

    assert f"address of {size} bytes, the limit is {size - 1}" == caught.value.message
    assert (
        "no browser follows such a link in practice; cut it if you must judge it"
        == caught.value.hint
    )


@settings(max_examples=500)
@given(targets)
def test_nothing_but_an_input_error_is_raised(target: str) -> None:
    try:
        found = split(target)
    except InputError:
        return
    text = found.host + found.path + found.tail

    assert text.isascii()
    assert found.path == "" or found.path.startswith("/")
    assert found.host == found.host.lower()


@settings(max_examples=300)
@given(targets)
def test_canonical_text_reads_as_itself(target: str) -> None:
    try:
        first = split(target)
    except InputError:
        return
    text = f"http://{first.host}{first.path}{'/' if first.path else ''}{first.tail}"
    url = upa_url.URL(text)

    assert (first.host, first.tail) == (url.hostname.rstrip("."), url.search + url.hash)
    assert first.path == url.pathname.removesuffix("/")


HOSTILE = {
    "dots and a colon": ("", "a.", ":x"),
    "colons": ("", "a:", ""),
    "at signs": ("http:", "@", ""),
    "brackets": ("", "[", ""),
    "open defangs": ("", "[ ", ""),
    "defangs": ("", "[.]", ""),
    "spaces": ("", " ", ""),
    "spaces and a scheme": ("", " ", "hxxp"),
    "digits": ("", "1.", ""),
    "zeros": ("http://0", "0", ""),
    "scheme": ("", "h", ":"),
    "percent": ("http://", "%61", ""),
    "dot segments": ("http://a.example", "/..", ""),
    "one A-label": ("xn--", "b", ".example"),
    "many A-labels": ("", "xn--a.", "example"),
    "letters": ("", "ü", ".example"),
    "backslashes": ("", "\\", ""),
    "port": ("a.example:", "0", ""),
    "controls": ("", "\x01", ""),
}
"""What stands before, what is repeated, what stands behind."""


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_target_costs_no_more_than_its_length(piece: tuple[str, str, str]) -> None:
    """At this length, a step that is quadratic would take minutes; 8 KB are the limit in a scan."""
    before, repeated, after = piece
    target = before + repeated * (200_000 // len(repeated)) + after
    with suppress(InputError):
        assert split(target, Limits(max_url_bytes=1 << 20)).host
