"""Weights, label noise and fraud types: what may stand for the label, and what may not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from fraudlens.training.config import FitConfig, LabelConfig, NoiseConfig, WeightConfig
from fraudlens.training.fraud_types import plan_types
from fraudlens.training.noise import by_source, contradicts, rule_text, to_drop
from fraudlens.training.weights import EVEN, source_weights, weigh
from tests.fraudlens.training.made import keyed


def rows(count: int, **same: object) -> list[dict[str, object]]:
    name = "-".join(map(str, same.values()))
    return [{"value": f"{name}-{n}", **same} for n in range(count)]


def test_the_form_says_nothing_about_the_label() -> None:
    frame = keyed(
        *rows(90, fraud=1, form=0, category="phishing"),
        *rows(10, fraud=0, form=0),
        *rows(5, fraud=1, form=1, category="phishing"),
        *rows(45, fraud=0, form=1),
    )

    weight = pl.Series(weigh(frame, LabelConfig()))

    mass = frame.with_columns(weight=weight).group_by("form", "fraud").agg(pl.col("weight").sum())
    per_form = {form: mass.filter(pl.col("form") == form)["weight"].to_list() for form in (0, 1)}
    assert pytest.approx([50, 50], rel=1e-5) == per_form[0]
    assert pytest.approx([25, 25], rel=1e-5) == per_form[1]


def test_a_form_of_one_class_keeps_its_weight() -> None:
    assert [1.0, 1.0] == weigh(keyed(*rows(2, fraud=0)), LabelConfig()).tolist()


def test_unknown_and_weak_rows_weigh_less_and_no_source_rules() -> None:
    frame = keyed(
        *rows(1, fraud=1, category="unknown"),
        *rows(1, fraud=1, category="phishing"),
        *rows(1, fraud=1, category="phishing", weak=True),
        *rows(8, fraud=1, category="gambling", source="huge"),
    )

    weight = weigh(frame, LabelConfig(weak_weight=0.1), WeightConfig(source_share=0.5))

    assert pytest.approx([0.5, 0.1]) == [weight[0] / weight[1], weight[2] / weight[1]]
    assert pytest.approx(4.8 / 8) == weight[3] / weight[1]


def test_sources_weigh_as_the_first_pattern_says() -> None:
    frame = keyed(
        *({"value": name, "source": name} for name in ("old", "new 1", "new 2", "newer")),
        {"value": "fraud", "fraud": 1, "category": "phishing", "source": "new 2"},
    )
    config = WeightConfig(source_share=1.0, sources={"new 2": 0.1, "new*": 0.5})

    old, *others, fraud = weigh(frame, LabelConfig(), config)

    assert pytest.approx([0.5, 0.1, 0.5]) == [other / old for other in others]
    assert pytest.approx([1.0, 0.5, 0.1, 0.5, 0.1]) == source_weights(frame, config)
    assert source_weights(frame, EVEN) is None
    # A class is as heavy as the other, whatever the weights of its sources.
    assert pytest.approx(2.5) == fraud


@pytest.mark.parametrize("config", [EVEN, WeightConfig(half_life_months=6)], ids=["even", "aged"])
def test_no_cell_says_anything_about_the_label(config: WeightConfig) -> None:
    counts = {0: (90, 10), 1: (3, 40), 2: (1, 1), 3: (0, 5)}
    frame = keyed(
        *(
            {"value": f"{cell}{fraud}{n}", "fraud": fraud, "cell": cell, "first_seen": day(n)}
            for cell, classes in counts.items()
            for fraud, count in enumerate(classes)
            for n in range(count)
        )
    )

    found = frame.with_columns(weight=weigh(frame, LabelConfig(), config))

    assert pytest.approx(1) == found["weight"].mean()
    for cell in (0, 1, 2):
        mine = found.filter(pl.col("cell") == cell)
        benign, fraud = (mine.filter(pl.col("fraud") == k)["weight"].sum() for k in (0, 1))
        assert pytest.approx(benign, rel=1e-5) == fraud


def day(age: int) -> dt.date:
    return dt.date(2026, 6, 1) - dt.timedelta(days=age)


def aged(config: WeightConfig, *ages: int | None, fraud: int = 1) -> list[float]:
    """Give the weights of rows of these ages in days, `None` for undated, next to a new one."""
    days = [None if age is None else day(age) for age in (0, *ages)]
    frame = keyed(
        *(
            {"value": str(n), "fraud": fraud, "category": "phishing", "first_seen": seen}
            for n, seen in enumerate(days)
        )
    )
    weight = weigh(frame, LabelConfig(), config)
    found: list[float] = (weight[1:] / weight[0]).tolist()
    return found


def test_fraud_weighs_half_for_each_half_life_down_to_the_oldest() -> None:
    config = WeightConfig(source_share=1.0, half_life_months=12.0, oldest=0.1)
    found = aged(config, 365, 731, 3650, None)

    assert pytest.approx([0.5, 0.25, 0.1, 0.1], rel=1e-3) == found


def test_age_means_nothing_to_benign_rows_and_without_a_half_life() -> None:
    config = WeightConfig(source_share=1.0, half_life_months=12.0)

    assert [1.0, 1.0] == aged(config, 3650, None, fraud=0)
    assert [1.0, 1.0] == aged(EVEN, 3650, None)


def test_rows_without_any_date_weigh_the_same() -> None:
    frame = keyed(*rows(3, fraud=1, category="phishing"))
    weight = weigh(frame, LabelConfig(), WeightConfig(source_share=1.0, half_life_months=1.0))

    assert [1.0, 1.0, 1.0] == weight.tolist()


def noisy() -> tuple[pl.DataFrame, np.ndarray]:
    frame = keyed(
        *rows(100, fraud=0),
        *rows(100, fraud=1, category="phishing", source="good"),
        *rows(10, fraud=1, category="phishing", source="bad"),
        *rows(3, fraud=1, category="phishing", form=1),
    )
    margin = np.concatenate([np.linspace(-2, -1, 100), np.linspace(1, 2, 100), [-3] * 10, [-9] * 3])
    margin[0] = 5.0
    return frame, margin


def test_rows_that_look_like_the_other_class_contradict_their_label() -> None:
    frame, margin = noisy()

    found = contradicts(frame, margin, NoiseConfig())

    # The three rows of the other form have no benign row to be compared with.
    assert [0, *range(200, 210)] == np.flatnonzero(found).tolist()
    assert {
        "class": "fraud",
        "source": "bad",
        "rows": 10,
        "contradict": 10,
        "share": 1.0,
    } in by_source(frame, found)


@pytest.mark.parametrize(
    ("config", "dropped"),
    [
        (NoiseConfig(), 11),
        (NoiseConfig(drop="none"), 0),
        (NoiseConfig(drop="benign"), 1),
        (NoiseConfig(drop="fraud"), 10),
        (NoiseConfig(min_share=0.5), 10),
    ],
)
def test_only_the_stated_rows_are_dropped(config: NoiseConfig, dropped: int) -> None:
    frame, margin = noisy()

    assert dropped == to_drop(frame, contradicts(frame, margin, config), config).sum()


def test_the_rule_is_said() -> None:
    assert "no training row is dropped for disagreement" == rule_text(NoiseConfig(rounds=0))
    assert "drops rows of either class" in rule_text(NoiseConfig())
    assert rule_text(NoiseConfig(drop="fraud", min_share=0.02)).endswith(
        ", in sources with more than 2.0% of such rows"
    )


def test_rare_types_fold_and_say_why() -> None:
    frame = keyed(
        *rows(5, fraud=1, category="phishing"),
        *rows(2, fraud=1, category="gambling"),
        *rows(9, fraud=1, category="unknown", role="unknown"),
        *rows(1, fraud=0, category="gov"),
    )

    plan = plan_types(frame, FitConfig(type_min_rows=3, type_min_groups=3))

    assert ("phishing", "other_fraud") == plan.types
    assert "2 training rows of 2 groups; 3 and 3 are needed" == plan.folded["gambling"]
    category = pl.Series(["phishing", "gambling", "unknown", "gov", "malware"])
    assert [0, 1, -1, -1, 1] == plan.index(category).tolist()


def test_nothing_folds_into_a_type_that_has_no_row() -> None:
    plan = plan_types(
        keyed(*rows(5, fraud=1, category="phishing")), FitConfig(type_min_rows=3, type_min_groups=3)
    )

    assert ("phishing",) == plan.types
    assert [-1] == plan.index(pl.Series(["gambling"])).tolist()


@pytest.mark.parametrize("others", [[], [{"value": "d", "fraud": 1, "form": 1}]])
def test_a_class_of_weak_rows_alone_spoils_no_weight(others: list[dict[str, object]]) -> None:
    frame = keyed({"value": "a"}, {"value": "b"}, {"value": "c", "fraud": 1, "weak": True}, *others)

    weight = weigh(frame, LabelConfig(weak_weight=0))

    assert [1.0, 1.0, 0.0, *(1.0 for _ in others)] == pytest.approx(weight / weight[0])


def test_what_a_large_honest_list_loses_goes_to_the_small_ones() -> None:
    frame = keyed(
        *rows(80, fraud=0, source="large"),
        *rows(20, fraud=0, source="small"),
        *rows(50, fraud=1, category="phishing", source="listed"),
    )
    config = WeightConfig(source_share=1.0, benign_source_share=0.2)

    found = frame.with_columns(weight=weigh(frame, LabelConfig(), config))

    mass = dict(found.group_by("source").agg(pl.col("weight").sum()).rows())
    assert pytest.approx(mass["large"], rel=1e-5) == mass["small"]
    assert pytest.approx(mass["listed"], rel=1e-5) == mass["large"] + mass["small"]
