"""Columns of a registration: age, length, registrar, status, name servers, and how it was had."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fraudlens.features import Block, Feature
from urlguard.registration.facts import State
from urlguard.registration.sample import days_between

if TYPE_CHECKING:
    from urlguard.registration.facts import Registration
    from urlguard.registration.sample import Sample

_NAN = float("nan")


def example(url: str = "shop.example", **facts: object) -> str:
    """Write a sample of the 26th of November 2026 for an example."""
    record = {"domain": "shop.example", "state": "ok", **facts}
    return json.dumps({"url": url, "at": "2026-11-26", "registration": record})


_EMPTY = example(state="timeout")
AGE = Block(
    "registration_age",
    "Age of the domain",
    "域名年龄",
    (
        Feature("domain_age_days", "count", "days",
                "Days from the registration of the domain to the moment of judging.",
                ((example(created="2026-11-16"), 10), (_EMPTY, _NAN))),
        Feature("domain_expiry_days", "count", "days",
                "Days that are left until the registration ends; below 0 once it ended.",
                ((example(expires="2026-11-25"), -1), (_EMPTY, _NAN))),
        Feature("domain_term_days", "count", "days",
                "Days from the registration of the domain to its end.",
                ((example(created="2026-01-01", expires="2027-01-01"), 365), (_EMPTY, _NAN))),
        Feature("domain_changed_days", "count", "days",
                "Days since the registration was last changed.",
                ((example(changed="2026-11-24"), 2), (_EMPTY, _NAN))),
    ),
)  # fmt: skip
STATUS = Block(
    "registration_status",
    "Status of the registration",
    "注册状态",
    (
        Feature("status_count", "count", "1", "Status codes that the registry gives.",
                ((example(statuses=["active", "client hold"]), 2), (_EMPTY, _NAN))),
        Feature("status_client_hold", "flag", "1", "The registrar took the domain out of the DNS.",
                ((example(statuses=["client hold"]), 1), (example(statuses=["active"]), 0))),
        Feature("status_server_hold", "flag", "1", "The registry took the domain out of the DNS.",
                ((example(statuses=["server hold"]), 1), (example(statuses=["active"]), 0))),
        Feature("status_leaving", "flag", "1", "The domain is about to be deleted or redeemed.",
                ((example(statuses=["pending delete"]), 1), (example(statuses=["active"]), 0))),
        Feature("status_locked", "flag", "1", "Transfer to another registrar is locked.",
                ((example(statuses=["client transfer prohibited"]), 1), (_EMPTY, _NAN))),
    ),
)  # fmt: skip
SERVERS = Block(
    "name_servers",
    "Name servers",
    "域名服务器",
    (
        Feature("name_server_count", "count", "1", "Name servers of the domain.",
                ((example(name_servers=["a.dns.example"]), 1), (_EMPTY, _NAN))),
        Feature("name_server_own", "flag", "1",
                "A name server stands under the domain itself.",
                ((example(name_servers=["ns1.shop.example"]), 1),
                 (example(name_servers=["ns1.myshop.example"]), 0))),
        Feature("delegation_signed", "flag", "1", "The delegation is signed (DNSSEC).",
                ((example(dnssec=True), 1), (_EMPTY, _NAN))),
    ),
)  # fmt: skip
HOLDER = Block(
    "registrant",
    "Registrant",
    "注册人",
    (
        Feature("registrant_hidden", "flag", "1",
                "The registrant stands behind a privacy or proxy service.",
                ((example(privacy=True), 1), (example(), _NAN))),
        Feature("record_redacted", "flag", "1",
                "The registry knows the domain and withholds when it was registered.",
                ((example(state="redacted"), 1), (_EMPTY, _NAN))),
        Feature("record_absent", "flag", "1", "The registry knows no such domain.",
                ((example(state="no_record"), 1), (example(), 0))),
    ),
)  # fmt: skip

_LEAVING = {"pending delete", "redemption period", "pending restore"}


def registration_row(sample: Sample) -> tuple[float, ...]:
    """Give the columns of `AGE`, `STATUS`, `SERVERS` and `HOLDER`; NaN is absent."""
    facts = sample.registration
    return (*_age(sample), *_status(facts), *_servers(facts), *_holder(facts))


def _age(sample: Sample) -> tuple[float, ...]:
    facts, at = sample.registration, sample.at
    created, expires = facts.created, facts.expires
    return (
        # NaN stays NaN only where it stands first.
        max(days_between(created, at), 0.0),
        days_between(at, expires),
        days_between(created, expires),
        max(days_between(facts.changed, at), 0.0),
    )


def _status(facts: Registration) -> tuple[float, ...]:
    found = set(facts.statuses)
    if not found:
        return (_NAN,) * len(STATUS.features)
    return (
        len(found),
        "client hold" in found,
        "server hold" in found,
        bool(found & _LEAVING),
        any(one.endswith("transfer prohibited") for one in found),
    )


def _servers(facts: Registration) -> tuple[float, ...]:
    signed = _flag(facts.dnssec)
    if not facts.name_servers:
        return _NAN, _NAN, signed
    own = any(f".{server}".endswith(f".{facts.domain}") for server in facts.name_servers)
    return len(facts.name_servers), own, signed


def _holder(facts: Registration) -> tuple[float, ...]:
    if facts.state not in (State.OK, State.REDACTED, State.NO_RECORD):
        return (_NAN,) * len(HOLDER.features)
    redacted, absent = facts.state is State.REDACTED, facts.state is State.NO_RECORD
    return _flag(facts.privacy), redacted, absent


def _flag(value: bool | None) -> float:  # noqa: FBT001  a value of a column, no option
    return _NAN if value is None else float(value)
