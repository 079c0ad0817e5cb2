"""Addresses for the tests of the URL analyzer: a fixed list, and strategies that draw odd ones."""

from __future__ import annotations

from hypothesis import strategies as st

ADDRESSES = (
    "example.com",
    "https://www.example.com/",
    "HTTP://WWW.Example.COM/Path/Index.PHP?q=1#top",
    "http://a1-login.secure.x9y8z7.shop/",
    "https://www.paypal.com/signin",
    "paypal.com.secure-login.top/verify?id=12345&u=https%3A%2F%2Fx.example&e=me@example.com",
    "http://micr0s0ft-login.example/wp-content/Login_9f8e7d6c/index.php",
    "рayрal.com",
    "bücher.example/ü?ü#ü",
    "http://paypal.com@evil.example:8080/",
    "http://0x7f.1/a/../b/",
    "http://[2001:db8::1]:8443/x",
    "http://192.0.2.7",
    "x.github.io",
    "github.io",
    "co.uk",
    "bbc.co.uk/news/world-1234",
    "bit.ly/3xYz",
    "foo.bar.kawasaki.jp",
    "city.kawasaki.jp",
    "a.notasuffix",
    "8888.vip",
    "https://payypal.example/~me/a.apk",
    "hxxps://evil[.]example/login",
    "http://xn--80ak6aa92e.com/",
    "http://a..b.example/",
    "forms.gle/x;y//z",
)
"""Readable, one of each kind that the columns tell apart."""

PARTS = (
    "http://", "https://", "HTTP://", "hxxp://", "http__", "ftp://", "//", "\\\\", "http:", "/",
    "www.", "WWW.", "a", "b-c", "x_y", "__", "com", "co.uk", "github.io", "example.com", "paypal",
    "xn--", "xn--80ak6aa92e", "1.2.3.4", "0x7f.1", "0", "65536", ":80", ":8080", ":", "@", "?", "#",
    "%", "%2e", "%20", "%41", ".", "..", "[.]", "(dot)", "[", "]", "(", ")", "{.}", ";", "=", "&",
    "'", '"', "<", "|", "^", "`", "~", "+", " ", "\t", "\n", "\0", "\x7f", "ü", "。", "１",
    "\ud800",
)  # fmt: skip
"""Pieces that mean something to a parser; drawn together they make every kind of oddity."""

pieces = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)
_HOSTS = st.lists(st.text("abwz09-_", min_size=1, max_size=6), min_size=1, max_size=4)
_PATHS = st.text("aB0/.?#&=%;:@!$()*+,~_[]-", max_size=12)
plain = st.builds(
    "{}{}{}.{}{}{}".format,
    st.sampled_from(["", "http://", "https://", "HTTPS://"]),
    st.sampled_from(["", "www."]),
    _HOSTS.map(".".join),
    st.sampled_from(["com", "co.uk", "github.io", "x1", "0x1", "top"]),
    st.sampled_from(["", ":80", ":443", ":8080", ":0", ":65535", ":65536", ":"]),
    st.one_of(st.just(""), st.builds("{}{}".format, st.sampled_from("/?#"), _PATHS)),
)
anything = st.text(st.characters(exclude_categories=()), max_size=60)
targets = st.one_of(plain, pieces, anything)
