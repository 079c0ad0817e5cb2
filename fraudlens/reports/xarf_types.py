"""Which XARF report a kind of fraud becomes, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fraudlens.reports.registered import Registered
    from fraudlens.verdict import Verdict

FRAUD_TYPES: Mapping[str, tuple[str, str]] = {
    FraudType.FAKE_INVESTMENT: ("investment", "the same thing"),
    FraudType.CRYPTO_SCAM: ("cryptocurrency", "the same thing"),
    FraudType.FAKE_LOAN: (
        "advance_fee", "fees and deposits are taken for a loan that never comes",
    ),
    FraudType.FAKE_SHOP: ("shopping", "the same thing"),
    FraudType.REBATE_JOB: ("employment", "victims are hired to place orders and pay for them"),
    FraudType.FAKE_CUSTOMER_SERVICE: (
        "tech_support", "somebody poses as the help desk of a firm; XARF has no closer word",
    ),
    FraudType.FAKE_AUTHORITY: ("government_impersonation", "the same thing"),
    FraudType.GAMBLING: ("other", "XARF has no word for unlicensed or rigged gambling"),
    FraudType.OTHER_FRAUD: ("other", "it is of none of the kinds"),
}  # fmt: skip
"""Our type to `fraud_type` of `content-fraud`, each with the reason.

`phishing` and `malware` have reports of their own. Source of the words: XARF 4.2,
schemas/v4/types/content-fraud.json of github.com/xarf/xarf-spec (read 2026-11-26).
"""

YOUNG_DAYS = 30
"""A domain up to this age is newly registered: a choice of ours, three times the ten days within
which half of the malicious domains of our data were seen, for a report may come late.
"""

_INDICATORS = {
    "domain": "brand_keyword",
    "typo": "typosquatting",
    "disguised": "homograph_attack",
}
"""Place in which a name is imitated to the word of XARF; a subdomain is not registered."""


def fraud_type(given: str | None) -> str:
    """Give the `fraud_type` of a `content-fraud` report.

    >>> fraud_type("rebate_job"), fraud_type(None)
    ('employment', 'other')
    """
    return FRAUD_TYPES.get(given or "", ("other", ""))[0]


def suspicious_indicators(
    verdict: Verdict, registration: Registered | None, at: datetime
) -> list[str]:
    """Tell what makes the registration itself suspicious; nothing unless the facts say so.

    They say so if the domain was registered for this (`origin` is `registered`), is young, and
    its registered name itself imitates somebody's.
    """
    if registration is None or verdict.facts.get("origin") != "registered":
        return []
    age = registration.days_old(at)
    if age is None or age > YOUNG_DAYS:
        return []
    places = (f.evidence.get("place", "") for f in verdict.findings if f.rule == "imitates-brand")
    found = [_INDICATORS[place] for place in places if place in _INDICATORS]
    hidden = ["privacy_protection"] if registration.privacy else []
    return list(dict.fromkeys(found + hidden)) if found else []
