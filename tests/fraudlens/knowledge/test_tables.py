"""Each loader gives its rows as frozen data and refuses what is broken, with the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge.brands import Brand, load_brands, read_brands
from fraudlens.knowledge.platforms import Platform, load_platforms, read_platforms
from fraudlens.knowledge.suffixes import Suffix, load_suffixes, read_suffixes
from fraudlens.knowledge.words import Word, load_words, read_words

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "kind,lang,word,whole_only,native\n"
BRANDS = "brand,tokens,whole_only,domains,sector,country,source\n"
PLATFORMS = "suffix,kind,operator,abuse_contact,source\n"
SUFFIXES = "suffix,kind,note,source\n"


def test_words_are_read() -> None:
    words = read_words(f"{WORDS}loan,zh,daikuan,0,贷款\nloan,en,cash,1,\n")

    assert (
        Word("daikuan", "loan", "zh", whole_only=False, native="贷款"),
        Word("cash", "loan", "en", whole_only=True, native=None),
    ) == words


def test_brands_are_read() -> None:
    brands = read_brands(
        f"{BRANDS}ICBC,gonghang;icbcltd,icbc,icbc.com.cn;icbc-ltd.com,bank,CN,x\nWise,,wise,,bank,,x\n"
    )

    assert (
        Brand(
            "ICBC",
            ("gonghang", "icbcltd"),
            ("icbc",),
            ("icbc.com.cn", "icbc-ltd.com"),
            "bank",
            "CN",
        ),
        Brand("Wise", (), ("wise",), (), "bank", None),
    ) == brands


def test_platforms_are_read() -> None:
    platforms = read_platforms(
        f"{PLATFORMS}pages.dev,app_hosting,Cloudflare,https://a.example/,psl\nis.gd,shortener,,,own\n"
    )

    assert (
        Platform("pages.dev", "app_hosting", "Cloudflare", "https://a.example/"),
        Platform("is.gd", "shortener", "", None),
    ) == platforms


def test_suffixes_are_read() -> None:
    suffixes = read_suffixes(f"{SUFFIXES}gov,restricted,vetted,own\n")

    assert (Suffix("gov", "restricted"),) == suffixes


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        pytest.param(read_words, f"{WORDS}lawn,en,grass,0,\n", 'words.csv:2: "lawn" is', id="kind"),
        pytest.param(read_words, f"{WORDS}loan,en,cash,yes,\n", 'words.csv:2: "yes" is', id="flag"),
        pytest.param(
            read_brands, f"{BRANDS}A,a,,a.com,farm,,x\n", 'brands.csv:2: "farm" is', id="sector"
        ),
        pytest.param(
            read_platforms, f"{PLATFORMS}a.b,x,,,own\n", 'platforms.csv:2: "x" is', id="platform"
        ),
        pytest.param(
            read_suffixes, f"{SUFFIXES}gov,x,,own\n", 'suffixes.csv:2: "x" is', id="suffix"
        ),
    ],
)
def test_unknown_value_is_refused(read: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(text)

    assert caught.value.message.startswith(message)


def test_shipped_tables_are_read() -> None:
    assert len(load_words()) > 3000
    assert len(load_brands()) > 1000
    assert len(load_platforms()) > 500
    assert len(load_suffixes()) > 100
