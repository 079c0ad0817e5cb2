"""Words and brands of the reference data, compiled for kernels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from urlguard.automaton import Automaton, Pattern, build
from urlguard.hashing import TableKeys, TableValues, hash_all, table_of
from urlguard.slips import MIN_LENGTH, Names, build_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.knowledge.brands import Brand


class BrandTables(NamedTuple):
    """Brands for kernels; a brand's number is its place in `Lexicon.brands` plus 1."""

    found: Automaton
    """Payload: number of the brand."""
    official_keys: TableKeys
    """Hashes of official registrable domains and suffixes."""
    official_values: TableValues
    names: Names
    """Payload: number of the brand."""
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
"""Groups of sectors, each one flag column: what a visitor of the imitated site would lose."""
_SECTOR_OF = {
    "bank": 1, "payment": 1, "insurance": 1, "broker": 1, "card": 1, "loan": 1, "crypto": 2,
    "courier": 3, "gov": 4, "police": 4, "tax": 4, "court": 4, "toll": 4,
    "mail": 5, "social": 5, "cloud": 5, "tech": 5, "telecom": 5,
}  # fmt: skip
"""Sectors of `fraudlens.knowledge.brands` to places in `SECTORS`; all else is `other`."""


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Compile the reference data that ships with fraudlens."""
    from fraudlens.knowledge.brands import load_brands  # noqa: PLC0415  read on first use only
    from fraudlens.knowledge.words import WORD_KINDS, load_words  # noqa: PLC0415

    words = [Pattern(w.text, w.whole_only, WORD_KINDS.index(w.kind)) for w in load_words()]
    brands = load_brands()
    return Lexicon(build(words), _brand_tables(brands, [word.text for word in words]), brands)


def _brand_tables(brands: tuple[Brand, ...], words: list[str]) -> BrandTables:
    """Compile brands; a token that is one of `words` is no slip of a name."""
    patterns = [
        Pattern(token, whole, number)
        for number, brand in enumerate(brands, start=1)
        for tokens, whole in ((brand.tokens, False), (brand.whole_tokens, True))
        for token in tokens
    ]
    official = [
        (domain, number) for number, brand in enumerate(brands, start=1) for domain in brand.domains
    ]
    long = [p for p in patterns if len(p.text) >= MIN_LENGTH]
    official_keys, official_values = table_of(
        hash_all([domain for domain, _ in official]), np.array([number for _, number in official])
    )
    return BrandTables(
        found=build(patterns),
        official_keys=official_keys,
        official_values=official_values,
        names=build_names([p.text for p in long], [p.payload for p in long], words),
        sector=np.array([0, *(_SECTOR_OF.get(brand.sector, 0) for brand in brands)], np.int32),
    )
