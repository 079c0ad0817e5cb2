"""Outcomes whose names are safe, dangerous or hostile to list, for the blocklists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fraudlens.reports.block_guard import load_guard
from fraudlens.reports.block_names import BlockOptions
from fraudlens.reports.run import RunInfo
from fraudlens.verdict import Decision, Failure, Finding, Severity, Subject, Verdict
from tests.fraudlens.reports.apps import REJECTED
from tests.fraudlens.reports.outcomes import FRAUD, MODEL, OUTCOMES

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

RUN = RunInfo("0.2.0", datetime(2026, 11, 26, 18, 0, tzinfo=UTC))
CHINESE = replace(RUN, lang="zh")
OPTIONS = BlockOptions(load_guard())


def flagged(host: object, decision: Decision = Decision.FRAUD) -> Verdict:
    """Give a verdict on an address of this host."""
    return Verdict(Subject("url", f"http://{host}/"), decision, 0.99, MODEL, facts={"host": host})


def allowed(host: str) -> Verdict:
    """Give the verdict of an allow list."""
    finding = Finding("own-allow-list", Severity.INFO, "yours", {"entry": host})
    return replace(flagged(host, Decision.CLEAR), findings=(finding,))


HOSTILE = (
    "evil.example\n0.0.0.0 google.com",
    'evil.example." always_nxdomain\nserver: do-not-query-localhost: no\n#',
    "evil.example/1.2.3.4\naddress=/bank.example/6.6.6.6",
    "evil.example^$badfilter",
    "evil.example CNAME rpz-passthru.",
    "$INCLUDE.etc.passwd",
    "@",
    "*.com",
    "*",
    "",
    "8.0.0.0.10.rpz-ip",
    "\u202emoc.elgoog",
    "xn--\x1b[2j.example",
    "xn--99999999.example",
    "xn--abc-.example",
    "a" * 64 + ".example",
    ".".join(["a" * 60] * 5) + ".example",
    "-a.example",
    "a..example",
    "a_b.example",
    "x" * 1000,
    "\ud800.example",
    "0x7f.0x1",
)
"""Hosts as an edited run may hold them; no list may obey one."""

MIXED: tuple[Outcome, ...] = (
    *OUTCOMES,
    REJECTED,
    *(replace(REJECTED, decision=Decision.FRAUD) for _ in range(2)),
    flagged("evil-login.top"),
    flagged("www.evil-login.top"),
    flagged("a.evil-login.top"),
    flagged("www.pay.other-evil.top"),
    flagged("bait.github.io"),
    flagged("deep.bait.github.io"),
    flagged("evil-login.top.", Decision.SUSPICIOUS),
    flagged("maybe.top", Decision.SUSPICIOUS),
    flagged("xn--pypal-4ve.com"),
    flagged("www.com"),
    flagged("github.io"),
    flagged("co.uk"),
    flagged("docs.google.com"),
    flagged("l.facebook.com"),
    flagged("mail.google.com"),
    flagged("www.paypal.com"),
    flagged("fonts.googleapis.com"),
    flagged("amazonaws.com"),
    flagged("tax.gov.example.gov.uk"),
    flagged("203.0.113.7"),
    flagged("[2001:db8::1]"),
    flagged("printer.local"),
    flagged("shop.allowed.top"),
    flagged("allowed.top"),
    flagged(".".join(["long"] * 41) + ".top"),
    allowed("www.shop.allowed.top"),
    replace(flagged("x"), facts={}),
    replace(flagged("x"), facts={"host": ["no", "text"]}),
    Failure(Subject("url", "x"), "malformed", "no host in it"),
    *map(flagged, HOSTILE),
    FRAUD,
)
