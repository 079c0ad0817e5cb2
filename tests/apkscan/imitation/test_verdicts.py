"""What a likeness adds to findings and rulings of a whole app."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Archive, Dex, Manifest, Note
from apkscan.imitation.registry import Registry
from apkscan.judging import findings, ruling_of
from apkscan.reasons import reason_of
from apkscan.view import AppView, Surroundings
from fraudlens.verdict import Basis, Decision, Ruling, Severity
from tests.apkscan.imitation.officials import MAKER, REBUILD, REGISTRY, app

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts

SURROUNDINGS = Surroundings(registry=REGISTRY)


def view(facts: ApkFacts) -> AppView:
    return AppView(facts, SURROUNDINGS)


def test_high_imitation_is_fraud_by_rules_and_phishing() -> None:
    ruling = ruling_of(view(app("Quillchat")))

    assert (Decision.FRAUD, Basis.RULES) == (ruling.decision, ruling.basis)
    assert {"phishing": 1.0} == ruling.fraud_types


def test_medium_imitation_is_suspicious_by_rules() -> None:
    ruling = ruling_of(view(app("Quillchat Plus")))

    assert (Decision.SUSPICIOUS, Basis.RULES) == (ruling.decision, ruling.basis)


@pytest.mark.parametrize(
    "facts", [app("Zephyr"), app("Zephyr Bank", "com.zephyrbank.mobile", MAKER), app("Weather")]
)
def test_rules_are_silent_on_less(facts: ApkFacts) -> None:
    assert Decision.CLEAR is ruling_of(view(facts)).decision


GENUINE = app("Zephyr Bank", "com.zephyrbank.mobile", MAKER)


@pytest.mark.parametrize("unseen", [(), (Note("encrypted-entry"), Note("timeout"))])
def test_official_app_by_its_key_is_clear_whatever_is_in_it(unseen: tuple[Note, ...]) -> None:
    asks = tuple(f"android.permission.{name}_SMS" for name in ("RECEIVE", "READ", "SEND"))
    facts = replace(GENUINE, unseen=unseen, manifest=Manifest(permissions=asks))

    assert Ruling(basis=Basis.OFFICIAL_APP, clears=True) == ruling_of(view(facts))


@pytest.mark.parametrize(
    "facts",
    [
        app("Zephyr Bank", "com.zephyrbank.mobile", REBUILD),
        app("Zephyr Bank", "com.zephyrbank.cards", MAKER),
        app("Zephyr Bank", "com.zephyrbank.mobile", MAKER, verified=False),
        replace(GENUINE, archive=Archive(notes=(Note("prefix-bytes"),))),
        replace(GENUINE, archive=Archive(notes=(Note("of a later release"),))),
        replace(GENUINE, manifest_notes=(Note("axml-magic"),)),
        replace(GENUINE, signing=replace(GENUINE.signing, notes=(Note("schemes-disagree"),))),
        replace(GENUINE, dex=Dex(notes=(Note("dex-truncated"),))),
    ],
)
def test_other_keys_and_files_that_run_otherwise_are_judged(facts: ApkFacts) -> None:
    assert not ruling_of(view(facts)).clears


def test_what_clears_an_app_is_said_first() -> None:
    weak = replace(GENUINE, signing=replace(GENUINE.signing, notes=(Note("weak-key"),)))
    odd = replace(weak, archive=Archive(notes=(Note("prefix-bytes"),)))

    first, judged = ([f.rule for f in findings(view(facts), "en")] for facts in (weak, odd))
    assert ["official-app", "weak-key"] == first[:2]
    assert ["prefix-bytes", "weak-key", "official-app"] == judged[:3]


def test_slight_oddities_take_no_key_away() -> None:
    facts = replace(GENUINE, signing=replace(GENUINE.signing, notes=(Note("weak-key"),)))

    assert ruling_of(view(facts)).clears


def test_findings_stand_by_how_grave_they_are() -> None:
    found = findings(view(app("Zephyr Bank", "com.zephyrbank.cards")), "en")
    ranks = [list(Severity).index(finding.severity) for finding in found]

    assert "imitates-official-app" == found[0].rule
    assert "vendor-prefix-without-key" in {finding.rule for finding in found}
    assert sorted(ranks, reverse=True) == ranks


def test_likeness_is_a_trait_for_signs_of_fraud() -> None:
    assert view(app("Zephyr Bank")).context.imitated is not None
    assert view(app("Zephyr")).context.imitated is None


def test_shipped_registry_is_the_default() -> None:
    clone = app("WhatsApp")

    assert AppView(clone).imitation is not None
    assert AppView(clone, Surroundings(registry=Registry(()))).imitation is None


def test_reason_names_the_official_app() -> None:
    assert reason_of(view(app("Zephyr Bank")), "imitation", 0, "en").endswith(": Zephyr Bank")
    assert ": " not in reason_of(view(app("Weather")), "imitation", 0, "zh")
