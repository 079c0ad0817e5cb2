"""Which rules and which official apps the gate asks, and what it says where there are none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.policies import (
    PolicyOptions,
    countries_of,
    doubts_of,
    packs_where,
    policy_request,
)
from fraudlens.errors import UsageError
from tests.fraudlens.cli.test_gate import CALCULATOR, DAY, QUIET

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]


def test_codes_of_countries_are_read_in_whatever_form() -> None:
    assert ("IN", "ID", "TH") == countries_of(" in,ID th,IN ")
    assert () == countries_of("")
    with pytest.raises(UsageError, match=r'^--country: "I1" is no code of a country$'):
        countries_of("I1")


def test_country_without_rules_and_day_before_all_rules_are_said(
    run_apps: Run, capfd: Capture
) -> None:
    assert 0 == run_apps("gate", CALCULATOR, *QUIET, "--country", "GB,TH,US")
    assert (
        "fraudlens: no rules of GB are known: those of stores alone count there\n"
        "  hint: see 'fraudlens apk policies' for the countries that have rules\n"
        "fraudlens: no rule of android-verification is in force on 2020-01-01:"
        " the first is of 2026-09-30\n"
        "  hint: ask with a later --as-of\n"
        "fraudlens: no rule of th is in force on 2020-01-01: the first is of 2026-11-26\n"
        "  hint: ask with a later --as-of\n"
    ) == capfd.readouterr().err


def test_nothing_is_said_where_all_countries_have_rules() -> None:
    assert [] == list(doubts_of("google-play,in", ("IN", "US"), date(2026, 11, 26)))


@pytest.mark.parametrize("row", ["no package,Bank", "org.bank.app,Bank,zz"])
def test_broken_registry_is_wrong_usage_and_no_app_that_was_not_read(
    run_apps: Run, capfd: Capture, tmp_path: Path, row: str
) -> None:
    catalogue = tmp_path / "store.csv"
    catalogue.write_text(f"package,label,cert_sha256\n{row}\n")

    assert 2 == run_apps("gate", CALCULATOR, *DAY, "--registry", str(catalogue))
    assert f"fraudlens: --registry: {catalogue}: line 2: " in capfd.readouterr().err


def test_packs_of_countries_follow_those_that_are_named() -> None:
    assert "cn,google-play,android-verification,id" == packs_where("cn, google-play,", ("ID", "US"))
    assert "google-play" == packs_where("google-play", ())


def test_country_is_all_that_is_stated_where_there_is_no_listing() -> None:
    listing = policy_request(PolicyOptions(countries=("IN",))).listing

    assert listing is not None
    assert ("IN",) == listing.get("countries", "")
    assert listing.get("personal_loan", "") is None
