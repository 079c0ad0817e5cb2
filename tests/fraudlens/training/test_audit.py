"""Each trap of the field, set on purpose, and that the audit springs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from fraudlens.training import audit
from fraudlens.training.config import AuditConfig, FitConfig
from fraudlens.training.curve import learning_curve
from fraudlens.training.digest import draw, mix, uniform
from fraudlens.training.evaluate import Judge
from fraudlens.training.fit import Fitter, Rows, out_of_fold
from tests.fraudlens.training.made import keyed, tell_nobody
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

JUDGE = Judge(0.5, 0.9, (), ("bare", "full"))
CONFIG = AuditConfig(leave_out=1, leave_out_rounds=5, curve=(0.5, 1.0), curve_rounds=5)
FITTER = Fitter(FitConfig(min_leaf=5, threads=1), ("leak", "noise"), 0, tell_nobody)


def leaking(rows: int = 400) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Give a column that knows the label, turned round, and one that knows nothing."""
    source = np.random.default_rng(0)
    fraud = (np.arange(rows) % 2).astype(np.int8)
    matrix = np.stack([-fraud + source.normal(0, 0.1, rows), source.normal(size=rows)], axis=1)
    matrix[0, 1] = np.nan
    return np.ascontiguousarray(matrix, np.float32), fraud


def test_a_column_that_knows_the_label_raises_the_alarm() -> None:
    explained = AuditConfig(explained={"leak": "made for the test"})

    tables = audit.feature_aucs(*leaking(), ("leak", "noise"), explained)

    assert [("leak", True), ("noise", False)] == [(t["feature"], t["alarm"]) for t in tables]
    assert "made for the test" == tables[0]["explained"]


def test_one_class_alone_has_no_strength() -> None:
    matrix, fraud = leaking(4)

    assert [] == audit.feature_aucs(matrix, np.zeros_like(fraud), ("leak", "noise"), CONFIG)


def test_a_fact_that_one_class_lacks_more_often_is_told() -> None:
    """As in a public set in which WHOIS is missing for 54 % of fraud and 16 % of benign rows."""
    matrix, fraud = leaking(200)
    bad, good = np.flatnonzero(fraud == 1), np.flatnonzero(fraud == 0)
    matrix[bad[:54], 1] = np.nan
    matrix[good[:16], 1] = np.nan
    weight = np.ones(200, np.float32)

    assert [("noise", 0.54, 0.16)] == [
        (gap["feature"], gap["fraud"], gap["benign"])
        for gap in audit.missing_gaps(Rows(matrix, fraud, weight), ("leak", "noise"))
    ]
    matrix[good[:50], 1] = np.nan
    assert [] == audit.missing_gaps(Rows(matrix, fraud, weight), ("leak", "noise"))


def scorer(
    score: Callable[[str], float],
) -> Callable[[Sequence[str]], tuple[NDArray[np.int64], NDArray[np.float64]]]:
    def judged(targets: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        rows = [row for row, text in enumerate(targets) if "!" not in text]
        return np.array(rows, np.int64), np.array([score(targets[row]) for row in rows])

    return judged


def test_a_score_that_turns_on_the_spelling_is_caught() -> None:
    leak = scorer(lambda text: 0.9 if text.endswith("/") else 0.1)

    found = audit.twin_test(Words(), leak, ["a", "b", "c!"], JUDGE)

    assert (4, 0.5, False) == (found["pairs"], found["changed"], found["passed"])


def test_a_score_that_keeps_to_the_sample_passes() -> None:
    found = audit.twin_test(Words(), scorer(lambda _: 0.7), ["a", "b"], JUDGE)

    assert (4, 0.0, True) == (found["pairs"], found["median"], found["passed"])


def test_no_readable_twin_passes_nothing_by() -> None:
    assert 0 == audit.twin_test(Words(), scorer(lambda _: 0.7), ["!"], JUDGE)["pairs"]


def test_columns_that_know_the_source_are_found() -> None:
    matrix, side = leaking()
    frame = keyed(
        *(
            {"value": f"v{n}", "source": f"s{side[n]}", "fraud": n // 2 % 2, "category": "gov"}
            for n in range(len(side))
        )
    )

    tables = audit.source_prediction(FITTER, matrix, frame, CONFIG)

    assert ["benign", "fraud"] == [table["class"] for table in tables]
    assert all(float(str(table["accuracy"])) > 0.95 for table in tables)
    assert all(float(str(table["majority"])) < 0.7 for table in tables)


def test_one_source_or_too_few_rows_cannot_be_told_apart() -> None:
    matrix, _ = leaking(4)
    frame = keyed(
        {"value": "a"},
        {"value": "b"},
        {"value": "c", "fraud": 1, "source": "s"},
        {"value": "d", "fraud": 1, "source": "t"},
    )

    assert [] == audit.source_prediction(FITTER, matrix, frame, CONFIG)


def test_a_source_is_judged_by_a_model_that_never_saw_it() -> None:
    """The left-out source has a trait of its own, which only a model that knew it can catch."""
    source = np.random.default_rng(1)
    fraud = (np.arange(600) % 2).astype(np.int8)
    odd = (np.arange(600) % 4 == 1) | (np.arange(600) % 12 == 3)
    matrix = source.normal(0, 0.1, (600, 2)).astype(np.float32)
    matrix[odd & (fraud == 1), 0] += 9
    matrix[~odd & (fraud == 1), 1] += 9
    frame = keyed(
        *(
            {
                "value": f"v{n}",
                "fraud": int(fraud[n]),
                "source": "odd" if odd[n] and fraud[n] else "even",
            }
            for n in range(600)
        )
    )
    train = Rows(matrix, fraud, np.ones(600, np.float32))

    line: dict[str, Any] = audit.leave_one_out(FITTER, train, frame, matrix[fraud == 0], CONFIG)[0]

    assert "odd" == line["source"]
    assert 1.0 == line["known"][0]
    assert line["left_out"][0] < 0.5


def test_crossing_rows_are_counted() -> None:
    frame = keyed({"value": "g/1", "part": 0}, {"value": "g/2", "part": 2}, {"value": "h"})

    assert {"group": 1, "duplicate": 0} == audit.shared_rows(frame)


def test_twin_targets_are_of_both_classes() -> None:
    frame = keyed(*({"value": f"{n}", "fraud": n % 2} for n in range(10)))

    assert ["0", "2", "1", "3"] == audit.twin_targets(frame, 4)


def test_more_rows_are_worth_something_and_are_counted() -> None:
    matrix, fraud = leaking()
    rows = Rows(matrix, fraud, np.ones(400, np.float32))

    points = learning_curve(FITTER, rows, np.arange(400, dtype=np.uint64), rows, CONFIG)

    assert [200, 400] == [point["rows"] for point in points]
    assert 1.0 == points[1]["recall"]


def test_out_of_fold_scores_come_from_models_that_did_not_see_the_row() -> None:
    """A column that numbers the rows can only be learned by heart."""
    fraud = np.random.default_rng(3).integers(0, 2, 300).astype(np.int8)
    matrix = np.stack([np.arange(300), np.zeros(300)], axis=1).astype(np.float32)
    rows = Rows(matrix, fraud, np.ones(300, np.float32))
    fold = (np.arange(300) % 5).astype(np.int8)

    margin = out_of_fold(FITTER, rows, fold, np.arange(300, dtype=np.uint64), rounds=30, most=1000)

    assert abs(np.corrcoef(margin, fraud)[0, 1]) < 0.3


def test_draws_depend_on_keys_alone() -> None:
    keys = np.arange(1000, dtype=np.uint64)
    picked = draw(keys, 100, 7)

    assert 100 == len(set(picked.tolist()))
    assert set(keys[picked]) == set(keys[::-1][draw(keys[::-1], 100, 7)])
    assert 0.4 < uniform(keys, 1).mean() < 0.6
    assert 0xE220A8397B1DCDAF == mix(np.array([0], np.uint64), 0)[0]
    assert pl.Series(mix(keys, 1)).n_unique() == 1000
