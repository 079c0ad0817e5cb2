"""Analyzers as scans and training get them, with the other model that their columns rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens import bundle
from fraudlens.bundle import read_manifest
from fraudlens.scanning.scorers import (
    AddressScorer,
    LinkScorer,
    Scorers,
    Setup,
    check_depends,
    make_detector,
    make_scorer,
    make_trainable,
    registered_detector,
)
from tests.contract.bundles import made_up_rows, save_small_bundle
from tests.contract.samples import made_up_samples
from urlguard.registered.detector import RegisteredDetector

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.errors import FraudlensError

SCORE = "address_score"


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, url_bundle: Path) -> dict[str, tuple[Path, ...]]:
    """Give where models are looked for: that of addresses is there, none of registrations."""
    found: dict[str, tuple[Path, ...]] = {"url": (url_bundle,), "registration": ()}
    monkeypatch.setattr(bundle, "_places", found.__getitem__)
    return found


def test_apps_are_judged_without_a_model_of_addresses_too(
    monkeypatch: pytest.MonkeyPatch, small_bundle: Path
) -> None:
    """Then no other model is named that their columns rest on."""
    places: dict[str, tuple[Path, ...]] = {"url": ()}
    monkeypatch.setattr(bundle, "_places", places.__getitem__)
    alone = make_detector("apk").depends
    places["url"] = (small_bundle,)

    assert {} == alone
    assert ["url"] == list(make_detector("apk").depends)


@pytest.mark.usefixtures("places")
def test_addresses_with_a_registration_are_scored_by_the_url_model(url_bundle: Path) -> None:
    samples = made_up_samples(20)
    detector = registered_detector()
    facts = detector.read(samples).facts
    alone = LinkScorer()([sample.url for sample in facts.samples])

    assert {"url": read_manifest(url_bundle)[1].sha256} == dict(detector.depends)
    assert facts.scores.tolist() == alone
    assert len(set(facts.scores.tolist())) > 1


def test_without_a_url_model_nobody_scores_the_address(
    places: dict[str, tuple[Path, ...]],
) -> None:
    places["url"] = ()
    detector = registered_detector()

    assert {} == dict(detector.depends)
    assert np.isnan(detector.read(made_up_samples(2)).facts.scores).all()


@pytest.mark.usefixtures("places")
def test_training_and_scans_get_the_same_analyzer_of_registrations() -> None:
    for made in (make_trainable("registration"), make_detector("registration")):
        assert isinstance(made, RegisteredDetector)
        assert ["url"] == list(made.depends)


@pytest.mark.usefixtures("places")
def test_an_address_scorer_loads_its_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = registered_detector().read(made_up_samples(4)).facts
    score = AddressScorer()
    first = score(facts.urls)
    monkeypatch.setattr(bundle, "_places", {}.__getitem__)

    assert first.tolist() == score(facts.urls).tolist()


@pytest.mark.usefixtures("places")
def test_links_that_cannot_be_read_have_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    score = LinkScorer()
    first = score(["http://[::1", "https://abcd.ok/"])
    monkeypatch.setattr(bundle, "_places", {}.__getitem__)

    assert (None, True) == (first[0], 0 <= (first[1] or -1) <= 1)
    assert first == score(["http://[::1", "https://abcd.ok/"])


def test_links_are_scored_by_the_model_that_was_named(
    places: dict[str, tuple[Path, ...]], url_bundle: Path
) -> None:
    first = LinkScorer()(["https://abcd.ok/"])
    places["url"] = ()

    assert first == LinkScorer(url_bundle)(["https://abcd.ok/"])


@pytest.fixture
def registered_bundle(
    places: dict[str, tuple[Path, ...]], tmp_path: Path, url_bundle: Path
) -> Path:
    """Give a small model of registrations, trained beside the URL model that is there."""
    path = tmp_path / "registered"
    trained = {"depends": {"url": read_manifest(url_bundle)[1].sha256}}
    rows = made_up_samples(400), *made_up_rows()[1:]
    save_small_bundle(path, registered_detector(), changes={"training": trained}, rows=rows)
    places["registration"] = (path,)
    return path


def test_another_url_model_than_that_of_training_is_told(registered_bundle: Path) -> None:
    told: list[FraudlensError] = []
    scorer = make_scorer("registration", Setup(model=registered_bundle, tell=told.append))
    same = list(told)
    check_depends(RegisteredDetector(), scorer.bundle, told.append)

    assert [] == same
    assert (
        "the model of kind 'registration' was trained with another model of kind 'url' than the one"
        " that is installed: its scores may be off"
    ) == told[0].message
    url_model = registered_detector().depends["url"]
    assert f"train it anew, or install the 'url' model {url_model[:12]}" == told[0].hint


@pytest.mark.usefixtures("registered_bundle")
def test_scorers_are_loaded_once_and_the_main_kind_stands_first(url_bundle: Path) -> None:
    """A model that the user names serves the kind that it is of, whatever the main kind is."""
    scorers = Scorers(Setup(), main="registration")
    url, registration = scorers.get("url"), scorers.get("registration")
    named = Scorers(Setup(model=url_bundle, lang="zh"), main="registration")

    assert (url, registration) == (scorers.get("url"), scorers.get("registration"))
    assert ["registration", "url"] == list(scorers.loaded)
    assert url.bundle.ref == named.get("url").bundle.ref
