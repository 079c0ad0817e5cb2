"""Verdicts: the words of the record, and that an outcome is plain frozen data."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from fraudlens.verdict import (
    RECORD_SCHEMA,
    Decision,
    Failure,
    Finding,
    FraudType,
    ModelRef,
    Reason,
    Severity,
    Subject,
    Verdict,
)

SUBJECT = Subject("url", "http://example.com", file="list.txt", line=3)
MODEL = ModelRef("url", "1", "ab" * 32)


def test_words_of_the_record_are_stable() -> None:
    assert "fraudlens.verdict/1" == RECORD_SCHEMA
    assert ["clear", "suspicious", "fraud"] == list(Decision)
    assert ["info", "low", "medium", "high"] == list(Severity)
    assert [
        "phishing",
        "fake_investment",
        "crypto_scam",
        "fake_loan",
        "fake_shop",
        "rebate_job",
        "fake_customer_service",
        "fake_authority",
        "gambling",
        "malware",
        "other_fraud",
    ] == list(FraudType)


def test_verdict_has_nothing_to_say_unless_told() -> None:
    verdict = Verdict(SUBJECT, Decision.CLEAR, 0.01, MODEL)

    assert (None, {}, (), (), {}) == (
        verdict.fraud_type,
        verdict.fraud_types,
        verdict.reasons,
        verdict.findings,
        verdict.facts,
    )


@pytest.mark.parametrize(
    "value",
    [
        SUBJECT,
        MODEL,
        Reason("host_length", None, 1.2, "the host is long"),
        Finding("imitates-brand", Severity.HIGH, "imitates a brand", {"brand": "Example"}),
        Verdict(SUBJECT, Decision.FRAUD, 0.99, MODEL),
        Failure(SUBJECT, "malformed", "no host"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_parts_are_frozen_slotted_and_cross_to_a_worker(value: object) -> None:
    assert dataclasses.is_dataclass(value)
    field = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, "other")

    assert not hasattr(value, "__dict__")
    assert value == pickle.loads(pickle.dumps(value))  # noqa: S301  made on the line itself
