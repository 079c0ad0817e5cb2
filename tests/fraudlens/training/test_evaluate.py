"""The figures of an evaluation: against rows of the same form, apart where roles differ."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fraudlens.training.evaluate import Evaluation, Judge, Scored, evaluate_rows
from fraudlens.training.tables import generic, result_tables
from tests.fraudlens.training.made import keyed

if TYPE_CHECKING:
    from numpy.typing import NDArray

JUDGE = Judge(0.5, 0.9, ("phishing", "gambling"), ("bare", "full"))


def evaluation() -> Evaluation:
    """100 benign rows of two kinds and 60 of fraud over three months, in both forms."""
    benign = [
        {"value": f"b{n}", "category": ("gov", "cn")[n % 2], "form": n % 2} for n in range(100)
    ]
    fraud = [
        {
            "value": f"f{n}",
            "fraud": 1,
            "form": n % 2,
            "category": ("phishing", "gambling")[n % 2],
            "first_seen": dt.date(2026, 1 + n // 20, 3),
            "source": "list",
        }
        for n in range(60)
    ]
    apart = [{"value": "m", "fraud": 1, "category": "malware", "role": "malware"}]
    frame = keyed(*benign, *fraud, *apart)
    # Full benign rows score higher, so that a bare row needs less to stand out.
    good = [0.1 + 0.5 * (n % 2) + n / 1000 for n in range(100)]
    bad = [0.65 if n % 2 else 0.4 for n in range(60)]
    bad[0], bad[59] = 0.05, 0.95
    known = frame["fraud"].to_numpy() == 1
    return evaluate_rows(
        Scored(
            frame=frame,
            score=np.array([*good, *bad, 0.99]),
            weight=np.ones(frame.height),
            given_type=np.where(np.arange(frame.height) % 2 == 0, 0, 1),
            true_type=np.where(known & (frame["role"] == "main").to_numpy(),
                               (frame["category"] == "gambling").to_numpy().astype(int), -1),
            strata={"odd": np.arange(frame.height) % 2 == 1, "empty": np.zeros(161, bool)},
        ),
        JUDGE,
    )  # fmt: skip


FIGURES: dict[str, Any] = evaluation().figures


def recall(part: dict[str, Any]) -> float:
    value: float = part["recall"][0]["recall"]["value"]
    return value


def test_each_form_is_judged_against_its_own_benign_rows() -> None:
    assert pytest.approx(1 / 60) == recall(FIGURES["overall"])
    assert pytest.approx(29 / 30) == recall(FIGURES["forms"]["bare"])
    assert pytest.approx(1 / 30) == recall(FIGURES["forms"]["full"])


def test_the_smallest_rate_needs_many_negatives() -> None:
    assert FIGURES["overall"]["recall"][2]["recall"] is None


def test_rows_of_another_role_stand_apart() -> None:
    assert {"fraud": 60, "benign": 100} == FIGURES["rows"]
    assert [("malware", 1, 1.0)] == [(a["name"], a["rows"], a["flagged"]) for a in FIGURES["apart"]]


def test_months_show_the_decay() -> None:
    assert ["2026-01", "2026-02", "2026-03"] == [m["month"] for m in FIGURES["months"]]
    assert [0.0, 0.0, 0.05] == [m["recall"] for m in FIGURES["months"]]
    assert pytest.approx(0.0125) == FIGURES["aut"]


def test_false_alarms_are_counted_by_kind_and_stratum() -> None:
    kinds = {k["name"]: k["suspicious"]["value"] for k in FIGURES["kinds"]}

    assert {"cn": 1.0, "gov": 0.0, "* odd": 1.0} == kinds


def test_shipped_thresholds_say_what_goes_to_review() -> None:
    suspicious, fraud, review = FIGURES["shipped"]

    assert (0.5, 1 / 60) == (suspicious["fpr"]["value"], fraud["tpr"]["value"])
    assert (29 / 60, 0.5) == (review["fraud"], review["benign"])
    assert fraud["precision"]["0.5"] < 1


def test_types_have_a_confusion() -> None:
    assert [[30, 0], [0, 30]] == FIGURES["type_model"]["confusion"]
    assert 1.0 == FIGURES["type_model"]["macro_f1"]


def test_the_worst_are_named_only_beside_the_figures() -> None:
    found = evaluation()

    assert ("f0", 0.05) == tuple(found.worst["misses"][0][k] for k in ("name", "score"))
    assert "b99" == found.worst["false alarms"][0]["name"]
    assert "b99" not in str(found.figures)


@pytest.mark.parametrize("given", [None, np.array([0])], ids=["no type model", "no known type"])
def test_rows_of_one_class_give_what_can_be_given(given: NDArray[np.int64] | None) -> None:
    frame = keyed({"value": "f", "fraud": 1, "category": "phishing"})
    one = Scored(frame, np.array([0.7]), np.ones(1), given, np.array([-1]))

    figures: dict[str, Any] = evaluate_rows(one, JUDGE).figures

    assert (None, None, []) == (
        figures["type_model"],
        figures["overall"]["auc"],
        figures["overall"]["roc"],
    )
    assert figures["aut"] is None


def test_no_row_gives_no_figure() -> None:
    frame = keyed({"value": "f"}).clear()
    figures = evaluate_rows(
        Scored(frame, np.empty(0), np.empty(0), None, np.empty(0, np.int64)), JUDGE
    ).figures

    assert figures["ece"] is None
    assert all(table.rows for table in result_tables(figures))


def test_one_month_is_its_own_area() -> None:
    frame = keyed(
        {"value": "f", "fraud": 1, "category": "phishing", "first_seen": dt.date(2026, 1, 1)},
        {"value": "b"},
    )
    rows = Scored(frame, np.array([0.9, 0.1]), np.ones(2), None, np.array([0, -1]))

    assert 1.0 == evaluate_rows(rows, JUDGE).figures["aut"]


def test_cells_are_written_for_people() -> None:
    row = {"a_b": None, "c": True, "d": False, "e": 0.5, "f": [1, 0.5], "g": "x"}

    table = generic("t", [row], tuple(row))

    assert ("a b", "c", "d", "e", "f", "g") == table.head
    assert ("-", "yes", "no", "0.5000", "1 / 0.5000", "x") == table.rows[0]
