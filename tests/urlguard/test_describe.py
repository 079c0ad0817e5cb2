"""Facts of a record: host as given, domain and suffix where there are any, what is special."""

from __future__ import annotations

import pytest

from tests.urlguard.rows import batch_of
from urlguard.describe import facts_of


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "https://www.bbc.co.uk/news?x#y",
            {
                "host": "www.bbc.co.uk",
                "registrable_domain": "bbc.co.uk",
                "suffix": "co.uk",
                "path": "/news?x#y",
            },
        ),
        (
            "a.x.github.io:8080",
            {
                "host": "a.x.github.io",
                "registrable_domain": "x.github.io",
                "suffix": "github.io",
                "platform": "github.io",
                "port": 8080,
            },
        ),
        (
            "http://0x7f.1",
            {"host": "127.0.0.1", "registrable_domain": None, "suffix": None, "ip": "127.0.0.1"},
        ),
        (
            "http://[::1]/",
            {"host": "[::1]", "registrable_domain": None, "suffix": None, "ip": "::1"},
        ),
        (
            "bücher.example.com",
            {
                "host": "xn--bcher-kva.example.com",
                "registrable_domain": "example.com",
                "suffix": "com",
                "unicode_host": "bücher.example.com",
            },
        ),
        ("a.notasuffix", {"host": "a.notasuffix", "registrable_domain": None, "suffix": None}),
        ("co.uk", {"host": "co.uk", "registrable_domain": None, "suffix": "co.uk"}),
    ],
)
def test_facts_of_a_row(target: str, expected: dict[str, object]) -> None:
    assert expected == facts_of(batch_of("first.example", target), 1)
