from __future__ import annotations

from typing import TYPE_CHECKING, cast

from apkscan.facts_json import facts_from_json
from apkscan.links import links_of
from fraudlens.scanning.judging import _BARE_APP, _ODD_APP, _warm

if TYPE_CHECKING:
    from fraudlens.scanning.scorers import Scorers
    from fraudlens.targets import Chunk


def test_the_app_that_loads_everything_holds_an_address_worth_a_score() -> None:
    """An address of documentation is set aside, and the model of addresses would load too late."""
    assert ["http://warm.alt/"] == [link.url for link in links_of(facts_from_json(_ODD_APP))]


def test_what_every_app_needs_is_loaded_before_the_model_of_addresses() -> None:
    done: list[str] = []

    class Fake:
        def get(self, kind: str) -> Fake:
            done.append(kind)
            return self

        def judge_chunk(self, chunk: Chunk) -> None:
            done.extend(chunk.targets)

    steps = [tuple(done) for _ in _warm(cast("Scorers", Fake()))]

    assert [("apk",), ("apk", _BARE_APP), ("apk", _BARE_APP, _ODD_APP)] == steps
