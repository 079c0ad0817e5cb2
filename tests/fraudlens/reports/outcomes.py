"""Outcomes as a scan may give them, honest and hostile, for the golden files."""

from __future__ import annotations

from fraudlens.explaining import Change, ColumnShare, Explanation, NoChange, Theme
from fraudlens.verdict import (
    Decision,
    Failure,
    Finding,
    ModelRef,
    Outcome,
    Reason,
    Severity,
    Subject,
    Verdict,
)

MODEL = ModelRef("url", "2026.11", "ab" * 32, (0.5, 0.9))

FRAUD = Verdict(
    Subject("url", "http://paypal.com.secure-login.example/verify/account", "urls.txt", 3),
    Decision.FRAUD,
    0.9931,
    MODEL,
    "phishing",
    {"phishing": 0.81, "fake_shop": 0.11},
    (
        Reason("brand_in_subdomain", 1.0, 2.31, "imitates PayPal in the subdomain"),
        Reason("path_words", None, 0.9, "the path asks to verify an account"),
    ),
    (
        Finding(
            "imitates-brand",
            Severity.HIGH,
            "the subdomain bears the name of PayPal, whose domain is paypal.com",
            {"brand": "PayPal", "domain": "paypal.com"},
        ),
    ),
    {
        "host": "paypal.com.secure-login.example",
        "registrable_domain": "secure-login.example",
        "ip": None,
        "labels": ["paypal", "com"],
    },
)
SUSPICIOUS = Verdict(
    Subject("url", "贷款.example/" + "很长的路径" * 20, "urls.txt", 4),
    Decision.SUSPICIOUS,
    0.7,
    MODEL,
    "fake_customer_service",
    {"fake_customer_service": 1.0},
    (
        Reason(
            "words",
            2.0,
            1.5,
            "words of loans and of help desks in the host, as they stand in many cases that were"
            " reported, and more of them than any honest site of that kind would put there",
        ),
    ),
    facts={"host": "xn--v4q81a.example"},
)
CLEAR = Verdict(Subject("url", "example.com"), Decision.CLEAR, 0.0123456789, MODEL)
HOSTILE = Verdict(
    Subject("url", 'http://[bold red]x\x1b[2J\u202egnp.exe\u200b\x9b1m.example/=1+1,"a"\tb'),
    Decision.SUSPICIOUS,
    0.65,
    MODEL,
    "other_fraud",
    {"other_fraud": 1.0},
    findings=(
        Finding("own-block-list", Severity.HIGH, "=cmd|'/c calc'!A1", {"entry": "\x07\u2066"}),
    ),
    facts={"host": "@host", "registrable_domain": None},
)
BROKEN = Failure(
    Subject("url", "-1+\ud800half\x00", "a\nb.txt", 9), "malformed", "no host\x1b in it"
)
OUTCOMES: tuple[Outcome, ...] = (FRAUD, SUSPICIOUS, CLEAR, HOSTILE, BROKEN)

EXPLANATION = Explanation(
    verdict=FRAUD,
    margin=3.51,
    start=-0.2,
    themes=(
        Theme("brand", "imitates PayPal in the subdomain", 3.01),
        Theme("path", "the path asks to verify an account\x1b[31m of yours, at once", 0.9),
        Theme("age", "the age of the domain", -0.2),
    ),
    columns=(
        ColumnShare("brand_in_subdomain", 1.0, "1", "Whether a brand stands there.", 3.01),
        ColumnShare("path_length", 15.0, "characters", "Length of the path.", 0.9),
        ColumnShare("domain_age", None, "days", "Age of the domain.", -0.2),
    ),
    changes=(
        Change(("brands",), Decision.CLEAR, 0.41),
        Change(("the path", "the host", "the age"), Decision.SUSPICIOUS, 0.8),
    ),
    no_change=None,
)
EXPLANATION_OF_NOTHING = Explanation(
    verdict=CLEAR,
    margin=-2.0,
    start=-2.0,
    themes=(),
    columns=(),
    changes=(),
    no_change=NoChange.NONE_FOUND,
)
