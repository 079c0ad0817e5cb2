from __future__ import annotations

import numpy as np
import pytest

from fraudlens.reasons import block_columns, block_sums, lead_column, value_or_none
from tests.contract.fake import FEATURES

SHARES = np.array([0.1, -2.0, 0.5, 0.2, 0.3])


def test_blocks_sum_up_their_columns() -> None:
    np.testing.assert_allclose([[-1.4, 0.5]], block_sums(FEATURES, SHARES[np.newaxis]))
    assert [range(3), range(3, 5)] == [block_columns(FEATURES, number) for number in (0, 1)]


def test_lead_speaks_for_the_side_of_its_block() -> None:
    assert 1 == lead_column(FEATURES, SHARES, 0)
    assert 2 == lead_column(FEATURES, -SHARES * [1, 0.1, -1, 1, 1], 0)
    assert 4 == lead_column(FEATURES, SHARES, 1)


@pytest.mark.parametrize(
    ("cell", "value"), [(0.1, 0.1), (np.nan, None), (3, 3.0), (1 / 3, 0.3333333)]
)
def test_cells_are_json_values(cell: float, value: float | None) -> None:
    assert value == value_or_none(np.float32(cell))
