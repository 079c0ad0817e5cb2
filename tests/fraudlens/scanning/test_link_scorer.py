from __future__ import annotations

import pytest

from fraudlens.kernel import Kernel
from fraudlens.scanning import scorers
from fraudlens.scanning.scorers import LinkScorer

LINKS = [
    "http://micr0s0ft-login.example/verify?id=1",
    "no address",
    "https://www.wikipedia.org/",
    "http://192.0.2.7:8080/x.apk",
]


@pytest.mark.parametrize("loaded", [True, False], ids=["with a compiler", "without"])
def test_links_are_scored_without_a_compiler_until_there_are_many(
    loaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the scores are the same, bit by bit."""
    compiled: list[Kernel] = []
    machine = Kernel.machine

    def seen(self: Kernel) -> object:
        compiled.append(self)
        return machine.__get__(self)

    monkeypatch.setattr(scorers, "is_loaded", lambda: loaded)
    monkeypatch.setattr(scorers, "_FEW_LINKS", len(LINKS))
    monkeypatch.setattr(scorers, "_KEPT_LINKS", 0)
    monkeypatch.setattr(Kernel, "machine", property(seen))
    score = LinkScorer()
    first, used = score(LINKS), bool(compiled)

    assert loaded is used
    assert first == score(LINKS)
    assert compiled
    assert [False, True, False, False] == [found is None for found in first]


def test_what_was_scored_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to a bound, behind which it is forgotten."""
    asked: list[list[str]] = []

    def half(urls: list[str]) -> list[float]:
        asked.append(urls)
        return [0.5] * len(urls)

    monkeypatch.setattr(scorers, "_KEPT_LINKS", 3)
    score = LinkScorer()
    monkeypatch.setattr(score, "_score", half)

    assert [0.5] * 3 == score(["a", "b", "a"])
    assert [0.5] * 2 == score(["b", "c"])
    assert [0.5] * 2 == score(["c", "d"])
    assert [0.5] == score(["a"])
    assert [["a", "b"], ["c"], ["c", "d"], ["a"]] == asked
