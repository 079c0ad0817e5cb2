"""URLs, hosts, mailboxes and addresses are found in texts, and look-alikes are not."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read import links
from apkscan.read.haystack import Text, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apkscan.read.haystack import Haystack

SEARCHES = (
    links.urls,
    links.hidden_urls,
    links.domains,
    links.emails,
    links.ips,
    links.firebases,
)


def found(search: Callable[[Haystack], Iterator[tuple[int, str]]], text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [value for _, value in search(stack([Text("a", data)]))]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        pytest.param(
            "x http://a.bracken.top/p?q=1#f y", ["http://a.bracken.top/p?q=1#f"], id="plain"
        ),
        pytest.param("'WSS://a.bracken.top:8443/s'", ["wss://a.bracken.top:8443/s"], id="capitals"),
        pytest.param("http://u:p@a.bracken.top", ["http://u:p@a.bracken.top"], id="user"),
        pytest.param(
            "http://45.76.144.14/gate.php", ["http://45.76.144.14/gate.php"], id="address"
        ),
        pytest.param("(see https://a.bracken.top/x).", ["https://a.bracken.top/x"], id="sentence"),
        pytest.param("[l](http://a.bracken.top/x),b", ["http://a.bracken.top/x"], id="markdown"),
        pytest.param("http://a.bracken.top/&quot;b", ["http://a.bracken.top/"], id="entity"),
        pytest.param("http://a.bracken.top，请", ["http://a.bracken.top"], id="chinese comma"),
        pytest.param("http://a.bracken.top.", ["http://a.bracken.top"], id="dot"),
        pytest.param("http://%s:%d/x http://${host}/", [], id="format"),
        pytest.param("http://localhost/ http://10.0.0.1/", [], id="private"),
        pytest.param("http://schemas.android.com/apk/res", [], id="name space"),
        pytest.param("market://details?id=a.b content://sms", [], id="other schemes"),
        pytest.param("http://a.bracken.topp/", [], id="no suffix"),
    ],
)
def test_urls(text: str, urls: list[str]) -> None:
    assert urls == found(links.urls, text)


def test_long_url_is_cut() -> None:
    (url,) = found(links.urls, "http://a.bracken.top/" + "x" * 5000)

    assert links.MAX_VALUE == len(url)


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_url_in_base64_is_found_wherever_it_is_cut(cut: int) -> None:
    coded = b64encode(b"http://a.bracken.top/gate.php?x=" + b"1" * cut)

    assert ["http://a.bracken.top/gate.php?x=" + "1" * cut] == found(links.hidden_urls, coded)


def test_other_base64_is_no_url() -> None:
    assert [] == found(links.hidden_urls, b64encode(b"http is a protocol of the web"))


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        pytest.param('"kefu.bracken.top"', ["kefu.bracken.top"], id="quoted"),
        pytest.param("bracken.xyz", ["bracken.xyz"], id="whole"),
        pytest.param("bracken.xyz:8080", ["bracken.xyz"], id="port"),
        pytest.param("'.bracken.com'", ["bracken.com"], id="cookie"),
        pytest.param("http://bracken.com/", [], id="in a URL"),
        pytest.param("at bracken.com, or", [], id="in a sentence"),
        pytest.param("com.bracken.net", [], id="package"),
        pytest.param('"offset.top"', [], id="property"),
        pytest.param('".com"', [], id="suffix"),
        pytest.param("schemas.android.com", [], id="name space"),
    ],
)
def test_domains(text: str, domains: list[str]) -> None:
    assert domains == found(links.domains, text)


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        pytest.param("mail a.b+c@bracken.com now", ["a.b+c@bracken.com"], id="plain"),
        pytest.param("mailto:a@bracken.com", ["a@bracken.com"], id="link"),
        pytest.param("..a@bracken.com", ["a@bracken.com"], id="dots"),
        pytest.param("https://key@bracken.com/1", [], id="in a URL"),
        pytest.param("https://u:p@bracken.com/1", [], id="password"),
        pytest.param("logo@2x.png core@3.6.5 @bracken.com", [], id="files and versions"),
        pytest.param("b@8R.aC Y+VHt@g.hr o_z4_@7.MY aB@ab.cDE", [], id="noise"),
        pytest.param("you@example.com", [], id="example"),
    ],
)
def test_emails(text: str, emails: list[str]) -> None:
    assert emails == found(links.emails, text)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        pytest.param("c2=45.76.144.14;", ["45.76.144.14"], id="plain"),
        pytest.param("http://5.8.4.1/a", ["5.8.4.1"], id="in a URL"),
        pytest.param("5.8.4.1:4444", ["5.8.4.1"], id="port"),
        pytest.param("4.4.0.46 2.5.29.15", [], id="versions"),
        pytest.param("1.45.76.144.14", [], id="five parts"),
        pytest.param("v45.76.144.14 -45.76.144.14 .45.76.144.14", [], id="in a number"),
        pytest.param("45.076.144.14 45.76.144.999", [], id="no decimals"),
        pytest.param("4545.76.144.14", [], id="long part"),
        pytest.param("192.168.10.20", [], id="private"),
    ],
)
def test_ips(text: str, addresses: list[str]) -> None:
    assert addresses == found(links.ips, text)


def test_firebase_projects() -> None:
    text = (
        "https://Bracken-1.firebaseio.com .appspot.com bracken.appspot.com.x b.cloudfunctions.net"
    )

    assert ["bracken-1.firebaseio.com", "b.cloudfunctions.net"] == found(links.firebases, text)


@pytest.mark.parametrize("search", SEARCHES)
@given(data=st.binary(max_size=200))
def test_no_bytes_raise(
    search: Callable[[Haystack], Iterator[tuple[int, str]]], data: bytes
) -> None:
    for part in (data, data.replace(b"\0", b"://a.b.com/@1.2.3.4.firebaseio.com aHR0c")):
        assert found(search, part) is not None
