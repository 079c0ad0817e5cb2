"""What is said of an app: facts of the record, reasons, strata, findings and rulings."""

from __future__ import annotations

import json

import pytest

from apkscan.describe import facts_of
from apkscan.detector import ApkDetector
from apkscan.features.matrix import FEATURES
from apkscan.judging import findings, ruling_of, rulings
from apkscan.reasons import reason_of
from apkscan.strata import strata_of
from apkscan.view import Surroundings
from fraudlens.verdict import Basis, Decision
from tests.apkscan.apps import batch, view

LOAN = json.dumps(
    {
        "identity": {"package": "com.kredit.cepat", "label": "Kredit Cepat"},
        "manifest": {
            "permissions": [
                f"android.permission.{name}"
                for name in ("READ_CONTACTS", "READ_SMS", "READ_CALL_LOG", "INTERNET", "CAMERA")
            ],
            "components": [
                {
                    "kind": "service",
                    "name": "a.B",
                    "permission": "android.permission.BIND_ACCESSIBILITY_SERVICE",
                    "filters": [{"actions": ["android.intent.action.BOOT_COMPLETED", "x"]}],
                }
            ],
        },
        "signing": {"certificates": [{"sha256": "ab", "subject": "CN=x"}], "schemes": ["v2"]},
        "archive": {"notes": [{"code": "shadow-entry"}]},
        "dex": {"files": 1, "classes": 20, "own_classes": 20, "apis": ["a.b.C.d"]},
        "finds": [{"kind": "url", "value": "http://kredit.example/loan", "place": "classes.dex"}],
        "words": [
            {"kind": "loan", "word": word, "place": "resources.arsc"}
            for word in ("kredit", "pinjaman", "instant loan", "credit limit")
        ],
    }
)
PACKED = json.dumps(
    {
        "archive": {"names": ["assets/libjiagu.so"]},
        "dex": {"files": 1, "classes": 3},
        "unseen": [{"code": "encrypted-entry"}, {"code": "timeout"}],
    }
)
STEALER = json.dumps(
    {
        "identity": {"package": "org.kestrelfen.calls", "label": "Calls"},
        "manifest": {
            "permissions": [
                f"android.permission.{name}"
                for name in ("RECEIVE_SMS", "READ_SMS", "SEND_SMS", "INTERNET")
            ],
            "components": [
                {
                    "kind": "receiver",
                    "name": "a.B",
                    "permission": "android.permission.BIND_DEVICE_ADMIN",
                    "filters": [{"actions": ["android.app.action.DEVICE_ADMIN_ENABLED"]}],
                }
            ],
        },
        "dex": {"files": 1, "classes": 20, "own_classes": 20},
    }
)
BAD = Surroundings(score_links=lambda urls: [0.97 for _ in urls], depends={"url": "00"})


def test_facts_of_a_record_are_plain_and_name_the_worst_links() -> None:
    facts = facts_of(view(LOAN, BAD))

    assert "com.kredit.cepat" == facts["package"]
    assert ["ab"] == facts["certificates"]
    assert ["http://kredit.example/loan"] == facts["urls"]
    assert [{"url": "http://kredit.example/loan", "place": "classes.dex", "score": 0.97}] == facts[
        "worst_links"
    ]
    assert facts == json.loads(json.dumps(facts))


def test_facts_of_an_app_of_which_nothing_is_known() -> None:
    facts = facts_of(view("{}"))

    assert facts["package"] is None
    assert facts["signer"] is None
    assert [] == facts["urls"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ("permissions", "READ_CALL_LOG"),
        ("roles", "accessibility service"),
        ("events", "BOOT_COMPLETED"),
        ("package_name", "com.kredit.cepat"),
        ("label", "Kredit Cepat"),
        ("signer", "CN=x"),
        ("links", "kredit.example"),
        ("words", "pinjaman"),
        ("tricks", "shadow-entry"),
        ("apis", "C.d"),
    ],
)
def test_reasons_tell_what_there_is(block: str, shown: str, lang: str) -> None:
    text = reason_of(view(LOAN, BAD), block, 0, lang)

    assert shown in text


@pytest.mark.parametrize("block", [block.name for block in FEATURES.blocks])
def test_reasons_of_an_empty_app_say_what_weighs(block: str) -> None:
    lead = next(i for i, name in enumerate(FEATURES.blocks) if name.name == block)
    column = next(i for i, number in enumerate(FEATURES.block_of) if number == lead)

    assert "(" in reason_of(view("{}"), block, column, "en")
    assert "(" not in reason_of(view("{}"), block, column, "zh")


@pytest.mark.parametrize(
    ("facts", "column", "said"),
    [
        ({"debuggable": True}, "application_debuggable", "(may be debugged)"),
        ({"debuggable": False}, "application_debuggable", "(may be debugged: no)"),
        ({}, "application_debuggable", "(may be debugged: not stated)"),
        ({"components": [{"kind": "activity", "name": f"a.{n}"} for n in "abc"]},
         "components_activities", "(screens in the manifest: 3)"),
        ({"components": [{"kind": "activity", "name": f"{n}.A"} for n in "abc"]},
         "components_outside_package", "lies outside the app's own package: 0.67)"),
    ],
)  # fmt: skip
def test_a_reason_says_what_its_heaviest_column_found(
    facts: dict[str, object], column: str, said: str
) -> None:
    app = view(json.dumps({"identity": {"package": "a"}, "manifest": facts}))
    lead = FEATURES.index[column]
    block = FEATURES.blocks[FEATURES.block_of[lead]].name

    assert reason_of(app, block, lead, "en").endswith(said)


def test_strata_tell_kinds_of_apps_apart() -> None:
    found = strata_of(batch(LOAN, PACKED, "{}"))

    assert [True, False, False] == found["SMS permissions"].tolist()
    assert [True, False, False] == found["accessibility service"].tolist()
    assert [False, True, False] == found["packed"].tolist()
    assert [False, False, False] == found["home screen"].tolist()


def test_grave_signs_decide_and_name_the_kind() -> None:
    app = view(LOAN, BAD)
    ruling = ruling_of(app)

    assert (Decision.SUSPICIOUS, Basis.RULES) == (ruling.decision, ruling.basis)
    assert Decision.FRAUD is ruling.backed
    assert "fake_loan" in ruling.fraud_types
    assert 1.0 == pytest.approx(sum(ruling.fraud_types.values()), abs=0.001)
    assert "kind-fake-loan" in {finding.rule for finding in findings(app, "en")}


def test_what_cannot_be_seen_goes_to_a_person() -> None:
    ruling = ruling_of(view(PACKED))

    assert (Decision.SUSPICIOUS, Basis.VISIBILITY) == (ruling.decision, ruling.basis)


def test_signs_of_a_kind_that_the_model_knows_wait_for_its_word() -> None:
    ruling = ruling_of(view(STEALER))

    assert Decision.CLEAR is ruling.decision
    assert Decision.SUSPICIOUS is ruling.backed
    assert {"phishing": 1.0} == ruling.fraud_types


def test_what_cannot_be_seen_needs_nobodys_word() -> None:
    hidden = json.loads(STEALER) | json.loads(PACKED)
    ruling = ruling_of(view(json.dumps(hidden)))

    assert (Decision.SUSPICIOUS, Basis.VISIBILITY) == (ruling.decision, ruling.basis)
    assert Decision.SUSPICIOUS is ruling.backed


def test_nothing_decides_of_an_honest_app() -> None:
    text = '{"dex":{"files":1,"classes":500,"own_classes":400}}'

    assert {0: Decision.CLEAR} == {
        row: ruling.decision for row, ruling in rulings(batch(text), "en").items()
    }


def test_the_detector_names_the_model_of_its_links() -> None:
    assert {"url": "00"} == ApkDetector(BAD).depends
