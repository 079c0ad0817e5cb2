from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.ids import stable_uuid
from fraudlens.reports.tlp import LABELS, tlp_label


def test_ids_are_pinned() -> None:
    """What was shared is known by them, so they never change."""
    assert "4326323e-e42b-5a39-b323-f7cedfe61a46" == stable_uuid("url", "http://a.example/")


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_other_parts_are_another_id(one: list[str], other: list[str]) -> None:
    assert (one == other) == (stable_uuid(*one) == stable_uuid(*other))


@pytest.mark.parametrize("label", LABELS)
def test_labels_are_read_as_people_write_them(label: str) -> None:
    assert label == tlp_label(f" TLP:{label.upper()} ")
