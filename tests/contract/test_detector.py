"""What must hold for any analyzer; a new one is added to `DETECTORS` and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.detector import Labels
from fraudlens.scanning.analyzers import ANALYZERS, load_analyzer
from fraudlens.weights import read_weights, save_weights
from tests.contract.apps import made_up_apps
from tests.contract.bundles import made_up_rows
from tests.contract.samples import made_up_samples

if TYPE_CHECKING:
    from fraudlens.detector import Trainable, Weights

DETECTORS = {"fake": "tests.contract.fake:FakeDetector", **ANALYZERS}
ODD = ["", " ", "\0", "a\ud800b.com", "http://", "x" * 100_000, "http://[::1", "com", "%"]
LANGS = ("en", "zh")
ROWS = 120


@pytest.fixture(scope="module", params=list(DETECTORS), ids=list(DETECTORS))
def detector(request: pytest.FixtureRequest) -> Trainable:
    return load_analyzer(DETECTORS[request.param])


@pytest.fixture(scope="module")
def targets(detector: Trainable) -> list[str]:
    """Targets of the analyzer, honest and fraud in turn."""
    made = {"apk": made_up_apps, "registration": made_up_samples}.get(detector.kind)
    return made(ROWS) if made else made_up_rows(ROWS)[0]


@pytest.fixture(scope="module")
def labels(detector: Trainable) -> Labels:
    fraud = np.array(made_up_rows(ROWS)[1], np.int8)
    if detector.kind == "apk":
        fraud = (np.arange(ROWS) % 2).astype(np.int8)
    fold = (np.arange(ROWS) % 3).astype(np.int8)
    kind = np.where(fraud, 0, -1).astype(np.int8)
    return Labels(fraud, kind, fold, np.ones(ROWS, np.float32))


@pytest.fixture(scope="module")
def weights(detector: Trainable, labels: Labels, targets: list[str]) -> Weights:
    facts = detector.read(targets).facts
    return detector.fit(facts, labels, seed=1, progress=lambda _: None)[1]


def test_columns_are_declared_soundly(detector: Trainable) -> None:
    assert [] == detector.features.problems()
    assert all(block.features for block in detector.features.blocks)
    assert all(block.title.strip() for block in detector.features.blocks)
    assert all(block.title_zh.strip() for block in detector.features.blocks)
    assert len({block.name for block in detector.features.blocks}) == len(detector.features.blocks)


def test_examples_of_columns_hold(detector: Trainable, weights: Weights) -> None:
    for column, feature in enumerate(detector.features.features):
        facts = detector.read([target for target, _ in feature.examples]).facts
        values = detector.matrix(facts, weights)[:, column]

        np.testing.assert_allclose(
            [value for _, value in feature.examples], values, rtol=1e-3, err_msg=feature.name
        )


def test_read_gives_a_row_or_a_failure_for_each_target(
    detector: Trainable, targets: list[str]
) -> None:
    mixed = [*ODD, *targets[:3], *ODD]
    read = detector.read(mixed)
    failed = [position for position, _ in read.failures]

    assert list(range(len(mixed))) == sorted([*read.rows.tolist(), *failed])
    assert sorted(failed) == failed
    assert sorted(read.rows.tolist()) == read.rows.tolist()
    assert len(read.facts) == len(read.rows)
    assert all(error.message for _, error in read.failures)


@given(texts=st.lists(st.text(st.characters(exclude_categories=()), max_size=60), max_size=5))
def test_read_raises_for_no_text(detector: Trainable, weights: Weights, texts: list[str]) -> None:
    read = detector.read(texts)

    assert len(texts) == len(read.rows) + len(read.failures)
    assert (len(read.rows), len(detector.features)) == detector.matrix(read.facts, weights).shape


def test_no_targets_give_no_rows(detector: Trainable, weights: Weights) -> None:
    read = detector.read([])

    assert (0, len(detector.features)) == detector.matrix(read.facts, weights).shape


def test_matrix_is_plain_and_repeatable(
    detector: Trainable, targets: list[str], weights: Weights
) -> None:
    facts = detector.read(targets).facts
    matrix = detector.matrix(facts, weights)

    assert np.float32 == matrix.dtype
    assert (len(targets), len(detector.features)) == matrix.shape
    assert matrix.flags.c_contiguous
    assert not np.isinf(matrix).any()
    np.testing.assert_array_equal(matrix, detector.matrix(facts, weights))


def test_a_row_does_not_depend_on_its_neighbours(
    detector: Trainable, targets: list[str], weights: Weights
) -> None:
    together = detector.matrix(detector.read(targets[:8]).facts, weights)
    alone = [detector.matrix(detector.read([target]).facts, weights)[0] for target in targets[:8]]

    np.testing.assert_array_equal(together, alone)


def test_facts_are_plain_json(detector: Trainable, targets: list[str]) -> None:
    facts = detector.read(targets[:5]).facts
    for row in range(5):
        described = detector.describe(facts, row)

        assert described == json.loads(json.dumps(described))


def test_findings_speak_both_languages(detector: Trainable, targets: list[str]) -> None:
    url = "http://paypal.com.secure-login.top/verify"
    target = targets[1] if detector.kind in {"apk", "registration"} else url
    facts = detector.read([target]).facts
    rules = []
    for lang in LANGS:
        findings = detector.findings(facts, 0, lang)
        rules.append([finding.rule for finding in findings])

        assert all(finding.text and finding.rule for finding in findings)
    assert rules[0] == rules[1]


def test_reasons_never_show_a_column_name(detector: Trainable, targets: list[str]) -> None:
    facts = detector.read(targets[:2]).facts
    names = detector.features.names
    for lead, number in enumerate(detector.features.block_of):
        block = detector.features.blocks[number].name
        for lang in LANGS:
            text = detector.reason_text(facts, 0, block, lead, lang)

            assert text.strip()
            assert "\n" not in text
            assert not [name for name in names if "_" in name and name in text]


def test_keys_have_one_entry_a_row(detector: Trainable, targets: list[str]) -> None:
    facts = detector.read(targets).facts
    rows = len(targets)

    assert ("uint64", (rows,)) == (detector.groups(facts).dtype.name, detector.groups(facts).shape)
    assert ("uint64", (rows,)) == (
        detector.duplicates(facts).dtype.name,
        detector.duplicates(facts).shape,
    )
    assert ("bool", (rows,)) == (detector.shared(facts).dtype.name, detector.shared(facts).shape)
    assert np.int8 == detector.form(facts).dtype
    assert ("int8", (rows,)) == (detector.cells(facts).dtype.name, detector.cells(facts).shape)
    assert detector.cells(facts).min() >= 0
    assert set(detector.form(facts).tolist()) <= set(range(len(detector.forms)))


def test_strata_have_one_entry_a_row(detector: Trainable, targets: list[str]) -> None:
    for name, rows in detector.strata(detector.read(targets).facts).items():
        assert name
        assert ("bool", (len(targets),)) == (rows.dtype.name, rows.shape)


def test_twins_are_the_same_sample(
    detector: Trainable, targets: list[str], weights: Weights
) -> None:
    for target in targets[:10]:
        twins = detector.twins(target)
        facts = detector.read([target, *twins]).facts
        matrix = detector.matrix(facts, weights)

        assert twins
        assert 1 == len(set(detector.duplicates(facts).tolist()))
        np.testing.assert_array_equal(matrix, np.repeat(matrix[:1], len(matrix), axis=0))


def test_a_cross_has_the_owner_of_one_and_the_content_of_the_other(
    detector: Trainable, targets: list[str]
) -> None:
    """Its group must be that of the owner, or a made row would carry a group into two folds."""
    for one, other in zip(targets, reversed(targets), strict=True):
        crossed = detector.cross(one, other)
        if crossed is None:
            continue
        facts = detector.read([crossed, one, other]).facts
        group, form = detector.groups(facts), detector.form(facts)

        assert group[0] == group[1]
        assert form[0] == form[2]
        assert detector.cross(one, other) == crossed


def test_nothing_is_crossed_with_what_cannot_be_read(
    detector: Trainable, targets: list[str]
) -> None:
    for odd in ODD:
        crossed = detector.cross(odd, targets[0])

        assert crossed is None or not detector.read([crossed]).failures


def test_fit_is_repeatable_and_its_weights_can_be_saved(
    detector: Trainable, targets: list[str], labels: Labels
) -> None:
    facts = detector.read(targets).facts
    steps: list[str] = []
    matrix, weights = detector.fit(facts, labels, seed=1, progress=steps.append)
    again, same = detector.fit(facts, labels, seed=1, progress=steps.append)

    np.testing.assert_array_equal(matrix, again)
    assert save_weights(weights) == save_weights(same)
    loaded = read_weights(save_weights(weights))
    np.testing.assert_array_equal(detector.matrix(facts, weights), detector.matrix(facts, loaded))


def test_only_learned_columns_are_fitted(
    detector: Trainable, targets: list[str], labels: Labels
) -> None:
    facts = detector.read(targets).facts
    matrix, weights = detector.fit(facts, labels, seed=1, progress=lambda _: None)
    fixed = [not feature.learned for feature in detector.features.features]

    assert np.float32 == matrix.dtype
    np.testing.assert_array_equal(detector.matrix(facts, weights)[:, fixed], matrix[:, fixed])
