"""Where a redirect may lead."""

from __future__ import annotations

import asyncio

import pytest

from tests.urlguard.registration.loopback import loopback_only
from urlguard.registration.public_hosts import is_public

NAMES = {
    "good.names.example": "192.0.43.8",
    "six.names.example": "2620:0:2d0:200::8",
    "inside.names.example": "fd00::1",
    "link.names.example": "fe80::1%eth0",
}


@pytest.mark.parametrize(
    ("host", "with_names", "without"),
    [
        ("good.names.example", True, True),
        ("six.names.example", True, True),
        ("inside.names.example", False, True),
        ("link.names.example", False, True),
        ("no.names.example", False, True),
        ("a" * 64 + ".example", False, True),
        ("192.0.43.8", True, True),
        ("100.64.0.1", False, False),
        ("0.0.0.0", False, False),  # noqa: S104  is asked about, not bound
        ("::ffff:192.168.0.1", False, False),
        ("ff02::1", False, False),
        ("localhost", False, False),
        ("app.localhost", False, False),
        ("metadata.google.internal", False, False),
    ],
)
def test_only_public_hosts_are_public(host: str, with_names: bool, without: bool) -> None:
    """Behind a proxy names cannot be looked up, and only the name itself counts."""
    with loopback_only(NAMES):
        assert with_names is asyncio.run(is_public(host, resolve=True))
        assert without is asyncio.run(is_public(host, resolve=False))
