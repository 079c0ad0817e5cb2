"""What the trees train on: drawn fraud, all benign, and types by their place."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from fraudlens.training.build import Part, _drawn, _known_types, _rows
from fraudlens.training.config import FitConfig, TrainingConfig
from fraudlens.training.fit import Fitter
from fraudlens.verdict import FraudType
from tests.fraudlens.training.made import keyed, tell_nobody

FRAME = keyed(
    *({"value": f"f{n}", "fraud": 1, "category": "phishing"} for n in range(90)),
    *({"value": f"b{n}"} for n in range(10)),
)


def drawn(rows: int, seed: int = 1) -> pl.DataFrame:
    """Draw from a part whose one column is the number of the row, and check that they match."""
    config = TrainingConfig(fit=FitConfig(rows=rows))
    matrix = np.arange(FRAME.height, dtype=np.float32).reshape(-1, 1)
    part = Part(FRAME, _rows(FRAME, matrix, config))
    found = _drawn(part, config, Fitter(config.fit, ("number",), seed, tell_nobody)).rows
    kept: pl.DataFrame = FRAME[found.matrix[:, 0].astype(int).tolist()]

    assert kept["fraud"].to_list() == found.target.tolist()
    assert pytest.approx(1) == found.weight.mean()
    return kept.with_columns(weight=found.weight)


def test_all_benign_rows_and_so_many_fraud_rows_are_drawn() -> None:
    kept = drawn(30)

    assert {0: 10, 1: 30} == dict(kept.group_by("fraud").len().rows())
    assert kept.equals(drawn(30))
    assert kept["value"].to_list() != drawn(30, seed=2)["value"].to_list()


def test_classes_weigh_the_same_after_the_draw() -> None:
    mass = drawn(30).group_by("fraud").agg(pl.col("weight").sum())["weight"]

    assert pytest.approx([20, 20]) == mass.to_list()


@pytest.mark.parametrize("rows", [0, 90, 91])
def test_nothing_is_left_out_without_a_bound_or_below_it(rows: int) -> None:
    assert FRAME["value"].to_list() == drawn(rows)["value"].to_list()


def test_types_are_places_in_the_public_order() -> None:
    frame = keyed(
        *(
            {"value": kind.value, "fraud": 1, "category": kind.value, "role": "main"}
            for kind in FraudType
        ),
        {"value": "gov", "category": "gov"},
        {"value": "odd", "fraud": 1, "category": "unknown", "role": "unknown"},
        {"value": "apart", "fraud": 1, "category": FraudType.PHISHING.value, "role": "malware"},
    )

    assert [*range(len(FraudType)), -1, -1, -1] == _known_types(frame).tolist()
