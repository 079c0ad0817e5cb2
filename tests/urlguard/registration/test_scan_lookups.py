"""A scan that asks a registry, end to end over loopback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fraudlens.scanning.lookups import LookupMode, LookupPlan, Lookups
from fraudlens.scoring import ScoreOptions
from fraudlens.targets import Chunk
from fraudlens.verdict import Verdict
from tests.fraudlens.scanning.models import scorer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.urlguard.registration.server import RdapServer
    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")
TARGETS = [
    "https://user:pw@www.shop.com:8443/cart/secret?session=1#top",
    "http://gone.com/a/b",
    "http://192.0.2.1/shop.com",
    "http://printer.local/shop.com",
]


def test_a_registry_hears_of_registrable_domains_and_of_nothing_else(
    asking: LookupOptions, server: RdapServer, tmp_path: Path
) -> None:
    plan = LookupPlan(
        LookupMode.ALL, asking, tmp_path / "c.sqlite", None, lambda: datetime.now(UTC), _ignore
    )
    stage = Lookups(plan, lambda: scorer("registration", ScoreOptions()))
    alone = scorer("url", ScoreOptions())
    chunk = Chunk(None, TARGETS, None)
    found = stage.revise(alone.judge_chunk(chunk), alone)
    again = Lookups(plan, lambda: scorer("registration", ScoreOptions()))
    again.revise(alone.judge_chunk(chunk), alone)

    states = [
        outcome.facts.get("registration", {}).get("state")  # type: ignore[attr-defined]  # plain JSON
        for outcome in found
        if isinstance(outcome, Verdict)
    ]
    assert ["ok", "no_record", None, None] == states
    assert ["/rdap/domain/gone.com", "/rdap/domain/shop.com"] == sorted(
        request.path for request in server.requests
    )


def _ignore(_done: int, _total: int) -> None:
    """Hear nothing."""
