from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.shared_path import given_path, told_path


@pytest.mark.parametrize(
    ("target", "path", "given"),
    [
        ("http://evil.example/a/", "/a", "/a/"),
        ("http://evil.example/a/?b", "/a?b", "/a/?b"),
        ("http://evil.example/A/", "/a", "/a"),
        ("evil.example", None, ""),
        ("evil.example/?#b", "/?#b", "/"),
    ],
)
def test_the_path_is_told_as_it_was_given(target: str, path: object, given: str) -> None:
    assert given == given_path(target, "evil.example", path)


@given(st.text(alphabet="%2540614eE@./?-a", max_size=40))
def test_what_is_told_begins_as_what_was_given(text: str) -> None:
    told = told_path(f"/{text}")

    assert told.startswith("/")
    assert "@a." not in told
    assert "%40a." not in told
