"""Words and brands of the reference data, compiled for kernels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from urlguard.automaton import Automaton, Pattern, build
from urlguard.batch import Bytes, Offsets
from urlguard.hashing import TableKeys, TableValues, build_table, hash_forwards

if TYPE_CHECKING:
    from fraudlens.knowledge.brands import Brand

MIN_TYPO_LENGTH = 6
"""Shorter names have too many honest neighbours at one edit."""


class BrandTables(NamedTuple):
    """Brands for kernels; a brand's number is its place in `Lexicon.brands` plus 1."""

    found: Automaton
    """Payload: number of the brand."""
    official_keys: TableKeys
    """Hashes of official registrable domains and suffixes."""
    official_values: TableValues
    near_keys: TableKeys
    """Hashes of names, and of names with one character left out."""
    near_values: TableValues
    """Number of the token in `token_start`, plus 1."""
    token_text: Bytes
    token_start: Offsets
    token_brand: NDArray[np.int32]
    sector: NDArray[np.int32]
    """Sector group of each brand number; entry 0 is unused."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known by name."""

    words: Automaton
    """Payload: index into `fraudlens.knowledge.words.WORD_KINDS`."""
    brand_tables: BrandTables
    brands: tuple[Brand, ...]


SECTORS = ("other", "finance", "crypto", "delivery", "state", "account")
_SECTOR_OF = {
    "bank": 1, "payment": 1, "insurance": 1, "broker": 1, "card": 1, "fintech": 1, "loan": 1,
    "crypto": 2, "exchange": 2, "wallet": 2, "courier": 3, "post": 3, "delivery": 3, "logistics": 3,
    "gov": 4, "government": 4, "police": 4, "tax": 4, "court": 4, "toll": 4,
    "email": 5, "mail": 5, "social": 5, "cloud": 5, "software": 5, "tech": 5, "telecom": 5, "saas": 5,
}


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Compile the reference data that ships with fraudlens."""
    from fraudlens.knowledge.brands import load_brands  # noqa: PLC0415  read on first use only
    from fraudlens.knowledge.words import WORD_KINDS, load_words  # noqa: PLC0415

    words = [Pattern(w.text, w.whole_only, WORD_KINDS.index(w.kind)) for w in load_words()]
    brands = load_brands()
    return Lexicon(build(words), _brand_tables(brands), brands)


def _brand_tables(brands: tuple[Brand, ...]) -> BrandTables:
    patterns = [
        Pattern(token, whole, number)
        for number, brand in enumerate(brands, start=1)
        for tokens, whole in ((brand.tokens, False), (brand.whole_tokens, True))
        for token in tokens
    ]
    official = {
        hash_forwards(domain): number
        for number, brand in reversed(list(enumerate(brands, start=1)))
        for domain in brand.domains
    }
    tokens = [p for p in patterns if len(p.text) >= MIN_TYPO_LENGTH]
    starts = np.cumsum([0] + [len(p.text) for p in tokens]).astype(np.int64)
    official_keys, official_values = build_table(official)
    near_keys, near_values = build_table(_neighbours([p.text for p in tokens]))
    return BrandTables(
        found=build(patterns),
        official_keys=official_keys,
        official_values=official_values,
        near_keys=near_keys,
        near_values=near_values,
        token_text=np.frombuffer("".join(p.text for p in tokens).encode("ascii"), np.uint8),
        token_start=starts,
        token_brand=np.array([p.payload for p in tokens], np.int32),
        sector=np.array([0, *(_SECTOR_OF.get(brand.sector, 0) for brand in brands)], np.int32),
    )


def _neighbours(tokens: list[str]) -> dict[int, int]:
    """Map the hash of each name and of each name less one character to the name's number plus 1."""
    near: dict[int, int] = {}
    for number, token in enumerate(tokens, start=1):
        for left_out in range(len(token)):
            near.setdefault(hash_forwards(token[:left_out] + token[left_out + 1 :]), number)
    for number, token in enumerate(tokens, start=1):
        near[hash_forwards(token)] = number
    return near
