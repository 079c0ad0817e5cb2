"""What holds of this analyzer beside `tests/contract`."""

from __future__ import annotations

import json

import numpy as np

from fraudlens.detector import Labels
from tests.contract.samples import made_up_samples
from urlguard.registered.detector import RegisteredDetector

DETECTOR = RegisteredDetector(depends={"url": "ab"})


def test_the_model_of_addresses_is_named() -> None:
    assert {"url": "ab"} == dict(DETECTOR.depends)
    assert {} == dict(RegisteredDetector().depends)


def test_the_facts_of_a_record_hold_the_registration() -> None:
    facts = DETECTOR.read(made_up_samples(2)).facts
    described = DETECTOR.describe(facts, 1)

    assert "registrable_domain" in described
    assert "Cheap Names" == json.loads(json.dumps(described))["registration"]["registrar"]


def test_parties_are_learned_out_of_fold() -> None:
    facts = DETECTOR.read(made_up_samples(60)).facts
    fraud = (np.arange(60) % 2).astype(np.int8)
    fold = np.where(np.arange(60) < 40, 0, 1).astype(np.int8)
    labels = Labels(fraud, fraud - 1, fold, np.ones(60, np.float32))
    seen = DETECTOR.features.index["registrar_rows"]
    matrix, weights = DETECTOR.fit(facts, labels, seed=0, progress=lambda _: None)

    # A third of the fraud rows stands in the other fold, and all of them in the tables that ship.
    assert [10, 20, 30] == np.expm1(
        [matrix[1, seen], matrix[59, seen], DETECTOR.matrix(facts, weights)[1, seen]]
    ).round().tolist()


def test_rows_of_no_fold_are_fitted_on_alone() -> None:
    facts = DETECTOR.read(made_up_samples(6)).facts
    fraud = (np.arange(6) % 2).astype(np.int8)
    labels = Labels(fraud, fraud - 1, np.full(6, -1, np.int8), np.ones(6, np.float32))
    matrix, weights = DETECTOR.fit(facts, labels, seed=0, progress=lambda _: None)

    assert np.isnan(matrix[:, DETECTOR.features.index["registrar_rows"]]).all()
    assert 3.0 == weights["registrar_total"].max()


def test_no_rule_overrules_the_model() -> None:
    facts = DETECTOR.read(made_up_samples(2)).facts

    assert {} == DETECTOR.rulings(facts, "en")


def test_ages_are_strata() -> None:
    facts = DETECTOR.read(made_up_samples(2)).facts

    assert {
        "younger than 30 days": [False, True],
        "30 days to a year old": [False, False],
        "older than a year": [True, False],
    } == {name: rows.tolist() for name, rows in DETECTOR.strata(facts).items()}
