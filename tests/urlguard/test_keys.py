"""Keys: equal for one address or one host in other spellings, different for others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.urlguard.addresses import plain
from tests.urlguard.rows import batch_of, texts
from urlguard.hashing import hash_forwards
from urlguard.keys import host_keys, text_keys
from urlguard.read import read_urls


def test_key_of_a_host_is_the_hash_of_its_text() -> None:
    batch = batch_of("https://www.a.bbc.co.uk/x", "BBC.co.uk", "192.0.2.7/x")

    assert ["bbc.co.uk", "bbc.co.uk", "192.0.2.7"] == [
        batch.slice_text(begin, end)
        for begin, end in zip(batch.domain, batch.host_end, strict=True)
    ]
    assert [hash_forwards("bbc.co.uk")] * 2 + [hash_forwards("192.0.2.7")] == host_keys(
        batch, batch.domain
    ).tolist()


@given(st.lists(plain, max_size=8))
def test_keys_of_addresses_are_equal_where_text_and_port_are(listed: list[str]) -> None:
    batch = read_urls(listed).facts
    same = list(zip(texts(batch), batch.port.tolist(), strict=True))
    keys = text_keys(batch).tolist()

    assert [[a == b for b in same] for a in same] == [[a == b for b in keys] for a in keys]


def test_port_and_query_tell_addresses_apart() -> None:
    batch = batch_of(
        "a.example", "a.example:80", "a.example:81", "a.example?x", "[::1]", "[::1]:81"
    )

    assert [0, 0, 1, 2, 3, 4] == [
        sorted(set(text_keys(batch).tolist()), key=text_keys(batch).tolist().index).index(key)
        for key in text_keys(batch).tolist()
    ]
