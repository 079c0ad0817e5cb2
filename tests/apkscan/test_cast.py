"""The cast, from bytes to kinds: frauds are named, honest apps are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.context import Context, context_of
from apkscan.read.app import read_app
from apkscan.visibility import REVIEW_BELOW
from fraudlens.limits import Limits
from fraudlens.verdict import FraudType, Severity
from tests.data.apk.apps import HONEST, built

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "loan": FraudType.FAKE_LOAN,
    "police": FraudType.FAKE_AUTHORITY,
    "support": FraudType.FAKE_CUSTOMER_SERVICE,
    "stealer": FraudType.PHISHING,
    "exchange": FraudType.CRYPTO_SCAM,
    "gambling": FraudType.GAMBLING,
    "rebate": FraudType.REBATE_JOB,
}


def context(name: str, folder: Path) -> Context:
    path = folder / "app.apk"
    path.write_bytes(built(name))
    return context_of(read_app(path, Limits()))


@pytest.mark.parametrize("name", KINDS)
def test_fraud_is_named_and_high(name: str, tmp_path: Path) -> None:
    first = context(name, tmp_path).kinds[0]

    assert (KINDS[name], Severity.HIGH) == (first.kind, first.severity())


@pytest.mark.parametrize("name", HONEST)
def test_honest_app_is_left_alone(name: str, tmp_path: Path) -> None:
    found = context(name, tmp_path)

    assert {None} >= {score.severity() for score in found.kinds}
    assert 1.0 == found.visibility.share


@pytest.mark.parametrize("name", ["packed", "packed_tencent"])
def test_packed_app_is_for_a_person(name: str, tmp_path: Path) -> None:
    found = context(name, tmp_path)

    assert found.signatures.packers
    assert found.visibility.share < REVIEW_BELOW
