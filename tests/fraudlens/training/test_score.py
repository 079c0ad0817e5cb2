"""Scores of rows: what was read once must be read alike again."""

from __future__ import annotations

import pytest

from fraudlens.errors import DataError
from fraudlens.training import score
from tests.fraudlens.training.made import keyed
from tests.fraudlens.training.shapes import Words


def test_a_reader_that_changes_its_mind_is_refused() -> None:
    with pytest.raises(DataError, match="1 rows could be read once but not twice"):
        score.part_matrix(Words(), {}, keyed({"value": "!"})["value"])
