from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from fraudlens.decide import CLEARED
from fraudlens.errors import DataError
from fraudlens.training.card import render_card
from fraudlens.training.config import FitConfig
from fraudlens.training.crossfit import (
    CrossFit,
    cross_figures,
    cross_fit,
    ruled_ranks,
    source_folds,
    verdict_figures,
)
from fraudlens.training.fit import Fitter, Rows
from fraudlens.training.floors import floor_figures
from fraudlens.training.run import Told, TrainOptions, train
from fraudlens.training.tables import result_tables
from tests.contract.fake import FakeDetector
from tests.fraudlens.training.made import (
    SMALL,
    keyed,
    show_nobody,
    tell_nobody,
    words,
    write_csv,
)
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from pathlib import Path

FRAME = keyed(
    *({"value": f"a{n}", "source": f"good{n % 4}"} for n in range(40)),
    *({"value": f"f{n}", "fraud": 1, "source": f"bad{n % 4}"} for n in range(40)),
    {"value": "x", "fraud": 1, "source": "weak list", "role": "weak"},
)


def rows_of(frame: pl.DataFrame) -> Rows:
    target = frame["fraud"].to_numpy()
    return Rows(target[:, np.newaxis].astype(np.float32), target, np.ones(len(target), np.float32))


def fitter() -> Fitter:
    return Fitter(FitConfig(min_leaf=2, threads=1), ("x",), 0, tell_nobody)


def test_a_source_lies_in_one_fold() -> None:
    fold = source_folds(FRAME, 3)
    sources = (
        FRAME.with_columns(fold=pl.Series(fold)).group_by("source").agg(pl.col("fold").n_unique())
    )

    assert {1} == set(sources["fold"])
    assert {0, 1, 2} == set(fold.tolist())


def test_a_source_of_both_classes_lies_in_one_fold() -> None:
    both = keyed(
        {"value": "a", "source": "s"},
        {"value": "b", "source": "t"},
        {"value": "c", "source": "s", "fraud": 1},
    )

    fold = source_folds(both, 2)

    assert fold[0] == fold[2]
    assert fold[0] != fold[1]


def test_where_folds_are_enough_no_two_sources_of_fraud_share_one() -> None:
    """By their honest rows alone `s` and `t` would lie in the fold that `u` leaves."""
    mixed = keyed(
        *({"value": f"u{n}", "source": "u"} for n in range(4)),
        *({"value": f"s{n}", "source": "s", "fraud": int(n == 3)} for n in range(4)),
        *({"value": f"t{n}", "source": "t", "fraud": int(n == 2)} for n in range(3)),
    )

    fold = dict(zip(mixed["source"], source_folds(mixed, 2).tolist(), strict=True))

    assert {0, 1} == {fold["s"], fold["t"]}


def test_every_row_is_judged_by_models_of_other_sources() -> None:
    found = cross_fit(fitter(), FRAME, rows_of(FRAME), folds=4, rounds=5)
    fraud = FRAME["fraud"].to_numpy() == 1

    assert found.margin[fraud].min() > found.margin[~fraud].max()


def test_a_row_of_the_same_group_is_hidden_from_the_model() -> None:
    """The only fraud of another source shares the group, so nothing is left to learn fraud from."""
    frame = keyed(
        *({"value": f"a{n}", "source": f"good{n % 2}"} for n in range(20)),
        {"value": "g/1", "fraud": 1, "source": "one"},
        {"value": "g/2", "fraud": 1, "source": "two"},
    )

    with pytest.raises(DataError, match="lack a class"):
        cross_fit(fitter(), frame, rows_of(frame), folds=2, rounds=5)


def test_a_fold_without_rows_is_passed_over() -> None:
    found = cross_fit(fitter(), FRAME, rows_of(FRAME), folds=50, rounds=1)

    assert 50 == found.folds
    assert np.isfinite(found.margin).all()


def test_too_few_sources_are_refused() -> None:
    frame = keyed({"value": "a", "source": "s"}, {"value": "b", "fraud": 1, "source": "t"})

    with pytest.raises(DataError, match="lack a class") as caught:
        cross_fit(fitter(), frame, rows_of(frame), folds=2, rounds=1)

    assert "cross_folds" in caught.value.hint


def test_figures_are_about_rows_of_the_main_role() -> None:
    margin = FRAME["fraud"].to_numpy().astype(float)
    figures: dict[str, Any] = cross_figures(CrossFit(FRAME, margin, rows_of(FRAME), 4))

    assert (40, 40) == (figures["overall"]["fraud"], figures["overall"]["benign"])
    assert {"good0", "bad3"} < {line["source"] for line in figures["sources"]}
    assert "weak list" not in {line["source"] for line in figures["sources"]}


def test_malware_without_a_kind_of_fraud_is_told_apart() -> None:
    """At the same threshold: its rows are the ones that this model misses."""
    kinds = ["malware" if n < 10 else "phishing" for n in range(40)]
    frame = keyed(
        *({"value": f"a{n}"} for n in range(40)),
        *({"value": f"f{n}", "fraud": 1, "category": kind} for n, kind in enumerate(kinds)),
        {"value": "w", "fraud": 1, "category": "malware", "role": "weak"},
    )
    margin = (frame["category"] == "phishing").to_numpy().astype(float)
    figures: dict[str, Any] = cross_figures(CrossFit(frame, margin, rows_of(frame), 4))

    shown = {
        name: (part["fraud"], part["recall"][0]["recall"]["value"])
        for name, part in figures["kinds"].items()
    }
    assert {"all but malware": (30, 1.0), "malware": (10, 0.0)} == shown
    phishing = frame.filter(pl.col("category") != "malware")
    fewer: dict[str, Any] = cross_figures(
        CrossFit(phishing, margin[: phishing.height], rows_of(phishing), 4)
    )
    assert {} == fewer["kinds"]


def test_kinds_of_benign_rows_are_left_out_in_turn() -> None:
    """Two in a hundred honest rows are as bad as fraud, and all of them are of one source."""
    frame = keyed(
        *({"value": f"a{n}", "source": "parts" if n < 2 else "apps"} for n in range(100)),
        *({"value": f"f{n}", "fraud": 1, "category": "phishing"} for n in range(30)),
        *({"value": f"m{n}", "fraud": 1, "category": "malware"} for n in range(10)),
    )
    margin = np.concatenate([[1.0, 1.0], np.zeros(98), np.full(30, 0.5), np.full(10, 0.7)])
    figures: dict[str, Any] = cross_figures(
        CrossFit(frame, margin, rows_of(frame), 4), {"firmware": ("part*",), "games": ("game*",)}
    )

    assert 0.0 == figures["overall"]["recall"][0]["recall"]["value"]
    shown = {
        name: (part["fraud"], part["benign"], part["recall"][0]["recall"]["value"])
        for name, part in figures["kinds"].items()
    }
    assert {
        "all but malware": (30, 100, 0.0),
        "malware": (10, 100, 0.0),
        "all but malware, without firmware": (30, 98, 1.0),
        "malware, without firmware": (10, 98, 1.0),
        "all, without firmware": (40, 98, 1.0),
        "all but malware, without games": (30, 100, 0.0),
        "malware, without games": (10, 100, 0.0),
        "all, without games": (40, 100, 0.0),
    } == shown


def test_figures_without_benign_rows_flag_nothing() -> None:
    frame = FRAME.filter(pl.col("fraud") == 1)
    figures: dict[str, Any] = cross_figures(
        CrossFit(frame, np.ones(frame.height), rows_of(frame), 2)
    )

    assert {0.0} == {line["flagged"] for line in figures["sources"]}


def test_thresholds_may_rest_on_rows_judged_out_of_source(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "rows.csv", words(900))
    config = tmp_path / "small.toml"
    config.write_text(SMALL.replace("[calibration]", "[calibration]\ncross_folds = 3"), "utf-8")
    options = TrainOptions((data,), tmp_path / "model", config=config)

    manifest = train(Words(), options, Told(tell_nobody, show_nobody))

    figures: dict[str, Any] = dict(manifest.evaluation)
    assert 3 == figures["cross"]["folds"]
    titles = {table.title for table in result_tables(figures)}
    assert "Recall out of source, cross-validated" in titles
    assert "Verdicts out of source, by model and by rules" in titles
    assert "thresholds were chosen out of source" in render_card(manifest)


@pytest.mark.parametrize("side", ["fraud_by", "benign_by"])
def test_either_class_can_be_split_by_source(tmp_path: Path, side: str) -> None:
    data = write_csv(tmp_path / "rows.csv", words(900))
    config = tmp_path / "small.toml"
    config.write_text(
        SMALL.replace(
            "[split]",
            f'[split]\n{side} = "source"\nvalidation_sources = ["list-b"]\n'
            'test_sources = ["list-c"]',
        ),
        "utf-8",
    )
    options = TrainOptions((data,), tmp_path / "model", config=config)

    manifest = train(Words(), options, Told(tell_nobody, show_nobody))

    rules: Any = manifest.training["split"]
    assert 1 == sum("whole sources" in rule for rule in rules)


def test_rules_may_raise_what_the_model_says() -> None:
    frame = keyed(
        {"value": "a", "fraud": 1}, {"value": "b", "fraud": 1}, {"value": "c"}, {"value": "d"}
    )
    cross = CrossFit(frame, np.zeros(4), rows_of(frame), 2)
    given, ruled = np.array([2, 0, 0, 1], np.int8), np.array([0, 1, 0, 0], np.int8)
    found: list[Any] = verdict_figures(cross, given, ruled)
    shown = {(f["label"], f["by"]): (f["tpr"]["value"], f["fpr"]["value"]) for f in found}

    assert (0.5, 0.5) == shown["suspicious", "model"]
    assert (0.5, 0.0) == shown["suspicious", "rules"]
    assert (1.0, 0.5) == shown["suspicious", "both"]
    assert (0.5, 0.0) == shown["fraud", "both"]


def test_figures_of_verdicts_count_what_rules_clear() -> None:
    frame = keyed({"value": "a", "fraud": 1}, {"value": "b"}, {"value": "c"})
    cross = CrossFit(frame, np.zeros(3), rows_of(frame), 2)
    given, ruled = np.array([2, 2, 0], np.int8), np.array([0, CLEARED, 0], np.int8)
    found: list[Any] = verdict_figures(cross, given, ruled)
    shown = {(f["label"], f["by"]): (f["tpr"]["value"], f["fpr"]["value"]) for f in found}

    assert (1.0, 0.5) == shown["fraud", "model"]
    assert (0.0, 0.0) == shown["suspicious", "rules"]
    assert (1.0, 0.0) == shown["fraud", "both"]


def test_rules_decide_of_rows_that_can_be_read() -> None:
    found = ruled_ranks(
        FakeDetector(), ["a.b/ruled", "no host", "a.b/x", "a.b/genuine"], np.zeros(4)
    )

    assert [1, 0, 0, CLEARED] == found.tolist()


def test_a_column_alone_is_a_floor() -> None:
    cross = CrossFit(FRAME, np.zeros(FRAME.height), rows_of(FRAME), 2)
    found: list[Any] = floor_figures(cross, ("x",), ("x",))

    assert [("x", 1.0, 1.0, 1.0)] == [
        (f["column"], f["auc"], f["recall_1"], f["recall"]) for f in found
    ]


def test_a_floor_needs_benign_rows() -> None:
    frame = FRAME.filter(pl.col("fraud") == 1)
    cross = CrossFit(frame, np.zeros(frame.height), rows_of(frame), 2)
    (found,) = floor_figures(cross, ("x",), ("x",))

    assert found["recall_1"] is None
