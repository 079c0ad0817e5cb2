"""Outcomes of apps that were held against a policy, for the golden files."""

from __future__ import annotations

from dataclasses import replace

from fraudlens.verdict import (
    Basis,
    Breach,
    Decision,
    ModelRef,
    Outcome,
    PolicyResult,
    Subject,
    Verdict,
)
from tests.fraudlens.reports.outcomes import EXPLANATION

MODEL = ModelRef("apk", "2026.11", "cd" * 32, (0.5, 0.9))
SOURCE = "https://support.google.com/googleplay/android-developer/answer/9876821"
BREACHES = (
    Breach(
        "loan-contacts",
        "reject",
        "a personal loan app must not read the user's contacts",
        {"permissions": "READ_CONTACTS", "place": "AndroidManifest.xml"},
        SOURCE,
        "2023-05-31",
    ),
    Breach("unreadable", "review", "hidden\x1b[2J\u202etext", {"place\x07": "\u2066a"}),
)
REJECTED = Verdict(
    Subject("apk", "submissions/loan.apk"),
    Decision.SUSPICIOUS,
    0.7,
    MODEL,
    "fake_loan",
    {"fake_loan": 1.0},
    facts={"package": "com.loan.quick", "label": "=Quick"},
    basis=Basis.RULES,
    policy=PolicyResult(
        "google-play+in", "2026-11-26", "reject", BREACHES, ("loan.min_days", "countries")
    ),
)
REVIEWED = replace(
    REJECTED,
    decision=Decision.CLEAR,
    score=0.1,
    fraud_type=None,
    fraud_types={},
    policy=PolicyResult("google-play", "2026-11-26", "review", BREACHES[1:]),
)
PASSED = replace(REVIEWED, policy=PolicyResult("google-play", "2026-11-26", "pass"))
APPS: tuple[Outcome, ...] = (REJECTED, REVIEWED, PASSED)
EXPLANATION_OF_AN_APP = replace(EXPLANATION, verdict=REJECTED)
