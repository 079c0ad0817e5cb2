"""Single columns as floors: which end is honest, and for which a calibration error makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fraudlens.calibration import Calibration
from fraudlens.errors import UsageError
from fraudlens.manifest import Threshold, Thresholds
from fraudlens.training.card import render_card
from fraudlens.training.config import AuditConfig, CalibrationConfig, TrainingConfig
from fraudlens.training.evaluate import Scored
from fraudlens.training.floors import MODEL, check_floors, column_of, floors_on_test
from fraudlens.training.fraud_types import TypePlan
from fraudlens.training.run import Told, TrainOptions, train
from fraudlens.training.score import Model
from fraudlens.trees import fit_trees, load_trees
from tests.fraudlens.training.made import (
    SMALL,
    keyed,
    show_nobody,
    tell_nobody,
    words,
    write_csv,
)
from tests.fraudlens.training.shapes import FEATURES, Words

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

QUIET = Told(tell_nobody, show_nobody)
NAMES = ("risk", "age")
MATRIX = np.array([[0.5, 10.0], [np.nan, np.nan]], np.float32)
WEIGHTS = {"letters": np.linspace(0, 1, 128, dtype=np.float32)}


@pytest.mark.parametrize(
    ("name", "column"), [("risk", [0.5, 0.0]), ("age", [10.0, 0.0]), ("-age", [-10.0, -np.inf])]
)
def test_more_is_worse_in_every_floor(name: str, column: list[float]) -> None:
    """What is absent is no sign of fraud, whichever end of the column fraud stands at."""
    assert column == column_of(MATRIX, NAMES, name).tolist()


@pytest.mark.parametrize("name", ["odd", "-odd"])
def test_a_floor_that_is_no_column_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_floors(NAMES, ["risk", "-age", name])

    assert 'audit.floors: no column is called "odd"' == caught.value.message
    assert "see the columns of the model in docs/" == caught.value.hint


def model() -> Model:
    """Give a model of words whose trees are of no account: floors take the scores as given."""
    matrix = np.random.default_rng(1).random((40, len(FEATURES)), np.float32)
    text = fit_trees(
        matrix,
        (np.arange(40) % 2).astype(np.int8),
        weight=None,
        validation=None,
        params={"objective": "binary", "num_threads": 1},
        rounds=1,
        early_stopping=0,
        feature_names=FEATURES.names,
        seed=1,
    )
    return Model(
        detector=Words(),
        weights=WEIGHTS,
        trees=load_trees(text, FEATURES.names),
        type_trees=None,
        plan=TypePlan((), {}),
        calibration=Calibration((0.0, 1.0), (0.0, 1.0), 0.5),
        thresholds=Thresholds(Threshold(0.5, 0.01), Threshold(0.9, 0.001)),
    )


def with_floors(*names: str) -> TrainingConfig:
    return TrainingConfig(audit=AuditConfig(floors=names))


def scored(frame: pl.DataFrame, score: list[float]) -> Scored:
    none = np.full(frame.height, -1)
    return Scored(frame, np.array(score), np.ones(frame.height), None, none)


def test_floors_stand_beside_the_model_form_by_form() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rows = [{"value": f"{c}{'1' * (n > 12)}", "fraud": int(n > 12)} for n, c in enumerate(letters)]
    path = [{"value": f"{c}/9", "fraud": int(c > "m"), "form": 1} for c in letters]
    apart = [{"value": "zz11", "fraud": 1, "role": "weak"}]
    frame = keyed(*rows, *path, *apart)
    # Nearly as sure as it is right on bare words, and of no use on the others.
    sure = [abs(int(n > 12) - n / 1e6) for n in range(26)]
    score = [*sure, *(0.25 for _ in path), 0.0]

    found = floors_on_test(
        model(), scored(frame, score), with_floors("digit_count", "-letter_risk")
    )

    shown = [(f["form"], f["column"], f["auc"], f["recall_1"], f["recall"]) for f in found]
    assert [
        ("bare", MODEL, 1.0, 1.0, 1.0),
        ("bare", "digit_count", 1.0, 1.0, 1.0),
        ("bare", "-letter_risk", 0.0, 0.0, 0.0),
        ("full", MODEL, 0.5, 0.0, 0.0),
        ("full", "digit_count", 0.5, 0.0, 0.0),
        ("full", "-letter_risk", 0.0, 0.0, 0.0),
    ] == shown
    # Counts and columns that were turned round are no probabilities; one score for all has no bins.
    assert [True, False, False, False, False, False] == [f["ece"] is not None for f in found]
    assert pytest.approx(0.0, abs=1e-4) == found[0]["ece"]


def test_a_calibration_error_weighs_both_classes_alike() -> None:
    """One row of fraud to four honest ones is as likely as not, and scores of a half are right."""
    rows = range(1500)
    frame = keyed(*({"value": f"a{n}", "fraud": int(n % 5 == 0)} for n in rows))

    (bare, *_) = floors_on_test(
        model(), scored(frame, [0.5 + n / 1e6 for n in rows]), with_floors("digit_count")
    )

    assert pytest.approx(0.0, abs=0.02) == bare["ece"]


@pytest.mark.parametrize("fraud", [0, 1])
def test_one_class_alone_gives_no_figures(fraud: int) -> None:
    frame = keyed(*({"value": f"a{n}", "fraud": fraud} for n in range(20)))
    score = [n / 20 for n in range(20)]

    (bare, *_) = floors_on_test(model(), scored(frame, score), with_floors("digit_count"))

    assert {None} == {bare[key] for key in ("auc", "recall_1", "recall", "ece")}


def test_a_column_is_also_shown_as_its_curve_restates_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fraud is as likely as the square of the column says."""
    draw = np.random.default_rng(3)
    risk = draw.random(8000)
    frame = keyed(
        *({"value": f"a{n}", "fraud": int(draw.random() < r * r)} for n, r in enumerate(risk))
    )
    matrix = np.zeros((8000, len(FEATURES)), np.float32)
    matrix[:, FEATURES.names.index("vowel_ratio")] = risk
    monkeypatch.setattr("fraudlens.training.floors.part_matrix", lambda *_: matrix)
    odds = np.linspace(-6, 6, 50)
    balanced = odds_after(odds, frame["fraud"].mean())  # type: ignore[arg-type]  # no null
    options = CalibrationConfig(alone="vowel_ratio")
    config = TrainingConfig(calibration=options, audit=AuditConfig(floors=("vowel_ratio",)))

    found = floors_on_test(
        model(), scored(frame, risk.tolist()), config, Calibration(tuple(odds), balanced, 0.5)
    )

    plain, restated = (f for f in found if f["form"] == "bare" and f["column"] != MODEL)
    assert "vowel_ratio, restated" == restated["column"]
    assert plain["auc"] == restated["auc"]
    assert plain["ece"] > 0.05  # type: ignore[operator]  # plain JSON
    assert restated["ece"] < 0.02  # type: ignore[operator]  # as above


def odds_after(odds: NDArray[np.float64], share: float) -> tuple[float, ...]:
    """Give the log-odds of the squares of probabilities where both classes weigh alike."""
    square = (1 / (1 + np.exp(-odds))) ** 2
    return tuple(np.log(square / (1 - square)) - np.log(share / (1 - share)))


def test_a_floor_of_no_column_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[audit]\nfloors = ["-text_length", "odd"]\n', "utf-8")

    with pytest.raises(UsageError) as caught:
        train(Words(), TrainOptions((tmp_path / "none",), tmp_path / "m", 0, config), QUIET)

    assert 'audit.floors: no column is called "odd"' == caught.value.message


def test_floors_are_judged_beside_the_model_if_asked_for(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    data = write_csv(tmp_path / "words.csv", words(2000))
    config.write_text(SMALL.replace("[audit]", '[audit]\nfloors = ["-vowel_ratio"]'), "utf-8")

    manifest = train(Words(), TrainOptions((data,), tmp_path / "m", 0, config), QUIET)

    floors: Any = manifest.evaluation["floors"]
    assert ["the model", "-vowel_ratio"] * 2 == [floor["column"] for floor in floors]
    assert floors[0]["auc"] > floors[1]["auc"]
    assert "Single columns alone, and the model, at FPR 1 % / 0.1 %" in render_card(manifest)
