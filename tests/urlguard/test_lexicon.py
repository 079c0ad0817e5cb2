"""The lexicon: every word and brand of the reference data is in its tables."""

from __future__ import annotations

import numpy as np

from fraudlens.knowledge.brands import SECTORS, load_brands
from fraudlens.knowledge.words import load_words
from urlguard.hashing import find, hash_forwards
from urlguard.lexicon import _SECTOR_OF, load_lexicon
from urlguard.slips import MIN_LENGTH


def test_lexicon_is_compiled_once() -> None:
    assert load_lexicon() is load_lexicon()


def test_every_word_is_a_pattern() -> None:
    words = load_words()
    machine = load_lexicon().words

    assert [len(word.text) for word in words] == machine.length.tolist()
    assert [word.whole_only for word in words] == machine.whole.tolist()


def test_official_domain_leads_to_its_brand_the_first_where_two_share_it() -> None:
    brands = load_brands()
    tables = load_lexicon().brand_tables
    first: dict[str, int] = {}
    for number, brand in enumerate(brands, start=1):
        for domain in brand.domains:
            first.setdefault(domain, number)
    found = {
        domain: find(tables.official_keys, tables.official_values, np.uint64(hash_forwards(domain)))
        for domain in first
    }

    assert first == found


def test_long_tokens_are_names_that_a_typo_may_imitate() -> None:
    tokens = [
        token
        for brand in load_brands()
        for token in (*brand.tokens, *brand.whole_tokens)
        if len(token) >= MIN_LENGTH
    ]
    names = load_lexicon().brand_tables.names

    assert "".join(tokens).encode() == names.text.tobytes()[: len("".join(tokens))]


def test_sectors_are_those_of_the_reference_data() -> None:
    brands = load_brands()
    sector = load_lexicon().brand_tables.sector

    assert set() == _SECTOR_OF.keys() - set(SECTORS)
    assert [_SECTOR_OF.get(brand.sector, 0) for brand in brands] == sector[1:].tolist()
