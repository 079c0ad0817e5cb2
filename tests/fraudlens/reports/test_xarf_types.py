from __future__ import annotations

from pathlib import Path

import pytest

from fraudlens.reports.xarf_types import FRAUD_TYPES, fraud_type
from fraudlens.verdict import FraudType

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("fake_investment", "investment"),
        ("crypto_scam", "cryptocurrency"),
        ("fake_loan", "advance_fee"),
        ("fake_shop", "shopping"),
        ("rebate_job", "employment"),
        ("fake_customer_service", "tech_support"),
        ("fake_authority", "government_impersonation"),
        ("gambling", "other"),
        ("other_fraud", "other"),
        ("no such kind", "other"),
        (None, "other"),
    ],
)
def test_fraud_types(kind: str | None, told: str) -> None:
    assert told == fraud_type(kind)


def test_every_kind_is_mapped_with_a_reason_or_has_a_report_of_its_own() -> None:
    assert {*FRAUD_TYPES, FraudType.PHISHING, FraudType.MALWARE} == set(FraudType)
    assert all(reason for _, reason in FRAUD_TYPES.values())


@pytest.mark.parametrize("kind", FRAUD_TYPES)
def test_the_docs_tell_the_table(kind: str) -> None:
    text = (DOCS / "sharing.md").read_text("utf-8")
    rows = [row for row in text.splitlines() if "`content-fraud`" in row and f"`{kind}`" in row]

    assert [f"| `{fraud_type(kind)}` |"] == [
        cell for row in rows for cell in [f"|{row.split('|')[3]}|"]
    ]
