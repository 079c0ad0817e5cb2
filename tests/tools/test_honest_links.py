"""Only what a file names as a site is a host, however it says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.honest_links import READ, hosts

FRIENDS = """
- name: A friend
  link: https://Blog.Friend.example.org/about
  avatar: https://cdn.friend.example.org/face.png
  descr: "see https://elsewhere.example.net"
- name: Another
  url: 'http://hobby.top/'
[Page](https://page.dev/x) ![badge](https://badge.dev/y.svg) [Again](<https://page.dev>)
"""
MANIFESTS = """
"homepage": "https://app.xyz/", "url": "https://downloads.xyz/app.zip",
AuthorWebSite: https://author.dev
HOMEPAGE="https://package.io/"
homepage_url: https://landscape.app/x
infoURL: "https://chain.one",
my_homepage: https://other.field.dev
"""
SERVERS = """
- url: server.moe
  langs: ['ja']
- url: https://www.server.club/about
- url: user@mail.moe
"""


@pytest.mark.parametrize(
    ("text", "how", "named"),
    [
        (FRIENDS, "links", ["blog.friend.example.org", "hobby.top", "page.dev"]),
        (
            MANIFESTS,
            "homepages",
            ["app.xyz", "author.dev", "chain.one", "landscape.app", "package.io"],
        ),
        (SERVERS, "names", ["server.moe", "www.server.club"]),
        (SERVERS, "links", ["www.server.club"]),
    ],
)
def test_a_file_is_read_as_its_table_says(text: str, how: str, named: list[str]) -> None:
    assert named == hosts(text, how)


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "a..b", "localhost", "-x.org-", "hidden.onion", "peer.i2p", "printer.local"],
)
@pytest.mark.parametrize("how", READ)
def test_what_is_no_name_on_the_web_is_no_site(how: str, host: str) -> None:
    assert [] == hosts(f"url: https://{host}/\nhomepage: https://{host}/\n", how)


@pytest.mark.parametrize("link", ["ftp://a.bc", "https://name:word@host.dev/", "https://h.dev:8/"])
def test_other_schemes_users_and_ports_are_no_site(link: str) -> None:
    assert [] == hosts(f"link: {link}\nhomepage: {link}\n", "homepages")
    assert [] == hosts(f"link: {link}\n", "links")


@given(st.text(alphabet="[]()<>:= \"'/.-ahtpsurl\n", max_size=400), st.sampled_from(sorted(READ)))
def test_any_text_gives_small_names_in_order(text: str, how: str) -> None:
    found = hosts(text, how)

    assert sorted(set(found)) == found
    assert all("." in host and host == host.lower() for host in found)
