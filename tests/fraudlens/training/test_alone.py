"""What another model says alone, restated for the targets of one that builds on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fraudlens.bundle import read_manifest
from fraudlens.calibration import Calibration
from fraudlens.errors import UsageError
from fraudlens.training.alone import odds_of
from fraudlens.training.run import Told, TrainOptions, train
from tests.fraudlens.training.made import SMALL, show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from pathlib import Path

QUIET = Told(tell_nobody, show_nobody)
ALONE = '[calibration]\nalone = "vowel_ratio"'


def test_log_odds_of_a_column_are_even_where_it_is_absent() -> None:
    matrix = np.array([[3, 0.5], [3, np.nan], [3, 1], [3, 0], [3, 0.9]], np.float32)

    found = odds_of(matrix, ("other", "score"), "score")

    assert pytest.approx([0, 0, 16.118, -16.118, 2.197], abs=1e-3) == found.tolist()


def test_a_column_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[calibration]\nalone = "odd"\n', "utf-8")

    with pytest.raises(UsageError) as caught:
        train(Words(), TrainOptions((tmp_path / "none",), tmp_path / "m", 0, config), QUIET)

    assert 'calibration.alone: no column is called "odd"' == caught.value.message
    assert "see the columns of the model in docs/" == caught.value.hint


@pytest.mark.parametrize("more", ["", "\ncross_folds = 3"])
def test_the_curve_is_in_the_manifest_and_the_table(tmp_path: Path, more: str) -> None:
    """It rests on the rows that the calibration rests on: of validation, or out of source."""
    data = write_csv(tmp_path / "words.csv", words(2000))
    config, floors = tmp_path / "c.toml", '[audit]\nfloors = ["vowel_ratio"]'
    text = SMALL.replace("[calibration]", ALONE + more).replace("[audit]", floors)
    config.write_text(text, "utf-8")

    made = train(Words(), TrainOptions((data,), tmp_path / "m", 0, config), QUIET)

    curve = read_manifest(tmp_path / "m")[0].alone
    assert isinstance(curve, Calibration)
    assert made.alone == curve
    assert 0.5 == curve.base_rate
    shown: Any = made.evaluation["floors"]
    assert ["the model", "vowel_ratio", "vowel_ratio, restated"] == [
        floor["column"] for floor in shown if floor["form"] == "bare"
    ]
