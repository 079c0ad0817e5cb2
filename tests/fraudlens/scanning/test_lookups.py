"""Which rows are looked up, which domains leave the machine, and what a run remembers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.scanning.lookups import (
    DOUBTFUL,
    LookupMode,
    LookupPlan,
    Lookups,
    asked_domains,
    rows_in_question,
)
from fraudlens.scoring import ScoreOptions
from fraudlens.targets import Chunk
from fraudlens.verdict import Verdict
from tests.fraudlens.scanning.models import scorer
from urlguard.read import read_urls
from urlguard.registration.cache import RegistrationCache
from urlguard.registration.facts import Registration, State
from urlguard.registration.options import LookupOptions

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ("https://user:pw@www.shop.example.co.uk:8443/a/b?secret=1#x", "example.co.uk"),
        ("shop.com", "shop.com"),
        ("http://a.b.github.io/x", "github.io"),
        ("http://github.io/x", "github.io"),
        ("http://x.blogspot.co.uk/", "blogspot.co.uk"),
        ("http://192.0.2.1/", None),
        ("http://[2001:db8::1]/", None),
        ("http://printer/", None),
        ("http://co.uk/", None),
        ("http://com/", None),
        ("http://пример.рф/", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_only_the_registrable_domain_leaves_the_machine(target: str, asked: str | None) -> None:
    facts = read_urls([target]).facts
    found = asked_domains(facts, np.arange(len(facts)))

    assert ([] if asked is None else [asked]) == list(found.values())


@pytest.mark.parametrize(
    ("mode", "rows"),
    [
        (LookupMode.OFF, []),
        (LookupMode.CACHE, [0, 1, 2, 3]),
        (LookupMode.SUSPICIOUS, [1, 2]),
        (LookupMode.ALL, [0, 1, 2, 3]),
    ],
)
def test_the_mode_says_whose_registration_counts(mode: LookupMode, rows: list[int]) -> None:
    targets = ["a.ok", "b.ok", "c.ok", "d.ok"]
    judged = replace(
        scorer("url", ScoreOptions()).judge_chunk(Chunk(None, targets, None)),
        scores=np.array([DOUBTFUL - 0.01, DOUBTFUL, 0.6, 0.99]),
        ranks=np.array([0, 0, 1, 2], np.int8),
    )

    assert rows == rows_in_question(judged, mode).tolist()


@dataclass
class Heard:
    """Notes how far look-ups were."""

    steps: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def lookups(cache: Path, heard: Heard, mode: LookupMode = LookupMode.ALL) -> Lookups:
    options = LookupOptions(cache_only=True)
    plan = LookupPlan(mode, options, cache, None, lambda: AT, heard)
    return Lookups(plan, lambda: scorer("registration", ScoreOptions()))


def test_each_domain_is_asked_for_once_in_a_run(tmp_path: Path) -> None:
    cache, heard = tmp_path / "c.sqlite", Heard()
    young = Registration(
        "shop.com", State.OK, observed=AT, created=datetime(2026, 11, 20, tzinfo=UTC)
    )
    with RegistrationCache(cache) as kept:
        kept.put(young)
    alone = scorer("url", ScoreOptions())
    stage = lookups(cache, heard)
    chunk = Chunk(None, ["http://shop.com/a", "shop.com", "new.com", "192.0.2.1"], None)
    first = stage.revise(alone.judge_chunk(chunk), alone)
    second = stage.revise(alone.judge_chunk(chunk), alone)

    assert first == second
    assert ["registration", "registration", "url", "url"] == [
        outcome.model.name for outcome in first if isinstance(outcome, Verdict)
    ]
    assert {State.OK: 1, State.NOT_QUERIED: 1} == dict(stage.states)
    assert (1, 2) == heard.steps[0]
    assert (2, 2) == heard.steps[1]


def test_where_nothing_can_be_asked_no_cache_is_made(tmp_path: Path) -> None:
    alone = scorer("url", ScoreOptions())
    stage = lookups(tmp_path / "c.sqlite", Heard())
    judged = alone.judge_chunk(Chunk(None, ["192.0.2.1"], None))

    assert list(judged) == stage.revise(judged, alone)
    assert not (tmp_path / "c.sqlite").exists()
