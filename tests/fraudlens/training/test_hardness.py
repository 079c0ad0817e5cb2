"""Honest rows that look like fraud weigh more where trees learn, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.errors import UsageError
from fraudlens.training.config import LabelConfig, TrainingConfig, WeightConfig
from fraudlens.training.probabilities import Judged, calibrate
from fraudlens.training.run import Told, TrainOptions, train
from fraudlens.training.weights import weigh, with_hardness
from tests.fraudlens.training.made import SMALL, keyed, show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.manifest import Manifest

QUIET = Told(tell_nobody, show_nobody)


def test_an_honest_row_weighs_more_the_likelier_it_was_taken_for_fraud() -> None:
    frame = keyed(*({"value": f"b{n}"} for n in range(4)), {"value": "f", "fraud": 1})
    margin = np.array([-50.0, 0.0, np.log(3), 50.0, 50.0])
    config = WeightConfig(source_share=1.0, hard_benign=4.0)

    weight = weigh(with_hardness(frame, margin), LabelConfig(), config)

    assert pytest.approx([1, 2, 3.25, 5]) == (weight[:4] / weight[0]).tolist()
    # Both classes weigh the same after it, and without the option or the column nothing changes.
    assert pytest.approx(weight[:4].sum()) == weight[4]
    plain = weigh(frame, LabelConfig(), config)
    assert plain.tolist() == weigh(with_hardness(frame, margin), LabelConfig()).tolist()


def test_probabilities_do_not_know_of_it() -> None:
    rows = [{"value": f"v{n}", "fraud": n % 2} for n in range(200)]
    margin = np.random.default_rng(1).normal(size=200) + np.arange(200) % 2
    config = TrainingConfig(weights=WeightConfig(hard_benign=9.0))
    frame = keyed(*rows)

    hard = calibrate(Judged(with_hardness(frame, margin), margin), config)

    assert calibrate(Judged(frame, margin), config) == hard


def trained(folder: Path, name: str, options: str) -> Manifest:
    data = write_csv(folder / "words.csv", words(2000))
    config = folder / f"{name}.toml"
    config.write_text(options, "utf-8")
    return train(Words(), TrainOptions((data,), folder / name, 1, config), QUIET)


@pytest.mark.parametrize(
    ("section", "option"), [("[fit]", "refit = true"), ("[calibration]", "cross_folds = 2")]
)
def test_trees_learn_otherwise_whatever_comes_after(
    section: str, option: str, tmp_path: Path
) -> None:
    text = SMALL.replace(section, f"{section}\n{option}")
    hard = text.replace("[weights]\n", "[weights]\nhard_benign = 8.0\n")

    plain, other = trained(tmp_path, "plain", text), trained(tmp_path, "hard", hard)

    trees = [(tmp_path / name / "model.txt").read_bytes() for name in ("plain", "hard")]
    assert trees[0] != trees[1]
    assert plain.evaluation["rows"] == other.evaluation["rows"]


def test_who_is_hard_must_be_estimated(tmp_path: Path) -> None:
    text = SMALL.replace("[noise]\nrounds = 5", "[noise]\nrounds = 0")

    with pytest.raises(UsageError) as caught:
        trained(tmp_path, "m", text.replace("[weights]\n", "[weights]\nhard_benign = 8.0\n"))

    assert "weights.hard_benign needs noise.rounds: who is hard is estimated there" == str(
        caught.value
    )
    assert (
        'set noise.rounds above 0, with noise.drop = "none" to keep all rows' == caught.value.hint
    )
