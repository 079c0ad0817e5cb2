"""The analyzer as a whole; what any analyzer must do is in tests/contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.errors import LimitExceeded
from fraudlens.limits import Limits
from tests.urlguard.rows import batch_of, fitted, fixed_columns, ignore, made_up
from urlguard.detector import UrlDetector
from urlguard.features.matrix import FEATURES

if TYPE_CHECKING:
    from fraudlens.detector import Trainable


def test_detector_is_trainable() -> None:
    detector: Trainable = UrlDetector()

    assert ("url", ("bare", "full")) == (detector.kind, detector.forms)
    assert FEATURES is detector.features


@pytest.mark.parametrize(("over", "readable"), [(-1, 1), (0, 1), (1, 0)])
def test_detector_reads_within_its_limits(over: int, readable: int) -> None:
    target = "garden.example/" + "x" * (100 + over - len("garden.example/"))
    read = UrlDetector(Limits(max_url_bytes=100)).read([target])

    assert readable == len(read.facts)
    assert all(isinstance(error, LimitExceeded) for _, error in read.failures)


def test_matrix_joins_fixed_and_learned_columns() -> None:
    batch = batch_of("https://garden.example/x?y", "casino-login.top")
    matrix = UrlDetector().matrix(batch, fitted()[1])
    fixed = [not feature.learned for feature in FEATURES.features]

    assert matrix.flags.c_contiguous
    np.testing.assert_array_equal(fixed_columns(batch), matrix[:, fixed])
    assert matrix[0, FEATURES.index["host_score_fraud"]] < 0
    assert matrix[1, FEATURES.index["host_score_fraud"]] > 0


def test_fit_is_that_of_the_package() -> None:
    targets, labels = made_up()
    matrix, _ = UrlDetector().fit(batch_of(*targets), labels, seed=1, progress=ignore)

    assert fitted()[0].tobytes() == matrix.tobytes()


def test_rows_are_told_apart_for_training() -> None:
    detector = UrlDetector()
    batch = batch_of(
        "www.garden.co.uk", "a.garden.co.uk/x", "x.github.io", "y.github.io/x", "github.io", "co.uk"
    )
    groups = detector.groups(batch).tolist()

    assert groups[0] == groups[1]
    assert 5 == len(set(groups))
    assert 6 == len(set(detector.duplicates(batch).tolist()))
    assert [False, False, False, False, True, True] == detector.shared(batch).tolist()
    assert [0, 1, 0, 1, 0, 0] == detector.form(batch).tolist()
    assert [0, 1, 2, 3, 0, 0] == detector.cells(batch).tolist()


def test_evidence_twins_and_strata_are_those_of_the_package() -> None:
    detector = UrlDetector()
    batch = batch_of("paypal.com.garden.org/login")

    assert "garden.org" == detector.describe(batch, 0)["registrable_domain"]
    assert ["imitates-brand"] == [finding.rule for finding in detector.findings(batch, 0, "en")]
    assert "imitates PayPal in the subdomain" == detector.reason_text(batch, 0, "brand", 0, "en")
    assert 12 == len(detector.twins("garden.example"))
    assert [True] == detector.strata(batch)["login words"].tolist()
