"""Flagged targets with facts as the analyzers give them, honest and hostile, to be shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fraudlens.reports.reporter import Reporter
from fraudlens.reports.run import RunInfo
from fraudlens.verdict import (
    Basis,
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

REPORTER = Reporter("Example CERT", "reports@cert.example", "cert.example")
RUN = RunInfo("0.1.0", datetime(2026, 11, 26, 9, 30, tzinfo=UTC), reporter=REPORTER)
URL_MODEL = ModelRef("url", "2026.11", "ab" * 32, (0.5, 0.9))
APP_MODEL = ModelRef("apk", "2026.11", "cd" * 32, (0.5, 0.9))
FOUND = Finding(
    "imitates-brand",
    Severity.HIGH,
    "writes the name PayPal with look-alike characters",
    {"brand": "PayPal", "place": "disguised", "official": "paypal.com"},
)
REGISTRATION = {
    "domain": "paypa1-login.example",
    "state": "ok",
    "source": "rdap:rdap.registry.example",
    "observed": "2026-11-26T09:00:00+00:00",
    "created": "2026-11-20T01:02:03+00:00",
    "changed": "2026-11-21T00:00:00+00:00",
    "expires": "2027-11-20T00:00:00+00:00",
    "registrar": "Registrar Ltd",
    "registrar_id": "9999",
    "statuses": ["active"],
    "name_servers": ["ns1.registrar.example", "ns2.registrar.example"],
    "privacy": True,
    "country": "PA",
    "contacts": [{"role": "abuse", "name": "Abuse Desk", "email": "abuse@registrar.example"}],
}
RESPONSIBLE = [
    {
        "role": "registrar",
        "name": "Registrar Ltd",
        "email": "abuse@registrar.example",
        "source": "rdap:rdap.registry.example",
    },
    {"role": "registry", "name": "rdap.registry.example", "source": "rdap:rdap.registry.example"},
]


def url(target: str, kind: str | None = "phishing", **facts: object) -> Verdict:
    """Give a fraud verdict on an address."""
    reasons = (Reason("host_words", 2.0, 1.5, "the host has words of login: “login”"),)
    return Verdict(
        Subject("url", target, "cases/urls.txt", 3),
        Decision.FRAUD,
        0.9931,
        URL_MODEL,
        kind,
        {} if kind is None else {kind: 0.9},
        reasons,
        facts=facts,
    )


def app(target: str, kind: str, **facts: object) -> Verdict:
    """Give a fraud verdict on an app."""
    finding = Finding("kind-sign", Severity.HIGH, "looks like a fake loan app", {"score": "0.95"})
    return Verdict(
        Subject("apk", target),
        Decision.FRAUD,
        0.9712,
        APP_MODEL,
        kind,
        {kind: 1.0},
        findings=(finding,),
        facts=facts,
    )


PAGE = url(
    "https://login.evil.example/verify/account/?id=7#step",
    host="login.evil.example", registrable_domain="evil.example", suffix="example",
    path="/verify/account?id=7#step",
)  # fmt: skip
LOOK_ALIKE = replace(
    url(
        "paypa1-login.example",
        host="paypa1-login.example", registrable_domain="paypa1-login.example", suffix="example",
        registration=REGISTRATION, responsible=RESPONSIBLE, origin="registered",
    ),
    findings=(FOUND,),
)  # fmt: skip
LOOK_ALIKE_PAGE = replace(
    url(
        "http://paypa1-login.example/pay", "fake_shop",
        host="paypa1-login.example", registrable_domain="paypa1-login.example", suffix="example",
        path="/pay", registration=REGISTRATION, responsible=RESPONSIBLE, origin="registered",
    ),
    findings=(FOUND,),
)  # fmt: skip
PLATFORM_PAGE = url(
    "hxxps://sites.google[.]com/view/win", "fake_investment",
    host="sites.google.com", registrable_domain="google.com", suffix="com", path="/view/win",
)  # fmt: skip
PLATFORM = url(
    "github.io", "other_fraud",
    host="github.io", registrable_domain=None, suffix="github.io", platform="github.io",
)  # fmt: skip
OFFICIAL = url("paypal.com", host="paypal.com", registrable_domain="paypal.com", suffix="com")
TENANT = url("win.weebly.com", "fake_shop", host="win.weebly.com",
             registrable_domain="weebly.com", suffix="com")  # fmt: skip
IPV4 = url("http://192.0.2.7", "gambling", host="192.0.2.7", registrable_domain=None,
           suffix=None, ip="192.0.2.7")  # fmt: skip
IPV6_PAGE = url("http://[2001:db8::1]:8080/a", "malware", host="[2001:db8::1]",
                registrable_domain=None, suffix=None, ip="2001:db8::1", port=8080,
                path="/a")  # fmt: skip
IPV6 = url("[2001:db8::2]", "malware", host="[2001:db8::2]", registrable_domain=None, suffix=None,
           ip="2001:db8::2")  # fmt: skip
VICTIM = url(
    "http://evil.example/u/alice@victim.example/x?mail=alice%40victim.example", "fake_authority",
    host="evil.example", registrable_domain="evil.example", suffix="example",
    path="/u/alice@victim.example/x?mail=alice%40victim.example",
)  # fmt: skip
VICTIM_ALONE = url(
    "http://paypa1-login.example/?mail=alice@victim.example", "fake_shop",
    host="paypa1-login.example", registrable_domain="paypa1-login.example", suffix="example",
    path="/?mail=alice@victim.example", registration=REGISTRATION, origin="registered",
)  # fmt: skip
HOSTILE = replace(
    url(
        "http://evil.example/'] OR [x\\:y = 'a\x1b[2J",
        "rebate_job\x1b[31m",
        host="evil.example", registrable_domain="evil.example", suffix="example",
        path="/'] OR [x\\:y='a%zz{}\u202e<script>\ud800",
    ),
    reasons=(Reason("x", None, 1.0, "=cmd\x1b[31m </script>\u202e http://evil.example/`a`"),),
)  # fmt: skip
SUSPICIOUS = replace(
    url("http://odd.example/a", "fake_customer_service", host="odd.example",
        registrable_domain="odd.example", suffix="example", path="/a"),
    decision=Decision.SUSPICIOUS, score=0.7,
)  # fmt: skip
LISTED = replace(
    url("http://listed.example/", None, host="listed.example",
        registrable_domain="listed.example", suffix="example"),
    score=0.01,
    reasons=(),
    findings=(Finding("own-block-list", Severity.HIGH, "your block list names listed.example",
                      {"entry": "listed.example", "list": "private/own.txt"}),),
    basis=Basis.OWN_LIST,
)  # fmt: skip
CLEAR = replace(
    url("http://ok.example/", None, host="ok.example"), decision=Decision.CLEAR, score=0.1
)
LOAN = app(
    "cases/loan.apk", "fake_loan", package="com.loan.quick", label="=Quick\x1b[2J\u202e</b>",
    sha256="12" * 32, bytes=17849, container="apk", certificates=["34" * 32, "no digest"],
)  # fmt: skip
TROJAN = app(
    "cases/trojan.apk", "malware", package="com.trojan", label=None, sha256="56" * 32,
    bytes=None, container="apk", certificates=None,
)  # fmt: skip
SPLITS = app("cases/splits", "fake_loan", sha256="78" * 32, container="folder")
BROKEN = Failure(Subject("url", "http://"), "malformed", "no host")

ALL: tuple[Outcome, ...] = (
    PAGE, LOOK_ALIKE, LOOK_ALIKE_PAGE, PLATFORM_PAGE, PLATFORM, TENANT, OFFICIAL, IPV4, IPV6_PAGE,
    IPV6, VICTIM, HOSTILE, SUSPICIOUS, LISTED, CLEAR, LOAN, TROJAN, SPLITS, BROKEN, PAGE, LOAN,
)  # fmt: skip
