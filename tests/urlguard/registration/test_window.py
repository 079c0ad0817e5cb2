"""Many questions, few at a time, and none held up by another's host."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from urlguard.registration.window import Window


class Asker:
    """Answers when told to; counts who is under way."""

    def __init__(self, *slow: str) -> None:
        """Keep the questions of `slow` hosts until `go` is set."""
        self.slow = slow
        self.go = asyncio.Event()
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def ask(self, question: tuple[str, int]) -> tuple[str, int]:
        host, _ = question
        for key in (host, "all"):
            self.now[key] += 1
            self.most[key] = max(self.most[key], self.now[key])
        try:
            await (self.go.wait() if host in self.slow else asyncio.sleep(0))
        finally:
            self.now.subtract((host, "all"))
        return question


def test_all_are_answered_within_the_bounds() -> None:
    async def run() -> tuple[list[tuple[str, int]], Asker]:
        asker = Asker()
        window = Window(asker.ask, most=7, per_host=3)
        for number in range(200):
            window.put(f"host{number % 4}", (f"host{number % 4}", number))
        found = [await window.answer() for _ in range(window.held)]
        assert 0 == window.held
        assert not window.has_answer()
        await window.close()
        return found, asker

    found, asker = asyncio.run(run())

    assert list(range(200)) == sorted(number for _, number in found)
    assert 7 == asker.most["all"]
    assert 3 >= max(asker.most[f"host{number}"] for number in range(4))


def test_one_host_has_its_places_and_no_more() -> None:
    async def run() -> Asker:
        asker = Asker()
        window = Window(asker.ask, most=7, per_host=3)
        for number in range(20):
            window.put("host", ("host", number))
        for _ in range(20):
            await window.answer()
        await window.close()
        return asker

    assert 3 == asyncio.run(run()).most["host"]


def test_a_host_that_stands_still_holds_nobody_up() -> None:
    """Though all its questions come first, as in a sorted list."""

    async def run() -> list[str]:
        asker = Asker("slow")
        window = Window(asker.ask, most=5, per_host=2)
        for host in ("slow", "quick"):
            for number in range(20):
                window.put(host, (host, number))
        quick = [(await window.answer())[0] for _ in range(20)]
        asker.go.set()
        slow = [(await window.answer())[0] for _ in range(20)]
        await window.close()
        return quick + slow

    assert ["quick"] * 20 + ["slow"] * 20 == asyncio.run(run())


def test_hosts_take_turns() -> None:
    async def run() -> list[str]:
        asker = Asker()
        window = Window(asker.ask, most=1, per_host=1)
        for host in ("a", "b", "c"):
            for number in range(3):
                window.put(host, (host, number))
        found = [(await window.answer())[0] for _ in range(9)]
        await window.close()
        return found

    assert list("abcabcabc") == asyncio.run(run())


def test_closing_stops_what_is_under_way() -> None:
    async def run() -> Asker:
        asker = Asker("slow")
        window = Window(asker.ask, most=4, per_host=4)
        for number in range(10):
            window.put("slow", ("slow", number))
        await asyncio.sleep(0)
        await window.close()
        await asyncio.sleep(0)
        return asker

    asker = asyncio.run(run())

    assert 4 == asker.most["slow"]
    assert 0 == asker.now["slow"]


def test_a_bug_is_heard() -> None:
    async def ask(question: int) -> int:
        return 1 // question

    async def run() -> None:
        window = Window(ask, most=1, per_host=1)
        window.put("host", 0)
        try:
            await window.answer()
        finally:
            await window.close()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(run())
