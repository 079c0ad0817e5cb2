"""The cache: what stays fresh how long, whose facts win, and what is counted."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import SourceError
from tests.urlguard.registration.cache_facts import NOW, SECOND, facts
from urlguard.registration.cache import (
    MOST_ROW_CHARACTERS,
    CacheStats,
    RegistrationCache,
    Ttl,
)
from urlguard.registration.facts import Contact, Registration, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRESH = {
    State.OK: timedelta(days=30),
    State.REDACTED: timedelta(days=30),
    State.NO_RECORD: timedelta(days=1),
    State.UNSUPPORTED: timedelta(days=30),
    State.RATE_LIMITED: timedelta(hours=1),
    State.TIMEOUT: timedelta(hours=1),
    State.ERROR: timedelta(hours=1),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "facts.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[RegistrationCache]:
    with RegistrationCache(path) as opened:
        yield opened


def test_what_is_put_comes_back_as_it_was(cache: RegistrationCache) -> None:
    full = facts(
        created=NOW - timedelta(days=3), registrar="Names Ltd", statuses=("client hold",),
        name_servers=("ns1.park.example",), dnssec=False, country="IS",
        contacts=(Contact("abuse", email="abuse@names.example"),),
    )  # fmt: skip

    assert 1 == cache.put_many([full])
    assert full == cache.get("shop.example", NOW)
    assert None is cache.get("other.example", NOW)


def test_many_are_put_and_given_at_once(cache: RegistrationCache) -> None:
    many = [facts(f"shop{number}.example") for number in range(2345)]
    names = [one.domain for one in many]

    assert 2345 == cache.put_many(many)
    assert set(names) == set(cache.get_many([*names, "other.example", names[0]], NOW))
    assert {} == cache.get_many([], NOW)


@pytest.mark.parametrize("state", FRESH, ids=lambda state: state.value)
def test_facts_stay_fresh_as_long_as_their_state_says(
    cache: RegistrationCache, state: State
) -> None:
    cache.put(facts(state=state))
    ends = NOW + FRESH[state]

    assert cache.get("shop.example", ends - SECOND) is not None
    assert cache.get("shop.example", ends) is None


def test_how_long_can_be_told(path: Path) -> None:
    with RegistrationCache(path, Ttl(ok=timedelta(hours=2))) as cache:
        cache.put(facts())

        assert cache.get("shop.example", NOW + timedelta(hours=2)) is None


def test_facts_from_a_clock_that_is_ahead_are_never_fresh(cache: RegistrationCache) -> None:
    cache.put(facts(observed=NOW + timedelta(days=1)))
    cache.put(facts("ahead.example", observed=NOW + timedelta(days=1) + SECOND))

    assert ["shop.example"] == list(cache.get_many(["shop.example", "ahead.example"], NOW))


def test_newer_facts_win(cache: RegistrationCache) -> None:
    newer = facts(observed=NOW + SECOND, registrar="B")

    assert 1 == cache.put_many([facts(registrar="A")])
    assert 1 == cache.put_many([newer])
    assert 0 == cache.put_many([facts(registrar="C")])
    assert newer == cache.get("shop.example", NOW)


@pytest.mark.parametrize("state", [State.RATE_LIMITED, State.TIMEOUT, State.ERROR])
def test_a_failure_replaces_only_what_is_no_longer_fresh(
    cache: RegistrationCache, state: State
) -> None:
    known = facts()
    cache.put(known)
    too_soon = facts(state=state, observed=NOW + timedelta(days=30) - SECOND)
    later = facts(state=state, observed=NOW + timedelta(days=30))

    assert 0 == cache.put_many([too_soon])
    assert known == cache.get("shop.example", NOW)
    assert 1 == cache.put_many([later])
    assert later == cache.get("shop.example", later.observed or NOW)


def test_a_failure_gives_way_to_the_next_answer(cache: RegistrationCache) -> None:
    cache.put(facts(state=State.TIMEOUT))

    assert 1 == cache.put_many([facts(state=State.ERROR, observed=NOW + SECOND)])
    assert 1 == cache.put_many([facts(observed=NOW + 2 * SECOND)])


@pytest.mark.parametrize(
    "bare",
    [
        facts(observed=None),
        facts(state=State.NOT_QUERIED),
        facts("Not A Domain"),
        facts("192.0.2.1"),
    ],
    ids=["no time", "not queried", "no domain", "an address"],
)
def test_what_was_not_learned_is_not_kept(cache: RegistrationCache, bare: Registration) -> None:
    assert 0 == cache.put_many([bare])
    assert [] == list(cache.everything())


def test_a_row_is_bounded(cache: RegistrationCache) -> None:
    contacts = tuple(Contact("abuse", name="x" * 200) for _ in range(MOST_ROW_CHARACTERS // 200))
    cache.put(facts(registrar="Names Ltd", contacts=contacts, name_servers=("ns1.a.example",)))
    found = cache.get("shop.example", NOW)

    assert facts(registrar="Names Ltd") == found


def test_stats_count_by_state_and_age(path: Path, cache: RegistrationCache) -> None:
    cache.put_many(
        [
            facts(),
            facts("b.example", State.TIMEOUT, observed=NOW - timedelta(hours=1)),
            facts("c.example", observed=NOW - timedelta(days=29)),
            facts("d.example", observed=NOW + timedelta(days=9)),
        ]
    )
    found = cache.stats(NOW)

    assert (
        CacheStats(
            states={"ok": 3, "timeout": 1},
            fresh=2,
            stale=2,
            oldest=NOW - timedelta(days=29),
            newest=NOW + timedelta(days=9),
            bytes=found.bytes,
        )
        == found
    )
    assert found.bytes >= path.stat().st_size > 0


def test_an_empty_cache_has_stats_too(cache: RegistrationCache) -> None:
    found = cache.stats(NOW)

    assert CacheStats({}, 0, 0, None, None, found.bytes) == found


def test_prune_leaves_what_is_fresh(cache: RegistrationCache) -> None:
    cache.put_many(
        [
            facts(),
            facts("old.example", observed=NOW - timedelta(days=30)),
            facts("ahead.example", observed=NOW + timedelta(days=2)),
        ]
    )

    assert 2 == cache.prune(NOW)
    assert ["shop.example"] == [one.domain for one in cache.everything()]
    assert 0 == cache.prune(NOW)


def test_everything_comes_in_the_order_of_domains(cache: RegistrationCache) -> None:
    cache.put_many(map(facts, ["c.example", "a.example", "b.example"]))

    assert ["a.example", "b.example", "c.example"] == [one.domain for one in cache.everything()]


@pytest.mark.parametrize("text", ["no json", "[]", '{"domain": "x"}', '{"domain": 1}', "\x00"])
def test_a_row_that_cannot_be_read_is_as_good_as_none(
    path: Path, cache: RegistrationCache, text: str
) -> None:
    cache.put(facts())
    cache.put(facts("b.example"))
    with sqlite3.connect(path) as other:
        other.execute("UPDATE registration SET facts = ? WHERE domain = 'shop.example'", (text,))
    other.close()

    assert ["b.example"] == list(cache.get_many(["shop.example", "b.example"], NOW))


def test_a_write_that_fails_halfway_leaves_nothing(cache: RegistrationCache) -> None:
    broken = replace(facts("b.example"), message=b"")  # type: ignore[arg-type]  # a caller's bug

    with pytest.raises(TypeError):
        cache.put_many([facts(), broken])
    assert [] == list(cache.everything())


def test_a_batch_that_the_file_refuses_is_taken_back(path: Path, cache: RegistrationCache) -> None:
    with sqlite3.connect(path) as other:
        other.execute(
            "CREATE TRIGGER no BEFORE INSERT ON registration WHEN new.domain = 'b.example'"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    other.close()

    with pytest.raises(SourceError):
        cache.put_many([facts(), facts("b.example")])
    assert [] == list(cache.everything())
    assert 1 == cache.put_many([facts()])
