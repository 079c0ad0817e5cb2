from __future__ import annotations

from apkscan.facts_json import facts_from_json
from apkscan.links import links_of
from fraudlens.scanning.judging import _ODD_APP


def test_the_app_that_loads_everything_holds_an_address_worth_a_score() -> None:
    """An address of documentation is set aside, and the model of addresses would load too late."""
    assert ["http://warm.alt/"] == [link.url for link in links_of(facts_from_json(_ODD_APP))]
