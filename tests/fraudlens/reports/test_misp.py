from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pymisp import MISPEvent, MISPObject

from fraudlens.errors import UsageError
from fraudlens.reports.misp import misp
from fraudlens.verdict import Decision, FraudType
from tests.fraudlens.reports import flagged as f


def text(*outcomes: object, **options: Any) -> str:  # noqa: ANN401  of several types
    return b"".join(misp(outcomes or f.ALL, f.RUN, **options)).decode()  # type: ignore[arg-type]


def event(*outcomes: object, **options: Any) -> dict[str, Any]:  # noqa: ANN401  of several types
    plain: dict[str, Any] = json.loads(text(*outcomes, **options))["Event"]
    return plain


def values(made: dict[str, Any]) -> dict[str, str]:
    return {one["object_relation"]: one["value"] for one in made["Attribute"]}


def detected(made: dict[str, Any]) -> list[str]:
    return [one["object_relation"] for one in made["Attribute"] if one["to_ids"]]


def test_event_is_a_draft_for_the_own_organisation() -> None:
    plain = json.loads(b"".join(misp(f.ALL, replace(f.RUN, tlp="amber+strict"))))["Event"]
    keys = ("published", "distribution", "threat_level_id", "analysis", "date", "timestamp")

    assert (False, "0", "3", "0", "2026-11-26", "1795685400") == tuple(plain[k] for k in keys)
    assert {"name": "tlp:amber+strict"} == plain["Tag"][0]


def test_round_trip_through_pymisp_loses_nothing() -> None:
    given = text()
    read = MISPEvent()
    read.from_json(given)
    objects = json.loads(given)["Event"]["Object"]

    assert [one["uuid"] for one in objects] == [one.uuid for one in read.objects]
    assert [values(one) for one in objects] == [
        {a.object_relation: _text_of(a) for a in one.attributes} for one in read.objects
    ]
    assert {"url", "domain-ip", "whois", "android-app", "file"} == {o.name for o in read.objects}


def _text_of(attribute: Any) -> str:  # noqa: ANN401  attribute of pymisp
    value: str = json.loads(attribute.to_json())["value"]
    return value


def test_attributes_are_those_of_the_templates() -> None:
    for made in event(least=Decision.SUSPICIOUS)["Object"]:
        template = MISPObject(made["name"])._definition

        assert template is not None
        assert template["uuid"] == made["template_uuid"]
        assert set(values(made)) <= template["attributes"].keys()
        assert set(values(made)) & set(template["requiredOneOf"])


def test_every_object_attribute_and_reference_bears_the_time_of_the_run() -> None:
    objects = event()["Object"]
    parts = [*objects, *(a for one in objects for a in one["Attribute"])]
    parts += [r for one in objects for r in one.get("ObjectReference", ())]

    assert {"1795685400"} == {part["timestamp"] for part in parts}


def test_ids_are_unique_and_references_lead_somewhere() -> None:
    objects = event()["Object"]
    ids = [one["uuid"] for one in objects]
    attributes = [a["uuid"] for one in objects for a in one["Attribute"]]
    named = {r["referenced_uuid"] for one in objects for r in one.get("ObjectReference", ())}

    assert len(ids) == len(set(ids))
    assert len(attributes) == len(set(attributes))
    assert named <= set(ids)


def test_same_outcomes_give_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from fraudlens.reports.misp import misp;"
        "from tests.fraudlens.reports import flagged as f;"
        "sys.stdout.buffer.write(b''.join(misp(f.ALL, f.RUN)))"
    )
    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout

    assert text().encode() == other


def test_a_later_run_names_the_same_things_alike() -> None:
    later = replace(f.RUN, made=f.RUN.made + timedelta(days=1))
    other = json.loads(b"".join(misp(f.ALL, later)))["Event"]

    assert [one["uuid"] for one in event()["Object"]] == [one["uuid"] for one in other["Object"]]
    assert event()["uuid"] != other["uuid"]


@pytest.mark.usefixtures("no_socket")
def test_no_socket_is_opened() -> None:
    assert event()["Object"]


def test_registration_is_told_once_a_domain() -> None:
    objects = event(f.LOOK_ALIKE, f.LOOK_ALIKE_PAGE)["Object"]

    assert ["domain-ip", "whois", "url"] == [one["name"] for one in objects]
    assert {
        "domain": "paypa1-login.example",
        "creation-date": "2026-11-20T01:02:03+00:00",
        "modification-date": "2026-11-21T00:00:00+00:00",
        "expiration-date": "2027-11-20T00:00:00+00:00",
        "registrar": "Registrar Ltd",
        "nameserver": "ns2.registrar.example",
    } == values(objects[1])
    assert "2026-11-20T01:02:03+00:00" == values(objects[0])["registration-date"]


def test_a_page_without_what_told_it_from_its_host_is_not_told() -> None:
    assert [] == event(f.VICTIM_ALONE)["Object"]


def test_registration_of_another_name_or_without_a_registrar() -> None:
    facts = dict(f.LOOK_ALIKE.facts)
    other = {"domain": "other.example", "state": "ok"}
    bare = {"domain": "paypa1-login.example", "state": "redacted"}
    elsewhere = replace(f.LOOK_ALIKE, facts={**facts, "registration": other})
    redacted = replace(f.LOOK_ALIKE, facts={**facts, "registration": bare})

    assert ["domain-ip"] == [one["name"] for one in event(elsewhere)["Object"]]
    assert {"domain": "paypa1-login.example"} == values(event(redacted)["Object"][1])


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (f.PAGE, [["url"]]),
        (f.LOOK_ALIKE, [["domain"], []]),
        (f.IPV4, [["url"], ["ip"]]),
        (f.PLATFORM_PAGE, [["url"]]),
        (f.LOAN, [[], ["sha256"]]),
        (f.SUSPICIOUS, [[]]),
    ],
    ids=str,
)
def test_only_the_target_itself_is_to_be_detected(
    verdict: object, expected: list[list[str]]
) -> None:
    made = event(verdict, least=Decision.SUSPICIOUS)["Object"]

    assert expected == [detected(one) for one in made]


def test_a_shared_host_is_not_told_as_a_domain() -> None:
    (page,) = event(f.PLATFORM_PAGE)["Object"]

    assert "domain" not in values(page)
    assert "sites.google.com" == values(page)["host"]


def test_a_subdomain_is_a_hostname() -> None:
    verdict = f.url("a.evil.example", host="a.evil.example", registrable_domain="evil.example")
    (made,) = event(verdict)["Object"]

    assert {"hostname": "a.evil.example"} == values(made)


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        (FraudType.PHISHING, 'rsit:fraud="phishing"'),
        (FraudType.FAKE_AUTHORITY, 'rsit:fraud="masquerade"'),
        (FraudType.FAKE_CUSTOMER_SERVICE, 'rsit:fraud="masquerade"'),
        (FraudType.MALWARE, 'rsit:malicious-code="malware-distribution"'),
        (FraudType.GAMBLING, None),
    ],
)
def test_tags(kind: FraudType, tag: str | None) -> None:
    plain = event(replace(f.PAGE, fraud_type=kind))
    own = ['fraudlens:verdict="fraud"', f'fraudlens:type="{kind}"']
    expected = [{"name": name} for name in (*own, *([tag] if tag else []))]

    assert [{"name": "tlp:clear"}, *expected] == plain["Tag"]
    assert expected == plain["Object"][0]["Attribute"][0]["Tag"]


def test_tags_of_an_app_and_of_no_known_type() -> None:
    trojan, hostile = event(f.TROJAN)["Tag"], event(f.HOSTILE)["Tag"]

    assert {"name": 'fraudlens:type="malware"'} == trojan[-1]
    assert [{"name": "tlp:clear"}, {"name": 'fraudlens:verdict="fraud"'}] == hostile


def test_an_empty_run_is_an_event_without_objects() -> None:
    read = MISPEvent()
    read.from_json(text(f.CLEAR))

    assert [] == read.objects


def test_hostile_text_can_be_looked_at() -> None:
    shown = json.dumps(json.loads(text(f.HOSTILE, f.LOAN)), ensure_ascii=False)

    assert not set("\x1b\u202e") & set(shown)


def test_a_label_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        list(misp([f.PAGE], replace(f.RUN, tlp="TLP:PINK")))

    assert 'tlp: there is no label "TLP:PINK"' == caught.value.message
