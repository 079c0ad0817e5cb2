from __future__ import annotations

import pytest

from apkscan.describe import facts_of
from apkscan.facts import ApkFacts, Icon, Identity
from apkscan.view import AppView


@pytest.mark.parametrize(
    ("icon", "shown"),
    [(Icon(picture="iVBORw0KGgo="), "iVBORw0KGgo="), (Icon(), None), (None, None)],
    ids=["drawn", "read-before-icons-were-drawn", "no-icon"],
)
def test_record_has_the_picture_of_the_icon_or_nothing(
    icon: Icon | None, shown: str | None
) -> None:
    facts = facts_of(AppView(ApkFacts(identity=Identity(icon=icon))))

    assert shown == facts["icon_png"]
