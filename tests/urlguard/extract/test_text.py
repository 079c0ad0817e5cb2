"""Which addresses stand in a text, and which words with a dot are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.extract.refang import fold, refanged
from urlguard.extract.text import MAX_ADDRESS, hits

CASES = [
    # languages
    ("看这里http://a.example/b，谢谢", ["http://a.example/b"]),
    ("点击http://a.cn/b领取，官网example.com谢谢。", ["http://a.cn/b", "example.com"]),
    ("http://example.com领取", ["http://example.com"]),
    ("詳しくは https://例え.jp/path をご覧", ["https://例え.jp/path"]),
    ("http://www.例え.jpをクリック", ["http://www.例え.jp"]),
    ("http://公司.中国点击这里", ["http://公司.中国"]),
    ("http://例え.未知も", ["http://例え.未知も"]),
    ("자세한 내용은 example.co.kr에서", ["example.co.kr"]),
    ("Смотри пример.рф и сайт: http://пример.рф/путь", ["пример.рф", "http://пример.рф/путь"]),
    ("pay at раypal.com", ["раypal.com"]),
    ("voilà : bücher.de/über?", ["bücher.de/über"]),
    ("قم بزيارة https://example.com/a الآن", ["https://example.com/a"]),
    ("ดูที่http://example.com/aครับ", ["http://example.com/a"]),
    # punctuation and brackets around
    ("(see http://en.example/wiki/A_(b)).", ["http://en.example/wiki/A_(b)"]),
    ("(http://a.example/b) [http://b.example/c] <http://c.example>",
     ["http://a.example/b", "http://b.example/c", "http://c.example"]),
    ("[http://bank.com](http://evil.com/x)", ["http://bank.com", "http://evil.com/x"]),
    ("Go to http://a.example/b. Or http://c.example/d, or http://e.example!",
     ["http://a.example/b", "http://c.example/d", "http://e.example"]),
    ("_http://a.example/b_ *http://a.example/c* http://a.example/d_",
     ["http://a.example/b", "http://a.example/c", "http://a.example/d_"]),
    ("'http://a.example/b','http://c.example'", ["http://a.example/b", "http://c.example"]),
    ("http://a.example,http://b.example", ["http://a.example", "http://b.example"]),
    ("http://a.example/x,y;z?a[]=1&b={c}#d", ["http://a.example/x,y;z?a[]=1&b={c}#d"]),
    ("http://a.example/bhttp://c.example/d", ["http://a.example/b", "http://c.example/d"]),
    ("http://a.example/?u=http://b.example", ["http://a.example/?u=http://b.example"]),
    ("《https://a.example/》“https://b.example”", ["https://a.example/", "https://b.example"]),
    ("end.http://a.example/b", ["http://a.example/b"]),
    ("-example.com- --example.com", ["example.com", "example.com"]),
    # schemes
    ("HTTP://A.EXAMPLE/B ftp://f.example/x", ["http://A.EXAMPLE/B", "ftp://f.example/x"]),
    ("https:/a.example/b http:///c.example", ["https://a.example/b", "http://c.example"]),
    ("http://user:pw@a.example/x http://good.com\\@evil.example/",
     ["http://user:pw@a.example/x", "http://good.com\\@evil.example/"]),
    ("http://[::1]/ http://3232235777/ http://0x7f000001", ["http://[::1]/", "http://3232235777/",
     "http://0x7f000001"]),
    ("http://a.example:8080/x http://a.example:99999999", ["http://a.example:8080/x",
     "http://a.example"]),
    ("http://localhost/x http:// foo://b.example/ about:blank http:", []),
    # defanged
    ("hxxp://evil[.]com/x hXXps://evil[.]com", ["http://evil.com/x", "https://evil.com"]),
    ("evil(dot)com evil {.} net evil[dot]co[dot]uk evil[ . ]org",
     ["evil.com", "evil.net", "evil.co.uk", "evil.org"]),
    ("hxxps[:]//evil[.]com[/]path h**p://evil[.com/a", ["https://evil.com/path",
     "http://evil.com/a"]),
    ("hxxps[://]evil.]com fxp://f.example meow://evil[.]com", ["https://evil.com",
     "ftp://f.example", "http://evil.com"]),
    ("evil[.]com[.]/x", ["evil.com"]),
    ("evil[.]com[.]\nhttps://bank.com/real", ["evil.com", "https://bank.com/real"]),
    ("evil[.]com[.] https://bank.com/real", ["evil.com", "https://bank.com/real"]),
    ("hxxp://evil[.]com[.]\nPlease", ["http://evil.com"]),
    ("hxxp://evil[.]com[.] Please. evil(dot)com(dot)\r\nnet", ["http://evil.com", "evil.com"]),
    ("evil[.] com evil [.]\tnet", ["evil.com", "evil.net"]),
    ("readme[.]md", ["readme.md"]),
    ("www dot evil dot com, evil-site dot com, hxxp://evil dot com/login",
     ["www.evil.com", "evil-site.com", "http://evil.com/login"]),
    ("www.evil dot com and pay . evil . com and evil dot com/login",
     ["www.evil.com", "pay.evil.com", "evil.com/login"]),
    ("paypal dot com dot evil[.]top/x a dot b(dot)com", ["paypal.com.evil.top/x", "a.b.com"]),
    ("the dot com bubble, a dot in the text. A . com, WWW DOT Evil DOT Zz", []),
    ("user[@]evil[.]com user (at) evil (dot) com me@evil[.]com", []),
    ("evil。com ｅｖｉｌ．ｃｏｍ evil．com", ["evil.com", "evil.com", "evil.com"]),
    ("ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ／ａ？ｂ＝１，谢谢", ["https://evil.com/a?b=1"]),
    ("https：//evil.com http：／／evil.com/a", ["https://evil.com", "http://evil.com/a"]),
    ("ex\u200bample.com h\u00adttp://e\u2060vil.com/\u200b", ["example.com", "http://evil.com/"]),
    ("example.com。https://b.example。", ["example.com", "https://b.example"]),
    # as scripts and JSON write it: the path once was lost
    (r'{"u":"http:\/\/a.com:80\/x\/y?z=1#q","v":1} hxxps:\/\/b[.]com\/x. http:\/\/c.com\/',
     ["http://a.com:80/x/y?z=1#q", "https://b.com/x", "http://c.com/"]),
    ("http:\\\\d.com\\x", ["http://d.com"]),
    # names without a scheme
    ("visit example.com, www.example.co.uk or sub.a.top!", ["example.com", "www.example.co.uk",
     "sub.a.top"]),
    ("example.com:8080/x example.com?x=1 example.com#a", ["example.com:8080/x", "example.com?x=1",
     "example.com#a"]),
    ("readme.md install.sh libc.so photos.zip a.zip main.py", []),
    ("www.readme.md readme.md/x a.zip/login", ["www.readme.md", "readme.md/x", "a.zip/login"]),
    ("v1.2.3 1.2.dev v1.2.dev 10.30.am 3.14 2.5kg 1.in $5.99", []),
    ("163.com 51.com 12306.cn", ["163.com", "51.com", "12306.cn"]),
    ("e.g. this i.e. that U.S.A. Ph.D. a.m. Node.js No.1 etc.", []),
    ("ok.So go. done.In Example.Com", ["Example.Com"]),
    ("Visit example.com.Then click", ["example.com"]),
    ("Visit example.zz.Then click", []),
    ("com.example.app org.example.dev.Main com.example.net", ["com.example.net"]),
    ("shop.com.py me.surge.sh com.py x.surge.Sh", ["shop.com.py", "me.surge.sh"]),
    ("http://a.example/(S(abc))/Main (http://b.example/(x)(y))",
     ["http://a.example/(S(abc))/Main", "http://b.example/(x)(y)"]),
    ("1.2.3.4/02.08.2022.exe 10.0.0.0/8. _dmarc.example.com _example.com_",
     ["1.2.3.4/02.08.2022.exe"]),
    ("me@example.com first.last@example.co.uk mailto:x@y.com", []),
    ("src/readme.info /var/www/example.com/index.html ./example.com C:\\a\\b.com", []),
    ("*.example.com foo_bar.com %2Fexample.com", ["example.com"]),
    ("微信/example.com", ["example.com"]),
    ("co.uk com.cn foo.ck www.ck a.notasuffix", ["www.ck"]),
    ("10.0.0.1 10.0.0.0/8 300.1.1.1/x 1.2.3.4/login http://1.2.3.4 1.2.3.4:80/a",
     ["1.2.3.4/login", "http://1.2.3.4", "1.2.3.4:80/a"]),
    ("中 . b 中 dot com evil.中国", []),
    ("", []),
    ("." * 50 + ":/" * 50 + "[" * 50, []),
    (f"{'a' * 64}.com a.{'b' * 64}.com", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_addresses_of_a_text(text: str, expected: list[str]) -> None:
    assert expected == [hit.target for hit in hits(text)]


def test_places_are_those_of_the_text_as_it_stood() -> None:
    text = "哦\u200b看ht\u200btp://evil[.]com/\u200b，ｅｖｉｌ．ｎｅｔ"

    assert ["ht\u200btp://evil[.]com/", "ｅｖｉｌ．ｎｅｔ"] == [
        text[h.start : h.end] for h in hits(text)
    ]


def test_only_schemes_count_where_names_are_code() -> None:
    text = 'document.domain = "evil.com"; a="http://b.example/"; [//x] [:]//y'

    assert ["http://b.example/"] == [hit.target for hit in hits(text, bare=False)]


def test_address_beyond_the_bound_is_one_find_that_the_detector_refuses() -> None:
    found = list(hits("http://a.example/" + "x" * (MAX_ADDRESS + 100)))

    assert [16 + MAX_ADDRESS] == [len(hit.target) for hit in found]


MESS = st.lists(
    st.one_of(
        st.sampled_from([
            "http", "hxxp", "https", "ftp", "://", ":", "//", "[:]", "[.]", "(dot)", " dot ", ".",
            " . ", "。", "．", "www", "com", "example", "evil", "a", "-", "_", "@", "/", "?", "#",
            "(", ")", "[", "]", "{", "}", "\u200b", "\u00ad", "ｅ", "，", "谢谢", "пример.рф", "\n",
            " ", "1.2.3.4", "中国", "jp", "Then", ",", ";", "%", "\\", "'", '"', "zip", "\ud800",
        ]),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MESS, st.booleans())
def test_every_find_stands_in_the_text(text: str, bare: bool) -> None:
    """The slice of a find, folded and refanged, is its target; finds ascend and do not overlap."""
    done = 0
    for hit in hits(text, bare=bare):
        assert done <= hit.start < hit.end <= len(text)
        assert refanged(fold(text[hit.start : hit.end]).text) == hit.target
        assert not hit.target.isspace()
        done = hit.end


@given(MESS)
def test_folding_is_idempotent_and_never_longer(text: str) -> None:
    once = fold(text).text

    assert len(once) <= len(text)
    assert len(fold(once).text) <= len(once)


HOSTILE = {
    "letters": "a" * 2_000_000,
    "labels": "a." * 200_000,
    "dots": "." * 200_000,
    "colons": ":/" * 100_000,
    "schemes": "http://" * 50_000,
    "open brackets": "http://a.example/" + "(" * 100_000,
    "nested": "http://a.example/(" * 20_000,
    "words": " a dot" * 20_000,
    "marks": "a{.}b{" * 20_000,
    "slashes": "a.zz/" * 50_000,
    "addresses": "1.2.3.4/" * 50_000,
    "anchors": "a.md#" * 50_000,
    "hidden": "a\u200b" * 100_000,
    "wide": "ａ．" * 100_000,
    "user": "http://" + "a:" * 100_000,
    "hyphens": "a-" * 100_000 + ".com",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Far below what anything quadratic would take: 10 s for a machine that is busy."""
    begin = time.process_time()
    list(hits(text))

    assert time.process_time() - begin < 10
