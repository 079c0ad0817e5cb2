from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.links import (
    MOST_LINKS,
    Link,
    ScoredLink,
    host_of,
    is_local,
    links_of,
    score_links,
    worst_links,
)
from tests.apkscan.documents import facts, url

if TYPE_CHECKING:
    from collections.abc import Sequence


def linked(*finds: dict[str, str]) -> tuple[Link, ...]:
    return links_of(facts(finds=list(finds)))


def test_kits_documents_and_inner_hosts_are_set_aside() -> None:
    found = linked(
        url("http://schemas.android.com/apk/res/android"),
        url("https://graph.facebook.com/v3"),
        url("http://192.168.1.1/setup"),
        url("http://printer.local/"),
        url("https://pay.example-one.top/h5"),
    )

    assert (Link("https://pay.example-one.top/h5", "classes.dex", "pay.example-one.top"),) == found


def test_places_where_anybody_publishes_are_kept_with_their_kind() -> None:
    found = linked(url("https://api.telegram.org/bot"), url("https://x.firebaseio.com/"))

    assert ["bot_api", "file_host"] == [link.kind for link in found]


def test_a_host_counts_once_and_a_whole_address_before_a_bare_name() -> None:
    found = linked(
        {"kind": "domain", "value": "shop.example-two.vip", "place": "a"},
        {"kind": "ip", "value": "203.1.2.3", "place": "b"},
        url("https://shop.example-two.vip/login", "c"),
        url("https://shop.example-two.vip/other", "d"),
        {"kind": "email", "value": "a@b.example", "place": "e"},
    )

    assert [
        ("https://shop.example-two.vip/login", "c", True),
        ("http://203.1.2.3/", "b", False),
    ] == [(link.url, link.place, link.whole) for link in found]


@pytest.mark.parametrize(("guard", "kept"), [("VPN_SERVICE", 1), ("INPUT_METHOD", 2)])
def test_bare_numbers_of_an_app_with_a_vpn_are_its_tunnel(guard: str, kept: int) -> None:
    service = {"kind": "service", "name": "a.B", "permission": f"android.permission.BIND_{guard}"}
    finds = [{"kind": "ip", "value": "26.26.26.1", "place": "b"}, url("http://203.1.2.3/x")]

    found = links_of(facts(finds=finds, manifest={"components": [service]}))

    assert kept == len(found)
    assert "203.1.2.3" in [link.host for link in found]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_an_app_has_no_more_links_than_the_bound(more: int) -> None:
    found = linked(*(url(f"https://a{n}.example-three.top/") for n in range(MOST_LINKS + more)))

    assert min(MOST_LINKS, MOST_LINKS + more) == len(found)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://a@Pay.Example.:8443/x?y#z", "pay.example"),
        ("http://evil.example\\@good.example/", "evil.example"),
        ("pay.example", "pay.example"),
        ("index.php", ""),
        ("http://%s/api", ""),
        ("http://", ""),
        ("localhost", ""),
        ("http://[::1]/", ""),
    ],
)
def test_host_of_an_address(address: str, host: str) -> None:
    assert host == host_of(address)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("8.8.4.4", False),
        ("a.test", True),
        ("a.example.top", False),
    ],
)
def test_inner_hosts(host: str, local: bool) -> None:
    assert local is is_local(host)


def test_all_links_are_scored_at_once_and_the_worst_come_first() -> None:
    calls = []

    def scorer(urls: Sequence[str]) -> list[float | None]:
        calls.append(list(urls))
        return [0.2, 0.6, None, 0.95]

    links = linked(*(url(f"https://a{n}.example-three.top/") for n in range(4)))
    worst = worst_links(score_links(links, scorer))

    assert [[link.url for link in links]] == calls
    assert [(links[3], 0.95), (links[1], 0.6)] == [(bad.link, bad.score) for bad in worst]


def test_without_a_scorer_or_links_nothing_has_a_score() -> None:
    links = linked(url("https://a.example-three.top/"))

    assert (ScoredLink(links[0], None),) == score_links(links, None)
    assert () == score_links((), lambda urls: [1.0 for _ in urls])
    assert () == worst_links(score_links(links, None))
