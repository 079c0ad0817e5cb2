"""Columns of addresses with their registration, beside the examples that they declare."""

from __future__ import annotations

import numpy as np
import pytest

from urlguard.features.parties import fit_parties, party_keys
from urlguard.features.registered import FEATURES, fill
from urlguard.features.registration import example
from urlguard.registration.batch import read_samples


def row(text: str) -> dict[str, float]:
    read = read_samples([text], lambda urls: np.full(len(urls), 0.25))
    keys = party_keys([sample.registration for sample in read.facts.samples])
    weights = fit_parties(keys, np.zeros(1, np.int8), np.ones(1, np.float32))
    matrix = fill(read.facts, weights)
    return dict(zip(FEATURES.names, matrix[0].tolist(), strict=True))


def test_the_score_of_the_address_is_a_column() -> None:
    assert 0.25 == row(example())["address_score"]


def test_a_domain_registered_later_that_day_is_of_no_age() -> None:
    assert 0.0 == row(example(created="2026-11-26T18:00:00"))["domain_age_days"]


def test_the_registration_of_a_platform_says_nothing_of_its_tenants() -> None:
    found = row(example("shop.github.io", created="2013-03-08", registrar="Names", dnssec=True))
    own = FEATURES.names[3:-6]

    assert 1.0 == found["address_on_platform"]
    assert np.isnan([found[name] for name in own]).all()


def test_an_absent_fact_is_no_number() -> None:
    found = row(example(created="2026-11-16"))

    assert 10.0 == found["domain_age_days"]
    for name in ("domain_expiry_days", "domain_changed_days", "status_count", "registrar_rows"):
        assert np.isnan(found[name]), name


@pytest.mark.parametrize(
    ("state", "flags"),
    [("ok", (0, 0)), ("redacted", (1, 0)), ("no_record", (0, 1)), ("rate_limited", None)],
)
def test_how_a_look_up_ended_is_a_column(state: str, flags: tuple[int, int] | None) -> None:
    found = row(example(state=state))
    told = found["record_redacted"], found["record_absent"]

    assert told == flags if flags else np.isnan(told).all()
