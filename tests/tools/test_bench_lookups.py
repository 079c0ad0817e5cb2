"""The bench of look-ups: its two processes, its kill, and what it calls broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.bench.lookup_client import names, peak_bytes
from tools.bench.lookups import LookupRace, lookup_text, lookups_broken, measure_lookups

if TYPE_CHECKING:
    from tools.bench.lookups import Figures

SMALL = LookupRace(names=60, concurrency=10, after_s=0.02)


def figures(**resumed: object) -> Figures:
    fine = {
        "known": 30, "states": {"ok": 60}, "known_asked_again": 0, "asked_twice": 10,
        "most_under_way": 10,
    }  # fmt: skip
    whole = {"states": {"ok": 60}, "seconds": 2.0, "cpu_seconds": 0.06, "peak_bytes": 2**25}
    return {"whole": whole, "resumed": {**fine, **resumed}}


def test_a_killed_run_goes_on_where_it_was() -> None:
    """With real processes and a real SIGKILL, in the small."""
    found = measure_lookups(SMALL, lambda _: None)

    assert not lookups_broken(found, SMALL)
    assert {"ok": 60} == found["whole"]["states"] == found["resumed"]["states"]
    assert 30 <= found["resumed"]["known"] <= 60
    assert 1 < found["resumed"]["most_under_way"] <= 10


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ({}, False),
        ({"states": {"ok": 59, "error": 1}}, True),
        ({"known_asked_again": 1}, True),
        ({"asked_twice": 11}, True),
    ],
)
def test_broken_promises_are_seen(part: dict[str, object], broken: bool) -> None:
    assert broken is lookups_broken(figures(**part), SMALL)


def test_the_figures_can_be_read() -> None:
    text = lookup_text(figures())

    assert "| look-ups a second | 30 |" in text
    assert "| CPU time of the client a look-up | 1.0 ms |" in text
    assert "| peak memory of the client | 32 MiB |" in text


def test_names_go_round_the_suffixes() -> None:
    assert ["shop0.com", "shop1.net", "shop2.com"] == list(names(3, ("com", "net")))


def test_memory_is_told() -> None:
    assert 2**20 < peak_bytes() or 0 == peak_bytes()
