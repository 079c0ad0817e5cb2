"""All blocks of the URL analyzer in matrix order, and the one function that fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, FeatureSet
from urlguard.features.brands import BRANDS, fill_brands
from urlguard.features.host import DOMAIN, HOST, SUBDOMAIN, fill_domain, fill_host, fill_subdomain
from urlguard.features.linear import HOST_SCORES, PATH_SCORES, fill_scores
from urlguard.features.path import PATH, QUERY, fill_path, fill_query
from urlguard.features.platforms import PLATFORM, fill_platforms, platform_table
from urlguard.features.suffixes import REPUTATION, SUFFIX, fill_reputation, fill_suffix
from urlguard.features.surprise import SURPRISE, SYMBOL_TABLE, fill_surprise
from urlguard.features.templates import TEMPLATES, fill_templates
from urlguard.features.words import COVER, HOST_WORDS, PATH_WORDS, fill_words
from urlguard.lexicon import load_lexicon

if TYPE_CHECKING:
    from fraudlens.detector import FloatMatrix, Weights
    from urlguard.batch import Columns

FEATURES = FeatureSet(
    "url",
    (
        HOST, DOMAIN, SUBDOMAIN, PATH, QUERY, HOST_WORDS, PATH_WORDS, COVER, BRANDS, PLATFORM,
        SUFFIX, REPUTATION, TEMPLATES, SURPRISE, HOST_SCORES, PATH_SCORES,
    ),
)  # fmt: skip


def column_of(block: Block) -> int:
    """Give the first column of a block."""
    return FEATURES.index[block.features[0].name]


def fill_fixed(parts: Columns, out: FloatMatrix) -> None:
    """Fill the columns that need no learned weights."""
    lexicon = load_lexicon()
    fill_host(parts, out, column_of(HOST))
    fill_domain(parts, out, column_of(DOMAIN))
    fill_subdomain(parts, out, column_of(SUBDOMAIN))
    fill_path(parts, out, column_of(PATH))
    fill_query(parts, out, column_of(QUERY))
    fill_words(
        parts, lexicon.words, out, column_of(HOST_WORDS), column_of(PATH_WORDS), column_of(COVER)
    )
    fill_brands(parts, lexicon.brand_tables, out, column_of(BRANDS))
    fill_platforms(parts, *platform_table(), out, column_of(PLATFORM))
    fill_suffix(parts, out, column_of(SUFFIX))


def fill_learned(parts: Columns, weights: Weights, out: FloatMatrix) -> None:
    """Fill the columns that come from learned weights."""
    fill_reputation(
        parts,
        weights["suffix_slots"],
        weights["suffix_places"],
        weights["suffix_total"],
        weights["suffix_fraud"],
        float(weights["suffix_prior"][0]),
        out,
        column_of(REPUTATION),
    )
    prints, odds = weights["template_prints"], weights["template_odds"]
    fill_templates(parts, prints, odds, out, column_of(TEMPLATES))
    bits = weights["surprise"].astype(np.float32)
    fill_surprise(parts, SYMBOL_TABLE, bits, out, column_of(SURPRISE))
    for block, name in ((HOST_SCORES, "host"), (PATH_SCORES, "path")):
        table, scale = weights[f"{name}_grams"], weights[f"{name}_scale"]
        fill_scores(parts, table, scale, name == "path", out, column_of(block))


def empty_matrix(rows: int) -> FloatMatrix:
    """Give an unfilled matrix: float32 (rows, columns)."""
    return np.empty((rows, len(FEATURES)), np.float32)
