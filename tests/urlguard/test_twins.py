"""Twins: other spellings of one address give the same bytes and so the same row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings

from tests.urlguard.addresses import ADDRESSES, targets
from tests.urlguard.rows import batch_of, fixed_columns, texts
from urlguard.keys import text_keys
from urlguard.read import read_urls
from urlguard.twins import cross, twins_of


@settings(max_examples=400)
@given(targets)
@example("http://www.com/")
@example("www.www.example.com")
@example("a.b//")
@example("a.b/c//")
@example("http__a.com")
@example("ｗｗｗ.example.com")
@example("１.2.3.4")
@example("www。example.com/")
@example("=.。#")
@example("https://http__a.com")
@example("https://www.http__a.com")
def test_twins_are_the_same_address(target: str) -> None:
    twins = twins_of(target)
    read = read_urls([target, *twins])
    batch = read.facts

    assert len(batch) in (0, 1 + len(twins))
    assert len(set(texts(batch))) <= 1
    assert len(set(text_keys(batch).tolist())) <= 1


@pytest.mark.parametrize("target", ADDRESSES)
def test_twins_give_the_same_row(target: str) -> None:
    matrix = fixed_columns(batch_of(target, *twins_of(target)))

    np.testing.assert_array_equal(np.repeat(matrix[:1], len(matrix), axis=0), matrix)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "a.example/b",
            [
                "http://a.example/b", "http://a.example/b/", "http://www.a.example/b",
                "http://www.a.example/b/", "https://a.example/b", "https://a.example/b/",
                "https://www.a.example/b", "https://www.a.example/b/", "a.example/b",
                "a.example/b/", "www.a.example/b", "www.a.example/b/",
            ],
        ),
        (
            "https://www.a.example?b/",
            [
                "http://a.example?b/", "http://www.a.example?b/", "https://a.example?b/",
                "https://www.a.example?b/", "a.example?b/", "www.a.example?b/",
            ],
        ),
        ("1.2.3.4/b//", ["http://1.2.3.4/b//", "https://1.2.3.4/b//", "1.2.3.4/b//"]),
        ("www.com?", ["http://www.com?", "https://www.com?", "www.com?"]),
        ("[::1]:8#b", ["http://[::1]:8#b", "https://[::1]:8#b", "[::1]:8#b"]),
        ("http://me@a.example/", ["http://me@a.example/"]),
        ("http://a.example:x/", ["http://a.example:x/"]),
        ("hxxp://a.example", ["hxxp://a.example"]),
        ("a[.]example", ["a[.]example"]),
        ("ftp://a.example", ["ftp://a.example"]),
        ("a.example/b\\", ["a.example/b\\"]),
        ("a.example/b\x01", ["a.example/b\x01"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_what_may_change_changes(target: str, expected: list[str]) -> None:
    assert expected == list(twins_of(target))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("http://www.a.example:8080/x", "b.example/y?z#t", "a.example/y?z#t"),
        ("a.example", "https://b.example/", "a.example"),
        ("a.example", "hello", None),
        ("hello", "a.example", None),
    ],
)
def test_cross_has_the_host_of_one_and_the_rest_of_the_other(
    one: str, other: str, expected: str | None
) -> None:
    assert expected == cross(one, other)
