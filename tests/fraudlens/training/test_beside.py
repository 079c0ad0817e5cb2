"""Rows beside the data calibrate only if nothing was learned of their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fraudlens.errors import UsageError
from fraudlens.training.beside import beside_rows
from fraudlens.training.card import render_card
from fraudlens.training.config import CalibrationConfig, LabelConfig, SplitConfig, TrainingConfig
from fraudlens.training.run import Told, TrainOptions, train
from tests.fraudlens.training.made import SMALL, keyed, show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

QUIET = Told(tell_nobody, show_nobody)
PARTS = keyed({"value": "known/a"}, {"value": "other/a", "fraud": 1})


def found(folder: Path, rows: str, labels: LabelConfig | None = None) -> pl.DataFrame | None:
    (folder / "more.csv").write_text(f"value,url,label,category,weak\n{rows}", "utf-8")
    config = TrainingConfig(
        labels=labels or LabelConfig(without=("more.csv",)),
        calibration=CalibrationConfig(beside=("more.csv",)),
        split=SplitConfig(held_out_rows_per_group=2),
    )
    return beside_rows(Words(), PARTS, config, (folder / "data.csv",), tell_nobody)


def test_rows_of_groups_that_stand_in_a_part_are_left_out(tmp_path: Path) -> None:
    frame = found(tmp_path, "richer,known/b,0,,\nricher,new/a,0,,\nricher,fresh/a,1,phishing,\n")

    assert frame is not None
    assert ["fresh/a", "new/a"] == sorted(frame["value"])


def test_a_group_has_as_many_rows_as_one_held_out_and_weak_rows_do_not_count(
    tmp_path: Path,
) -> None:
    rows = "".join(f",new/{n},1,phishing,\n" for n in range(5)) + ",poor/a,1,phishing,true\n"
    labels = LabelConfig(without=("more.csv",), weak_weight=0.0)

    frame = found(tmp_path, rows, labels)

    assert frame is not None
    assert [("main", 2)] == frame.group_by("role").len().rows()


def test_nothing_is_read_where_nothing_is_named(tmp_path: Path) -> None:
    found = beside_rows(Words(), PARTS, TrainingConfig(), (tmp_path / "data.csv",), tell_nobody)

    assert found is None


def test_a_file_that_may_train_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        found(tmp_path, "", LabelConfig(without=("kept.csv",)))

    assert 'calibration.beside names "more.csv", and labels.without does not' == str(caught.value)
    assert "name it there, too: rows that train would calibrate what they taught" == (
        caught.value.hint
    )


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5])
def test_a_share_that_leaves_one_side_without_weight_is_refused(share: float) -> None:
    options = CalibrationConfig(beside=("more.csv",), beside_share=share)
    config = TrainingConfig(labels=LabelConfig(without=("more.csv",)), calibration=options)

    with pytest.raises(UsageError) as caught:
        beside_rows(Words(), PARTS, config, (), tell_nobody)

    assert f"calibration.beside_share: {share} is no share of both sides" == str(caught.value)
    assert caught.value.hint.startswith("give a number above 0 and below 1")


def test_rows_beside_calibrate_and_the_card_says_so(tmp_path: Path) -> None:
    rows = words(2500)
    data = write_csv(tmp_path / "words.csv", rows)
    kept = "".join(f"{row['value']}-b/x,{row['label']},{row['category']}\n" for row in rows[:400])
    (tmp_path / "more.csv").write_text("url,label,category\n" + kept, "utf-8")
    alone, both = tmp_path / "alone.toml", tmp_path / "both.toml"
    text = f'{SMALL}\n[labels]\nwithout = ["more.csv"]\n'
    alone.write_text(text, "utf-8")
    both.write_text(text.replace("[calibration]", '[calibration]\nbeside = ["more.csv"]'), "utf-8")

    first, manifest = (
        train(Words(), TrainOptions((data,), tmp_path / "m", 1, config), QUIET)
        for config in (alone, both)
    )

    training: Any = manifest.training
    assert "rows of more.csv, of which no group stands in a part" in training["threshold_notes"][0]
    assert training["threshold_notes"][0] in render_card(manifest)
    assert first.calibration != manifest.calibration
