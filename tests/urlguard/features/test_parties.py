"""Reputation of registrars, name servers and countries."""

from __future__ import annotations

import numpy as np
import pytest

from urlguard.features.parties import NAMES, fit_parties, party_columns, party_keys
from urlguard.registration.facts import Registration, State


def of(registrar: str | None = None, *servers: str, country: str | None = None) -> Registration:
    return Registration(
        "shop.example", State.OK, registrar=registrar, name_servers=servers, country=country
    )


ROWS = [
    of("Cheap Names", "ns1.park.example"),
    of("CHEAP  names", "ns2.park.example"),
    of("Good Names", "ns1.host.example", country="IS"),
    of(),
]
FRAUD = np.array([1, 1, 0, 0], np.int8)
WEIGHT = np.array([1, 2, 1, 1], np.float32)


def test_a_party_is_known_by_its_name_however_it_is_spelled() -> None:
    keys = party_keys(ROWS)

    assert (4, len(NAMES)) == keys.shape
    assert keys[0, 0] == keys[1, 0] != keys[2, 0]
    assert keys[0, 1] == keys[1, 1] != keys[2, 1]
    assert [True, True, False, True] == (keys[:, 2] == 0).tolist()
    assert not keys[3].any()


def test_odds_are_smoothed_against_the_rows_that_name_a_party() -> None:
    weights = fit_parties(party_keys(ROWS), FRAUD, WEIGHT)
    columns = party_columns(party_keys(ROWS), weights)

    prior = (3 + 1) / (4 + 2)
    share = (3 + 20 * prior) / (3 + 20)
    odds = np.log(share / (1 - share)) - np.log(prior / (1 - prior))
    assert pytest.approx([odds, np.log(4)], rel=1e-5) == columns[0, :2].tolist()
    assert columns[2, 0] < 0 < columns[0, 0]
    assert np.isnan(columns[3]).all()
    assert np.isnan(columns[0, 4:]).all()


def test_a_party_that_training_never_saw_is_of_the_average_kind() -> None:
    weights = fit_parties(party_keys(ROWS), FRAUD, WEIGHT)
    columns = party_columns(party_keys([of("New Names")]), weights)

    assert [0.0, 0.0] == pytest.approx(columns[0, :2].tolist(), abs=1e-6)


def test_no_rows_give_tables_that_know_nobody() -> None:
    weights = fit_parties(party_keys([]), FRAUD[:0], WEIGHT[:0])
    columns = party_columns(party_keys(ROWS), weights)

    assert [0.0, 0.0] == columns[0, :2].tolist()
