"""Names that frauds imitate, and the domains where they are at home."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text, split_cell

SECTORS = (
    "bank",
    "payment",
    "card",
    "loan",
    "broker",
    "insurance",
    "crypto",
    "courier",
    "gov",
    "tax",
    "police",
    "court",
    "toll",
    "telecom",
    "utility",
    "social",
    "mail",
    "cloud",
    "tech",
    "ecommerce",
    "travel",
    "media",
    "gaming",
    "gambling",
    "other",
)
"""What brands do; a brand has one sector."""

_FILE = "brands.csv"
_COLUMNS = ("brand", "tokens", "whole_only", "domains", "sector", "country", "source")


@dataclass(frozen=True, slots=True)
class Brand:
    """A name worth imitating."""

    name: str
    """As people write it."""
    tokens: tuple[str, ...]
    """Lower-case ASCII forms that may be found inside a longer word."""
    whole_tokens: tuple[str, ...]
    """Short or ambiguous forms: only where no letter or digit of the same kind stands beside."""
    domains: tuple[str, ...]
    """Official registrable domains, lower-case ASCII; the first is the main one."""
    sector: str
    """One of `SECTORS`."""
    country: str | None
    """ISO 3166 code of its home (`UK`, `EU` included); None if it has none."""


@lru_cache(maxsize=1)
def load_brands() -> tuple[Brand, ...]:
    """Read the brands that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_brands(reference_text(_FILE))


def read_brands(text: str) -> tuple[Brand, ...]:
    """Read brands from the `text` of a `brands.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Brand(
            name,
            split_cell(tokens),
            split_cell(whole),
            split_cell(domains),
            one_of(sector, SECTORS, place),
            country or None,
        )
        for place, (name, tokens, whole, domains, sector, country, _) in read_table(
            text, _FILE, _COLUMNS
        )
    )
