from __future__ import annotations

from dataclasses import replace

from fraudlens.reports.explain import explanation
from fraudlens.reports.look import Look
from tests.fraudlens.reports.apps import EXPLANATION_OF_AN_APP, REJECTED


def test_a_picture_is_no_fact_for_a_terminal() -> None:
    shown = replace(REJECTED, facts={"label": "Quick", "icon_png": "iVBORw0KGgo="})
    text = explanation(replace(EXPLANATION_OF_AN_APP, verdict=shown), Look()).decode()

    assert "label: Quick" in text
    assert "icon_png" not in text
