from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens import bundle
from fraudlens.kernel import Kernel
from fraudlens.scanning import scorers
from fraudlens.scanning.scorers import LinkScorer, make_detector

if TYPE_CHECKING:
    from pathlib import Path


def test_apps_are_judged_without_a_model_of_addresses_too(
    monkeypatch: pytest.MonkeyPatch, small_bundle: Path
) -> None:
    """Then no other model is named that their columns rest on."""
    places: dict[str, tuple[Path, ...]] = {"url": ()}
    monkeypatch.setattr(bundle, "_places", places.__getitem__)
    alone = make_detector("apk").depends
    places["url"] = (small_bundle,)

    assert {} == alone
    assert ["url"] == list(make_detector("apk").depends)


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
    monkeypatch.setattr(Kernel, "machine", property(seen))
    score = LinkScorer()
    first, used = score(LINKS), bool(compiled)

    assert loaded is used
    assert first == score(LINKS)
    assert compiled
    assert [False, True, False, False] == [found is None for found in first]
