from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from fraudlens.errors import UsageError
from fraudlens.reports import xarf as module
from fraudlens.reports.xarf import xarf
from fraudlens.verdict import Decision, FraudType
from tests.fraudlens.reports import flagged as f

if TYPE_CHECKING:
    from fraudlens.verdict import Verdict

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas" / "xarf"


@pytest.fixture(scope="module")
def registry() -> Registry[Any]:
    """Give all schemas by their address; one that is not here is an error, never a download."""
    plain = [json.loads(path.read_bytes()) for path in SCHEMAS.rglob("*.json")]
    return Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in plain])


def faults(report: dict[str, Any], registry: Registry[Any]) -> list[str]:
    """Give what the schema of its type finds wrong with a report."""
    name = f"{report['category']}-{report['type']}"
    schema = {"$ref": f"https://xarf.org/schemas/v4/types/{name}.json"}
    check = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    return [error.message for error in check.iter_errors(report)]


def reports(*outcomes: object, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401  of several types
    data = b"".join(xarf(outcomes or f.ALL, f.RUN, **options))  # type: ignore[arg-type]
    return [json.loads(line) for line in data.splitlines()]


def report(*outcomes: object, **options: Any) -> dict[str, Any]:  # noqa: ANN401  of several types
    (one,) = reports(*outcomes, **options)
    return one


def with_registration(**facts: object) -> Verdict:
    old = f.LOOK_ALIKE.facts
    known = {**f.REGISTRATION, **facts}
    return replace(f.LOOK_ALIKE, facts={**old, "registration": known})


def test_every_report_is_valid(registry: Registry[Any]) -> None:
    found = reports(least=Decision.SUSPICIOUS)

    assert 14 == len(found)
    assert {"phishing", "fraud", "malware", "suspicious_registration"} == {
        one["type"] for one in found
    }
    assert [] == [fault for one in found for fault in faults(one, registry)]


@pytest.mark.parametrize("kind", [*FraudType, None])
def test_every_kind_of_fraud_gives_a_valid_report(
    kind: FraudType | None, registry: Registry[Any]
) -> None:
    one = report(replace(f.PAGE, fraud_type=kind))

    assert [] == faults(one, registry)


def test_a_broken_report_would_be_found(registry: Registry[Any]) -> None:
    one = report(f.PAGE)
    broken = {**one, "url": "no address", "report_id": "7", "confidence": 2}

    assert 3 == len(faults(broken, registry))
    assert faults({**one, "type": "fraud"}, registry)


def test_a_page_is_reported_as_what_it_is() -> None:
    one = report(f.PAGE)
    keys = ("type", "url", "source_identifier", "domain", "confidence", "tags")

    assert (
        "phishing",
        "https://login.evil.example/verify/account/?id=7",
        "login.evil.example",
        "login.evil.example",
        0.9931,
        ["verdict:fraud", "fraudlens:phishing"],
    ) == tuple(one[key] for key in keys)
    assert "the page was not opened" in one["description"]
    assert not {"verified_at", "verification_method", "_internal"} & one.keys()


def test_reporter_and_sender_are_who_was_named() -> None:
    one = report(f.PAGE)
    who = {
        "org": "Example CERT", "contact": "reports@cert.example", "domain": "cert.example",
    }  # fmt: skip

    assert who == one["reporter"] == one["sender"]


def test_a_page_that_only_a_victim_told_from_its_host_is_reported_as_fraud_of_the_host() -> None:
    plain = report(f.VICTIM_ALONE)

    assert ("fraud", "http://paypa1-login.example/") == (plain["type"], plain["url"])


def test_the_source_of_a_bare_address_is_that() -> None:
    one = report(f.IPV4)

    assert "192.0.2.7" == one["source_identifier"]
    assert "domain" not in one


def test_evidence_is_the_record_without_names_of_files() -> None:
    (item,) = report(f.LISTED)["evidence"]
    data = base64.b64decode(item["payload"], validate=True)

    assert f"sha256:{hashlib.sha256(data).hexdigest()}" == item["hash"]
    assert len(data) == item["size"]
    assert "fraudlens.verdict/1" == json.loads(data)["schema"]
    assert b"own.txt" not in data
    assert b"urls.txt" not in data


def test_evidence_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_EVIDENCE", 10)

    assert "evidence" not in report(f.PAGE)


def test_a_young_look_alike_is_a_suspicious_registration(registry: Registry[Any]) -> None:
    one = report(f.LOOK_ALIKE)

    assert [] == faults(one, registry)
    assert "suspicious_registration" == one["type"]
    assert "2026-11-20T01:02:03Z" == one["registration_date"]
    assert 6 == one["days_since_registration"]
    assert ["homograph_attack", "privacy_protection"] == one["suspicious_indicators"]
    assert ["PayPal"] == one["targeted_brands"]
    assert {"country": "PA", "privacy_protected": True} == one["registrant_details"]
    assert ["phishing"] == one["predicted_usage"]
    assert "Registrar Ltd" == one["registrar"]
    assert "abuse@registrar.example" == one["whois"]["registrar_abuse_contact"]
    assert ["ns1.registrar.example", "ns2.registrar.example"] == one["nameservers"]
    assert "http://paypa1-login.example/" == one["url"]


def test_a_page_below_such_a_domain_is_reported_as_a_page() -> None:
    one = report(f.LOOK_ALIKE_PAGE)

    assert ("fraud", "shopping") == (one["type"], one["fraud_type"])
    assert "Registrar Ltd" == one["registrar"]


@pytest.mark.parametrize(
    "verdict",
    [
        replace(f.LOOK_ALIKE, facts={**f.LOOK_ALIKE.facts, "origin": "compromised"}),
        with_registration(created="2026-10-26T09:00:00Z"),
        with_registration(created="2027-01-01"),
        with_registration(created=None),
        with_registration(created="soon"),
        with_registration(domain="other.example"),
        with_registration(state="timeout"),
        replace(f.LOOK_ALIKE, findings=()),
        replace(f.LOOK_ALIKE, findings=(replace(f.FOUND, evidence={"place": "subdomain"}),)),
    ],
    ids=[
        "compromised", "31 days", "future", "unknown", "no date", "other domain", "no answer",
        "no brand", "subdomain",
    ],
)  # fmt: skip
def test_without_facts_against_the_registration_it_is_a_page(verdict: Verdict) -> None:
    assert "phishing" == report(verdict)["type"]


def test_thirty_days_are_young_and_an_open_registrant_is_no_sign() -> None:
    one = report(with_registration(created="2026-10-27T09:30:00Z", privacy=None, country=None))

    assert 30 == one["days_since_registration"]
    assert ["homograph_attack"] == one["suspicious_indicators"]
    assert "registrant_details" not in one


@pytest.mark.parametrize(
    ("kind", "use"), [("malware", "malware"), ("fake_loan", "fraud"), (None, "fraud")]
)
def test_predicted_usage(kind: str | None, use: str) -> None:
    assert [use] == report(replace(f.LOOK_ALIKE, fraud_type=kind))["predicted_usage"]


def test_it_is_addressed_to_the_first_who_can_be_written_to() -> None:
    one = report(f.LOOK_ALIKE)

    assert {
        "send_to": "abuse@registrar.example", "role": "registrar", "name": "Registrar Ltd",
    } == one["_internal"]  # fmt: skip


def test_an_addressee_may_have_no_name() -> None:
    facts = {**f.PAGE.facts, "responsible": [{"role": "host", "email": "abuse@host.example"}]}
    one = report(replace(f.PAGE, facts=facts))

    assert {
        "send_to": "abuse@host.example", "role": "host", "name": None,
    } == one["_internal"]  # fmt: skip


def test_apps_and_what_is_clear_are_not_reported() -> None:
    assert [] == reports(f.LOAN, f.TROJAN, f.CLEAR, f.SUSPICIOUS, f.BROKEN)


def test_report_ids_follow_from_address_model_and_day() -> None:
    same = replace(f.RUN, made=f.RUN.made + timedelta(hours=1))
    later = replace(f.RUN, made=f.RUN.made + timedelta(days=1))
    ids = [
        json.loads(b"".join(xarf([verdict], run)))["report_id"]
        for verdict, run in [
            (f.PAGE, f.RUN),
            (f.PAGE, same),
            (f.PAGE, later),
            (f.LISTED, f.RUN),
            (replace(f.PAGE, model=f.APP_MODEL), f.RUN),
        ]
    ]

    assert ids[0] == ids[1]
    assert 4 == len(set(ids))
    assert 5 == UUID(ids[0]).version


def test_hostile_text_can_be_looked_at() -> None:
    data = b"".join(xarf([f.HOSTILE], f.RUN))
    one = json.loads(data)
    shown = json.dumps({k: v for k, v in one.items() if k != "evidence"}, ensure_ascii=False)

    assert not set("\x1b\u202e") & set(shown)
    assert ["verdict:fraud"] == one["tags"]
    assert not set("\x1b\u202e") & set(base64.b64decode(one["evidence"][0]["payload"]).decode())


def test_a_run_without_a_reporter_makes_no_report() -> None:
    with pytest.raises(UsageError, match=r"^reporter: the organisation must have 1 to 200"):
        list(xarf([f.PAGE], replace(f.RUN, reporter=None)))
