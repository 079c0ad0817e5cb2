"""The whole chain over many domains, against real servers on loopback."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError
from tests.urlguard.registration.certificates import (
    Certificates,
    server_context,
)
from tests.urlguard.registration.server import RdapServer, running
from tests.urlguard.registration.serving import NOW, Memory, answer, kept
from urlguard.registration import resolver
from urlguard.registration.facts import Registration, State
from urlguard.registration.resolver import look_up, look_up_all
from urlguard.registration.sources import Sources

if TYPE_CHECKING:
    from pathlib import Path

    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")


def states(found: dict[str, Registration]) -> dict[str, str]:
    return {name: facts.state.value for name, facts in found.items()}


def test_every_state_is_reached(asking: LookupOptions) -> None:
    names = [
        *("shop.com", "withheld.com", "gone.com", "limited.com", "broken.com"),
        *("shop.ir", "printer.local", "192.168.0.1"),
    ]
    found = look_up_all([*names, *names], asking, kept())
    late = look_up_all(["slow.com"], replace(asking, read_s=0.2), kept())

    assert {
        "shop.com": "ok",
        "withheld.com": "redacted",
        "gone.com": "no_record",
        "limited.com": "rate_limited",
        "broken.com": "error",
        "shop.ir": "unsupported",
        "printer.local": "not_queried",
        "192.168.0.1": "not_queried",
    } == states(found)
    assert {"slow.com": "timeout"} == states(late)
    assert set(State) == {facts.state for facts in {**found, **late}.values()}
    assert names == list(found)
    assert 'no RDAP server is known for ".ir"' == found["shop.ir"].message
    assert NOW == found["shop.com"].observed


def test_each_domain_is_asked_once_and_nothing_else(
    asking: LookupOptions, server: RdapServer
) -> None:
    names = ["shop.com", "shop.com", "www.shop.com", "com", "shop.com/login", "shop.com"]
    look_up_all(names, asking)

    assert ["/rdap/domain/shop.com"] == [request.path for request in server.requests]


def test_a_stream_of_domains_may_repeat_itself(asking: LookupOptions) -> None:
    async def collect() -> list[str]:
        names = (name for name in ["shop.com", "nas.local"] * 3)
        async with aclosing(look_up(names, asking)) as answers:
            return sorted([facts.domain async for facts in answers])

    assert ["nas.local", "shop.com"] == asyncio.run(collect())


def test_progress_hears_of_each(asking: LookupOptions) -> None:
    heard: list[tuple[int, int | None, State]] = []
    look_up_all(
        ["shop.com", "nas.local"],
        asking,
        progress=lambda *told: heard.append(told),
    )

    assert [(1, 2), (2, 2)] == [told[:2] for told in heard]
    assert {State.OK, State.NOT_QUERIED} == {told[2] for told in heard}


def test_what_is_known_is_not_asked_again(asking: LookupOptions, server: RdapServer) -> None:
    sources = kept()
    first = look_up_all(["shop.com", "gone.com"], asking, sources)
    second = look_up_all(["shop.com", "gone.com"], asking, sources)

    assert first == second
    assert Counter({"shop.com": 1, "gone.com": 1}) == server.asked


def test_what_nobody_said_is_not_kept(asking: LookupOptions) -> None:
    """Else a deadline would look like a fact for as long as the cache holds it."""
    memory = Memory()
    names = ["shop.ir", "nas.local", "a.com"]
    look_up_all(names, replace(asking, deadline_s=-1.0), Sources(cache=memory))

    assert {} == memory.known
    assert ["shop.ir", "a.com"] == memory.got


def test_the_cache_alone_opens_no_socket(
    asking: LookupOptions, monkeypatch: pytest.MonkeyPatch, server: RdapServer
) -> None:
    sources = kept()
    look_up_all(["shop.com"], asking, sources)
    monkeypatch.setattr("socket.socket", None)
    heard: list[int] = []
    found = look_up_all(
        ["new.com", "shop.com"],
        replace(asking, cache_only=True),
        sources,
        progress=lambda done, *_: heard.append(done),
    )
    silent = look_up_all(["new.com"], replace(asking, cache_only=True))

    assert {"new.com": "not_queried", "shop.com": "ok"} == states(found)
    assert "not in the cache" == found["new.com"].message == silent["new.com"].message
    assert [1, 2] == heard
    assert 1 == server.asked.total()


def test_the_users_own_list_must_be_whole(asking: LookupOptions, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text("{}")
    with pytest.raises(DataError) as caught:
        look_up_all(["shop.com"], asking, Sources(bootstrap_copy=own))

    assert f'{own}: no "services"' == caught.value.message


def test_many_at_once_stay_within_the_bounds(
    asking: LookupOptions, server: RdapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "READ_AHEAD", 50)
    limited = replace(asking, per_host=8, burst=120)
    names = [f"shop{number}.com" for number in range(120)]
    found = look_up_all(names, limited)

    assert {"ok"} == set(states(found).values())
    assert Counter(names) == server.asked
    assert 8 >= server.most_under_way


def test_a_run_that_was_stopped_goes_on_where_it_was(
    asking: LookupOptions, server: RdapServer
) -> None:
    wide = replace(asking, per_host=16, burst=300)
    names = [f"shop{number}.com" for number in range(300)]
    sources = kept()

    async def half() -> set[str]:
        found = set()
        async with aclosing(look_up(names, wide, sources)) as answers:
            async for facts in answers:
                found.add(facts.domain)
                if len(found) == 150:
                    break
        return found

    first = asyncio.run(half())
    known = set(sources.cache.known)  # type: ignore[union-attr]  # it is the one in memory
    rest = look_up_all(names, wide, sources)

    assert first <= known
    assert names == list(rest)
    assert {"ok"} == set(states(rest).values())
    twice = {name for name, times in server.asked.items() if times > 1}
    assert twice.isdisjoint(known)
    assert len(twice) <= 16
    assert 2 >= max(server.asked.values())


def test_http2_carries_many_at_once(asking: LookupOptions, certificates: Certificates) -> None:
    wide = replace(asking, per_host=40, burst=100)
    names = [f"shop{number}.com" for number in range(100)]
    context = server_context(certificates.good, http2=True)
    with running(answer, context, http2=True) as spoken:
        found = look_up_all(names, replace(wide, bases={"com": spoken.base}))

    assert {"ok"} == set(states(found).values())
    assert 1 < spoken.most_under_way <= 40
