"""XARF 4.2: one abuse report a flagged address, for whoever hosts or registered it.

A report needs an address to act on, so an app by itself makes none. Nothing that was scanned was
ever fetched, and a report does not claim it: no `verified_at`, no `verification_method`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from fraudlens.reports.ids import stable_uuid
from fraudlens.reports.jsonl import json_text
from fraudlens.reports.registered import addressee, registered
from fraudlens.reports.reporter import reporter
from fraudlens.reports.sharing import (
    SharedUrl,
    confidence,
    moment_text,
    shared,
    shared_record,
    short,
    why,
)
from fraudlens.reports.xarf_types import fraud_type, suspicious_indicators
from fraudlens.verdict import Decision, FraudType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.reports.registered import Registered
    from fraudlens.reports.reporter import Reporter
    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome, Verdict

VERSION = "4.2.0"
_MOST_DESCRIPTION = 1000
_MOST_EVIDENCE = 5 << 20
"""Bytes of one item of evidence; both bounds are of xarf-core.json."""

_DOMAIN = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}")
"""What `domain` may be, by content-base.json: it leaves out names with A-labels."""


def xarf(
    outcomes: Iterable[Outcome], run: RunInfo, *, least: Decision = Decision.FRAUD
) -> Iterator[bytes]:
    """Write one report a line; `least` is the lowest decision that is reported.

    `_internal` names whom to send it to, if the record knows; XARF says that it is taken out
    before a report is sent.

    Raises:
        UsageError: while iterating; the run tells of nobody who complains.
    """
    who = run.reporter or reporter(None, None)
    for report in reports(outcomes, run, who, least=least):
        yield json_text(report) + b"\n"


def reports(
    outcomes: Iterable[Outcome],
    run: RunInfo,
    who: Reporter,
    *,
    least: Decision = Decision.FRAUD,
) -> Iterator[dict[str, object]]:
    """Give the reports as plain values."""
    for one in shared(outcomes, least):
        if isinstance(one, SharedUrl):
            yield _report(one, run, who)


def _report(one: SharedUrl, run: RunInfo, who: Reporter) -> dict[str, object]:
    verdict = one.verdict
    registration = registered(verdict.facts)
    if registration is not None and registration.domain != one.domain:
        registration = None  # of a platform's own name: not what is complained of
    url = one.urls[0] if one.urls else f"http://{one.host}/"
    plain = {
        "xarf_version": VERSION,
        "report_id": _identity(url, verdict, run),
        "timestamp": moment_text(run.made),
        "reporter": _contact(who),
        "sender": _contact(who),
        "source_identifier": one.ip or one.host,
        "category": "content",
        **_kind(one, registration, run),
        "url": url,
        "domain": one.host if _DOMAIN.fullmatch(one.host) else None,
        **_registration(registration),
        "target_brand": _brand(verdict),
        "evidence_source": "automated_filter",
        "evidence": _evidence(verdict),
        "tags": _tags(verdict),
        "confidence": confidence(verdict),
        "description": _description(verdict),
        "_internal": _addressee(verdict),
    }
    return {key: value for key, value in plain.items() if value is not None}


def _kind(one: SharedUrl, registration: Registered | None, run: RunInfo) -> dict[str, object]:
    """Give type and what only it has.

    Where a whole domain is the target and the facts speak against its registration, that is what
    the registrar can act on; else the page is.
    """
    verdict = one.verdict
    signs = suspicious_indicators(verdict, registration, run.made) if one.whole_host else []
    if registration is not None and registration.created is not None and signs:
        return _suspicious(verdict, registration, signs, run)
    match verdict.fraud_type:
        case FraudType.PHISHING:
            return {"type": "phishing"}
        case FraudType.MALWARE:
            return {"type": "malware"}
        case given:
            return {"type": "fraud", "fraud_type": fraud_type(given)}


def _suspicious(
    verdict: Verdict, registration: Registered, signs: list[str], run: RunInfo
) -> dict[str, object]:
    brand = _brand(verdict)
    details = {"country": registration.country, "privacy_protected": registration.privacy}
    known = {key: value for key, value in details.items() if value is not None}
    uses = {FraudType.PHISHING: "phishing", FraudType.MALWARE: "malware"}
    use = next((word for kind, word in uses.items() if verdict.fraud_type == kind), "fraud")
    return {
        "type": "suspicious_registration",
        "registration_date": moment_text(registration.created),
        "days_since_registration": registration.days_old(run.made),
        "suspicious_indicators": signs,
        "risk_score": confidence(verdict),
        "targeted_brands": [brand] if brand else None,
        "registrant_details": known or None,
        "predicted_usage": [use],
    }


def _registration(known: Registered | None) -> dict[str, object]:
    if known is None:
        return {}
    dates = {
        "created_date": moment_text(known.created),
        "updated_date": moment_text(known.changed),
        "expiry_date": moment_text(known.expires),
        "registrar_abuse_contact": known.abuse_email,
    }
    return {
        "registrar": short(known.registrar) if known.registrar else None,
        "nameservers": list(known.name_servers) or None,
        "whois": {key: value for key, value in dates.items() if value is not None} or None,
    }


def _evidence(verdict: Verdict) -> list[dict[str, object]] | None:
    data = json_text(shared_record(verdict))
    if len(data) > _MOST_EVIDENCE:
        return None
    return [
        {
            "content_type": "application/json",
            "description": "record of the automated verdict: reasons, findings, facts, model",
            "payload": base64.b64encode(data).decode("ascii"),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "size": len(data),
        }
    ]


def _identity(url: str, verdict: Verdict, run: RunInfo) -> str:
    """Name a report by address, model and day: sent again on the same day it is the same one."""
    return stable_uuid("xarf", url, verdict.model.sha256, run.made.date().isoformat())


def _contact(who: Reporter) -> dict[str, object]:
    return {"org": who.org, "contact": who.contact, "domain": who.domain}


def _brand(verdict: Verdict) -> str | None:
    named = (f.evidence.get("brand") for f in verdict.findings if f.rule == "imitates-brand")
    return next((short(name) for name in named if name), None)


def _tags(verdict: Verdict) -> list[str]:
    kind = verdict.fraud_type
    return [
        f"verdict:{verdict.decision}",
        *([f"fraudlens:{kind}"] if kind in list(FraudType) else []),
    ]


def _description(verdict: Verdict) -> str:
    return short(
        f"An automated classifier calls this address {verdict.decision}: {why(verdict)}."
        " It judges by the address and what is known of it; the page was not opened.",
        _MOST_DESCRIPTION,
    )


def _addressee(verdict: Verdict) -> dict[str, object] | None:
    found = addressee(verdict.facts)
    if found is None:
        return None
    name = short(found.name) if found.name else None
    return {"send_to": found.email, "role": short(found.role), "name": name}
