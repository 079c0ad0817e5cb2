"""Tables of contributions are made for trees that they cover, and for no others."""

from __future__ import annotations

import numpy as np
import pytest

from fraudlens import forest_causes
from fraudlens.forest_causes import causes_of, read_causes
from tests.fraudlens.test_trees import MATRIX, fit


def test_many_rows_stand_in_blocks() -> None:
    causes = read_causes(fit())

    assert causes is not None
    assert len(MATRIX) > forest_causes.BLOCK
    alone = [causes_of(causes, row[None])[0] for row in MATRIX]
    assert np.array_equal(alone, causes_of(causes, MATRIX))


def test_trees_without_a_split_are_a_bias() -> None:
    causes = read_causes(fit(target=np.zeros(len(MATRIX), np.int8)))

    assert causes is not None
    assert np.array_equal(np.zeros((2, 3)), causes_of(causes, MATRIX[:2])[:, :3])
    assert causes.bias < 0


@pytest.mark.parametrize(("name", "most"), [("MOST_COLUMNS", 1), ("MOST_SHARES", 20)])
def test_large_tables_are_not_made(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forest_causes, name, most)

    assert read_causes(fit()) is None


def test_trees_of_unknown_rows_have_no_tables() -> None:
    text = fit().replace(b"internal_count=", b"internal_count=0 ", 1)

    assert read_causes(text) is None
