"""Columns of likeness, on their examples and beside a small registry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from apkscan.features.imitation import IMITATION
from apkscan.view import AppView, Surroundings
from tests.apkscan.apps import view
from tests.apkscan.imitation.officials import NEAR_ICON, REGISTRY, app

if TYPE_CHECKING:
    from apkscan.features.column import Column

COLUMNS = {column.feature.name: column for column in IMITATION.columns}


@pytest.mark.parametrize("column", IMITATION.columns, ids=lambda column: column.feature.name)
def test_examples_hold(column: Column) -> None:
    for text, value in column.feature.examples:
        assert column.measure(view(text)) == pytest.approx(value, nan_ok=True)


def test_columns_rest_on_the_registry_of_the_run() -> None:
    found = AppView(app("Zephyr Bank", icon=NEAR_ICON), Surroundings(registry=REGISTRY))

    assert 2 == COLUMNS["imitation_icon_bits"].measure(found)
    assert 1 == COLUMNS["imitation_label_share"].measure(found)
    assert math.isnan(COLUMNS["imitation_package_share"].measure(found))


def test_package_alone_has_no_share_of_a_name() -> None:
    found = AppView(app(None, "com.zephyrbank.mobile"), Surroundings(registry=REGISTRY))

    assert math.isnan(COLUMNS["imitation_label_share"].measure(found))
    assert 1 == COLUMNS["official_package_claimed"].measure(found)
