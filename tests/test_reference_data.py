"""Reference data has lint, too: form, sources, no duplicates, no name that is an ordinary word."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tldextract import TLDExtract
from tldextract.suffix_list import extract_tlds_from_suffix_list

from fraudlens.knowledge.brands import Brand, load_brands
from fraudlens.knowledge.confusables import load_confusables
from fraudlens.knowledge.platforms import load_platforms
from fraudlens.knowledge.reference import reference_folder, reference_text
from fraudlens.knowledge.suffixes import PSL_FILE, load_rules, load_suffixes
from fraudlens.knowledge.words import WORD_KINDS, Word, load_words
from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Iterable

DATASETS = Path(__file__).parent.parent / "datasets"
TABLES = ("brands.csv", "words.csv", "platforms.csv", "confusables.csv", "suffixes.csv")
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9-]*[a-z0-9]")
GIVEN_AWAY = {"biz.id", "id.vn", "io.vn", "my.id", "web.id"}
"""Public suffixes of registries that give names away."""
ENDING = 3
"""A name may stand in its own inflections: longer by up to three letters at its end."""


def repeated(items: Iterable[object]) -> list[object]:
    return [item for item, count in Counter(items).items() if count > 1]


@pytest.mark.parametrize("name", TABLES)
def test_table_says_its_source_and_date(name: str) -> None:
    text = (reference_folder() / name).read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True)[:12] if line.startswith("#"))

    assert "2026-11-22" in head
    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", ["brands.csv", "platforms.csv", "suffixes.csv"])
def test_every_row_has_a_source(name: str) -> None:
    lines = (reference_folder() / name).read_text("utf-8").splitlines()

    assert [] == [line for line in lines if not line.startswith("#") and line.endswith(",")]


def test_words_are_unique_within_a_kind() -> None:
    assert [] == repeated((word.kind, word.text) for word in load_words())


def test_words_stand_as_in_a_host() -> None:
    assert [] == [w.text for w in load_words() if not LABEL.fullmatch(w.text)]


def test_every_kind_has_words() -> None:
    assert set(WORD_KINDS) == {word.kind for word in load_words()}


def test_short_words_and_numbers_count_only_whole() -> None:
    loose = [w.text for w in load_words() if len(w.text) <= 3 or w.text.isdigit()]
    whole = {w.text for w in load_words() if w.whole_only}

    assert [] == [text for text in loose if text not in whole]


def test_native_forms_are_not_ascii() -> None:
    natives = [word.native for word in load_words() if word.native]

    assert [] == [native for native in natives if native.isascii()]


def test_brands_and_their_names_are_unique() -> None:
    brands = load_brands()

    assert [] == repeated(brand.name for brand in brands)
    assert [] == repeated(chain.from_iterable(b.tokens + b.whole_tokens for b in brands))


def test_brand_names_stand_as_in_a_host() -> None:
    assert [] == [
        (b.name, token)
        for b in load_brands()
        for token in b.tokens + b.whole_tokens
        if not LABEL.fullmatch(token)
    ]


def test_short_brand_names_count_only_whole() -> None:
    assert [] == [token for b in load_brands() for token in b.tokens if len(token) <= 4]


def test_no_brand_name_is_part_of_an_ordinary_word() -> None:
    """Words of honest sites stand for a dictionary."""
    words = [word for word in load_words() if word.kind == "neutral"]

    assert [] == [
        (word.text, brand.name, token)
        for brand, token in loose_tokens()
        for word in words
        if inside(token, word)
    ]


def loose_tokens() -> list[tuple[Brand, str]]:
    return [(brand, token) for brand in load_brands() for token in brand.tokens]


def inside(token: str, word: Word) -> bool:
    return token in word.text and not (
        word.text.startswith(token) and 0 < len(word.text) - len(token) <= ENDING
    )


def test_brand_domains_are_registrable(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = extract_tlds_from_suffix_list(reference_text(PSL_FILE))
    monkeypatch.setattr("tldextract.tldextract.get_suffix_lists", lambda **_: pinned)
    extract = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)

    assert [] == [
        domain
        for brand in load_brands()
        for domain in brand.domains
        if extract(domain).top_domain_under_public_suffix != domain
    ]


def test_every_brand_has_a_name_or_a_domain() -> None:
    assert [] == [b.name for b in load_brands() if not (b.tokens + b.whole_tokens + b.domains)]


def test_platforms_are_unique_hosts() -> None:
    hosts = [platform.suffix for platform in load_platforms()]

    assert [] == repeated(hosts)
    assert [] == [host for host in hosts if not HOST.fullmatch(host)]


def test_no_platform_is_an_open_suffix() -> None:
    """Else half the web would be shared hosting."""
    assert GIVEN_AWAY == {p.suffix for p in load_platforms()} & load_rules().icann


def test_suffixes_are_unique_hosts() -> None:
    texts = [suffix.text for suffix in load_suffixes()]

    assert [] == repeated(texts)
    assert [] == [text for text in texts if not HOST.fullmatch(text)]


def test_look_alikes_are_no_ascii_letters() -> None:
    assert [] == [hex(code) for code in load_confusables().letters if code < 0x80]


def test_feeds_say_what_they_hold() -> None:
    feeds = tomllib.loads((DATASETS / "sources.toml").read_text("utf-8"))["feed"]
    types = {*FraudType, "unknown"}

    assert [] == repeated(feed["name"] for feed in feeds)
    assert [] == [f["name"] for f in feeds if not {*f["types"]} <= types]
    assert [] == [
        (feed["name"], field)
        for feed in feeds
        for field in ("address", "path", "licence", "commercial_use", "format", "label", "read")
        if not feed[field]
    ]


@pytest.mark.parametrize("card", sorted((DATASETS / "cards").glob("*.md")), ids=lambda p: p.stem)
def test_card_says_what_the_label_means(card: Path) -> None:
    text = card.read_text("utf-8")

    assert text.startswith("# ")
    assert "\nLabel: " in text
    assert "licence" in text.lower() or "not stated" in text


def test_schemas_name_all_fraud_types() -> None:
    verdict = json.loads((DATASETS / "schema" / "verdict.schema.json").read_text("utf-8"))
    row = json.loads((DATASETS / "schema" / "labelled-row.schema.json").read_text("utf-8"))

    assert [*FraudType] == verdict["properties"]["fraud_type"]["anyOf"][0]["enum"]
    assert {*FraudType} < {*row["properties"]["category"]["examples"]}
