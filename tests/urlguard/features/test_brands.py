"""Imitation of brands: where a name stands, and in which disguise."""

from __future__ import annotations

import numpy as np
import pytest

from tests.urlguard.addresses import ADDRESSES
from tests.urlguard.rows import batch_of, value_of
from urlguard.features.brands import (
    BRANDS,
    DISGUISED,
    DOMAIN,
    OFFICIAL,
    PATH,
    SUBDOMAIN,
    TYPO,
    brand_places,
    fill_brands,
)
from urlguard.lexicon import SECTORS, load_lexicon


def places_of(target: str) -> dict[int, str]:
    """Give the name of the brand at each place that has one."""
    lexicon = load_lexicon()
    found = brand_places(batch_of("first.example", target).columns(), lexicon.brand_tables)[1]
    return {place: lexicon.brands[n - 1].name for place, n in enumerate(found.tolist()) if n}


@pytest.mark.parametrize(
    ("target", "places"),
    [
        ("garden.example", {}),
        ("www.paypal.com/paypal", {OFFICIAL: "PayPal"}),
        ("login.paypal.com", {OFFICIAL: "PayPal"}),
        ("paypal.example", {DOMAIN: "PayPal"}),
        ("xpaypalx.example", {DOMAIN: "PayPal"}),
        ("paypal.com.garden.example", {SUBDOMAIN: "PayPal"}),
        (
            "paypal.microsoft.example/paypal",
            {SUBDOMAIN: "PayPal", DOMAIN: "Microsoft", PATH: "PayPal"},
        ),
        ("paypal.com/microsoft", {OFFICIAL: "PayPal", PATH: "Microsoft"}),
        ("payypal.example", {TYPO: "PayPal"}),
        ("garden.payypal-x.example", {TYPO: "PayPal"}),
        ("pay-pal.example", {DISGUISED: "PayPal"}),
        ("micr0s0ft-login.example", {DISGUISED: "Microsoft"}),
        ("rnicr0soft.example", {DISGUISED: "Microsoft"}),
        ("g00g1e-x.example", {DISGUISED: "Google"}),
        ("рayрal.com", {DISGUISED: "PayPal"}),
        ("g.example", {}),
        ("http://[::1]/", {}),
        ("co.uk", {}),
    ],
)
def test_brand_is_found_at_its_place(target: str, places: dict[int, str]) -> None:
    assert places == places_of(target)


@pytest.mark.parametrize("target", ADDRESSES)
def test_columns_and_places_of_one_row_agree(target: str) -> None:
    batch, lexicon = batch_of(target, *ADDRESSES), load_lexicon()
    out = np.full((len(batch), 1 + len(BRANDS.features)), np.nan, np.float32)
    fill_brands(batch.columns(), lexicon.brand_tables, out, 1)
    found = brand_places(batch.columns(), lexicon.brand_tables).tolist()[0]
    sectors = {
        int(lexicon.brand_tables.sector[found[place]])
        for place in (DOMAIN, SUBDOMAIN, TYPO, DISGUISED)
        if found[place]
    }
    row = dict(zip([feature.name for feature in BRANDS.features], out[0, 1:], strict=True))

    assert np.isnan(out[:, 0]).all()
    assert bool(found[OFFICIAL]) == row["brand_official"]
    assert bool(found[DOMAIN]) == bool(row["brand_in_domain"])
    assert bool(found[SUBDOMAIN]) == bool(row["brand_in_subdomain"])
    assert bool(found[PATH]) == bool(row["brand_in_path"])
    assert bool(found[TYPO]) == row["brand_typo"]
    assert bool(found[DISGUISED]) == row["brand_disguised"]
    assert sectors == {n for n, name in enumerate(SECTORS) if row[f"brand_sector_{name}"]}


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("paypal-microsoft.example", "brand_in_domain", 2),
        ("paypal.microsoft.garden.example", "brand_in_subdomain", 2),
        ("garden.example/paypal?microsoft#google", "brand_in_path", 3),
        ("paypal.example", "brand_domain_share", 1),
        ("paypal-x.example", "brand_is_domain", 0),
        ("paypal-x.example", "brand_sector_finance", 1),
    ],
)
def test_brands_are_counted(target: str, name: str, value: float) -> None:
    assert value == value_of(target, name)


def test_very_long_label_is_read_up_to_a_bound() -> None:
    found = places_of("paypal-" + "0" * 300 + ".example")

    assert "PayPal" == found[DOMAIN]
