"""The quick road: what it lets pass reads as on the slow road, and as browsers read it."""

from __future__ import annotations

import numpy as np
import pytest
import upa_url
from hypothesis import example, given, settings

from tests.urlguard.addresses import pieces, plain
from urlguard.batch import NO_PORT, WWW
from urlguard.gate import byte_classes, split_plain
from urlguard.whatwg import SplitUrl, split

LABEL = "a" * 63


def quick(target: str) -> SplitUrl | None:
    """Give what the quick road reads, None if it leaves the target to the slow one."""
    raw = np.frombuffer(target.encode("utf-8", "surrogatepass"), np.uint8)
    text = np.empty(len(raw), np.uint8)
    rows, ports = np.zeros((1, 5), np.int64), np.zeros(1, np.int64)
    used = split_plain(raw, np.array([0]), np.array([len(raw)]), byte_classes(), text, rows, ports)
    start, host_end, path_end, end, flags = rows[0].tolist()
    if start < 0:
        assert 0 == used
        return None
    read = text[:used].tobytes().decode("ascii")
    assert (0, used) == (start, end)
    return SplitUrl(
        read[:host_end], read[host_end:path_end], read[path_end:end], int(ports[0]), 0, flags
    )


@settings(max_examples=400)
@given(plain)
def test_plain_addresses_read_as_on_the_slow_road(target: str) -> None:
    read = quick(target)

    assert read is None or split(target) == read


@settings(max_examples=800)
@given(pieces)
@example("http__a.com")
@example("a.com/x[.]y")
@example("a.com/x(dot)y")
@example("a.com/x[.y")
@example("a.com/x.]y")
@example("a.com?#")
@example("a.com//HTTP://0")
def test_odd_addresses_read_as_on_the_slow_road(target: str) -> None:
    read = quick(target)

    assert read is None or split(target) == read


@settings(max_examples=300)
@given(plain)
def test_what_passes_is_what_browsers_see(target: str) -> None:
    read = quick(target)
    if read is None:
        return
    full = target if target.lower().startswith(("http://", "https://")) else f"http://{target}"
    url = upa_url.URL(full)

    assert url.hostname == ("www." if read.flags & WWW else "") + read.host
    assert url.pathname in (read.path, f"{read.path}/")
    assert url.search + url.hash == read.tail
    assert (url.port or "80") in ("80", "443") or int(url.port) == read.port


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("a.example", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("HTTPS://A.Example/", SplitUrl("a.example", "", "", NO_PORT, 0, 0)),
        ("http://www.a.example/B/", SplitUrl("a.example", "/B", "", NO_PORT, 0, WWW)),
        ("WwW.a.example", SplitUrl("a.example", "", "", NO_PORT, 0, WWW)),
        ("www.example", SplitUrl("www.example", "", "", NO_PORT, 0, 0)),
        ("http://a_b.example/x", SplitUrl("a_b.example", "/x", "", NO_PORT, 0, 0)),
        ("a.example:0", SplitUrl("a.example", "", "", 0, 0, 0)),
        ("a.example:65535/", SplitUrl("a.example", "", "", 65535, 0, 0)),
        ("a.example:443?x", SplitUrl("a.example", "", "?x", NO_PORT, 0, 0)),
        ("a.example:80#x", SplitUrl("a.example", "", "#x", NO_PORT, 0, 0)),
        ("a.example//", SplitUrl("a.example", "/", "", NO_PORT, 0, 0)),
        ("a.example/b//c//", SplitUrl("a.example", "/b//c/", "", NO_PORT, 0, 0)),
        ("a.example/b;c=1/", SplitUrl("a.example", "/b;c=1", "", NO_PORT, 0, 0)),
        ("a.example/b/?c/#d/", SplitUrl("a.example", "/b", "?c/#d/", NO_PORT, 0, 0)),
        ("a.example/b.%20", SplitUrl("a.example", "/b.%20", "", NO_PORT, 0, 0)),
        ("a.example/x(1)[2]", SplitUrl("a.example", "/x(1)[2]", "", NO_PORT, 0, 0)),
        (f"{LABEL}.example", SplitUrl(f"{LABEL}.example", "", "", NO_PORT, 0, 0)),
    ],
)
def test_plain_address_passes(target: str, expected: SplitUrl) -> None:
    assert expected == quick(target)
    assert expected == split(target)


@pytest.mark.parametrize(
    "target",
    [
        "", "hello", "a.b.", "a..b", ".a.b", "1.2.3.4", "a.0x1", "a.b:65536", "a.b:123456", "a.b:",
        "a.b:x", "a.b@c.d", "a.b:8@c.d", "a.b?", "a.b#", "a.b/?#c", "a.b/?c#", "a.b/.", "a.b/./c",
        "a.b/../c", "a.b/..c", "a.b/%2e/c", "a.b/.%2e", "a.b/%41", "a.b/ü", "ü.b", "a.b/c d",
        "a.b/c\\d", "a.b\\c", "a.b/'", 'a.b/"', "a.b/<", "a.b/^", "a.b/`", "a.b/{", "a.b/|",
        " a.b", "a.b\n", "http:///a.b", "http:/a.b", "http:a.b", "ftp://a.b", "xn--a.b", "ab--c.de",
        "a.xn--b", "%61.b", "http__a.b", "a.b/c[.]d", "a.b/c(.)d", "a.b/c[dot]d", "a.b/c(Dot)d",
        "a.b/[:]", "a.b/c.]d", f"{LABEL}a.example", "http", "http:/", "http://", "https:/",
    ],
)  # fmt: skip
def test_all_else_takes_the_slow_road(target: str) -> None:
    assert quick(target) is None


@pytest.mark.parametrize(("length", "passes"), [(252, True), (253, True), (254, False)])
def test_hosts_pass_up_to_the_longest_of_dns(length: int, passes: bool) -> None:
    host = (
        ("a." * 127)[: length - 3] + ".bc"[-3:] if length % 2 else ("a." * 127)[: length - 2] + "bc"
    )
    host = host.replace("..", ".x")

    assert length == len(host)
    assert passes == (quick(host) is not None)
    assert host == split(host).host


def test_rows_that_fail_leave_no_bytes_behind() -> None:
    targets = ["a.example/x", "http://1.2.3.4/long/path", "B.example", "a.b/c d", "c.example?q"]
    raw = np.frombuffer("".join(targets).encode(), np.uint8)
    starts = np.cumsum([0, *map(len, targets)])
    text = np.empty(len(raw), np.uint8)
    rows, ports = np.zeros((5, 5), np.int64), np.zeros(5, np.int64)
    used = split_plain(raw, starts[:-1], starts[1:], byte_classes(), text, rows, ports)

    assert b"a.example/xb.examplec.example?q" == text[:used].tobytes()
    assert [0, -1, 11, -1, 20] == rows[:, 0].tolist()
