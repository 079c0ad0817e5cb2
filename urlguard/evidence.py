"""What a person reads of an address: findings of rules, and the model's reasons in words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.knowledge.words import WORD_KINDS
from fraudlens.verdict import Finding, Severity
from urlguard.batch import IPV4, IPV6, ODD_SPELLING, USER_INFO, UrlBatch
from urlguard.features.brands import (
    DISGUISED,
    DOMAIN,
    OFFICIAL,
    PATH,
    SHORT_NAME,
    SUBDOMAIN,
    TYPO,
    brand_places,
)
from urlguard.features.host import label_end
from urlguard.features.matrix import FEATURES
from urlguard.features.platforms import platform_of, platform_table
from urlguard.features.words import first_word, meaning
from urlguard.lexicon import load_lexicon
from urlguard.phrases import phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.knowledge.brands import Brand

_PLACES = {
    DISGUISED: ("disguised", Severity.HIGH),
    SUBDOMAIN: ("subdomain", Severity.HIGH),
    DOMAIN: ("domain", Severity.MEDIUM),
    TYPO: ("typo", Severity.HIGH),
    PATH: ("path", Severity.LOW),
}
"""Places of an imitated brand, the most telling first."""

_SPELLINGS = (
    (USER_INFO, "user-info-before-host", Severity.HIGH),
    (ODD_SPELLING, "obfuscated-spelling", Severity.HIGH),
    (IPV4 | IPV6, "bare-ip-address", Severity.MEDIUM),
)


def findings_of(batch: UrlBatch, row: int, lang: str) -> tuple[Finding, ...]:
    """Give what rules say of one row, the most telling first."""
    found = []
    imitated = imitation(batch, row)
    if imitated:
        place, brand = imitated
        name, severity = _PLACES[place]
        found.append(
            Finding(
                "imitates-brand",
                severity,
                _imitated(batch, row, place, brand, lang),
                {"brand": brand.name, "place": name, "official": ", ".join(brand.domains[:3])},
            )
        )
    flags = int(batch.flags[row])
    found += [
        Finding(rule, severity, phrase(rule, lang), {"host": batch.host(row)})
        for bit, rule, severity in _SPELLINGS
        if flags & bit
    ]
    return tuple(found)


def findings_of_all(batch: UrlBatch, lang: str) -> list[tuple[Finding, ...]]:
    """Give the findings of each row of a batch; most rows have none, and are told apart at once."""
    spelled = batch.flags & np.bitwise_or.reduce([bit for bit, _, _ in _SPELLINGS]) != 0
    told = _found(batch)[:, list(_PLACES)].any(axis=1) | spelled
    return [findings_of(batch, row, lang) if some else () for row, some in enumerate(told.tolist())]


def imitation(batch: UrlBatch, row: int) -> tuple[int, Brand] | None:
    """Give the most telling place of a brand that is not the host's own, and the brand.

    A name that stands there as it is, `ledger` in `ledger-live`, is not disguised by the hyphen.
    """
    places = _places(batch)[row]
    for place in _PLACES:
        if places[place]:
            brand = load_lexicon().brands[places[place] - 1]
            plain = place == DISGUISED and places[DOMAIN] == places[DISGUISED]
            if not (plain and _is_hyphened(batch, row, brand)):
                return place, brand
    return None


def _is_hyphened(batch: UrlBatch, row: int, brand: Brand) -> bool:
    """Tell whether hyphens cut the name: then no letter need look like another."""
    label = batch.slice_text(batch.domain[row], label_end(batch.columns(), row))
    bare = label.replace("-", "")
    return not label.startswith("xn--") and any(
        len(token) > SHORT_NAME and token in bare and token not in label
        for token in (*brand.tokens, *brand.whole_tokens)
    )


@lru_cache(maxsize=2)
def _places(batch: UrlBatch) -> list[list[int]]:
    """Give the same as plain Python, which is quicker row by row than an array is."""
    places: list[list[int]] = _found(batch).tolist()
    return places


@lru_cache(maxsize=2)
def _found(batch: UrlBatch) -> NDArray[np.int32]:
    """Give the brands of all rows at once: one call of a kernel costs more than many rows."""
    return brand_places(batch.columns(), load_lexicon().brand_tables)


def reason_of(batch: UrlBatch, row: int, block: str, lead: int, lang: str) -> str:
    """Say in words why a block weighs on one row; falls back to the block's title."""
    if block == "brand":
        said = _brand_reason(batch, row, lang)
    elif block in ("host_words", "path_words"):
        said = _word_reason(batch, row, lead, lang)
    elif block in ("suffix", "suffix_reputation"):
        said = _suffix_reason(batch, row, block, lang)
    elif block == "platform":
        said = _platform_reason(batch, row, lang)
    elif block.endswith("_ngrams"):
        kind = FEATURES.names[lead].split("_score_")[1]
        said = phrase(f"{block}_{kind}", lang)
    else:
        said = phrase(block, lang)
    return said


def _brand_reason(batch: UrlBatch, row: int, lang: str) -> str:
    official = _places(batch)[row][OFFICIAL]
    if official:
        return phrase("brand_official", lang, load_lexicon().brands[official - 1].name)
    imitated = imitation(batch, row)
    if imitated is None:
        return phrase("brand_none", lang)
    place, brand = imitated
    return _imitated(batch, row, place, brand, lang)


def _imitated(batch: UrlBatch, row: int, place: int, brand: Brand, lang: str) -> str:
    """Say how a brand is imitated."""
    hyphened = place == DISGUISED and _is_hyphened(batch, row, brand)
    how = "hyphened" if hyphened else _PLACES[place][0]
    return phrase(f"brand_{how}", lang, brand.name)


def _word_reason(batch: UrlBatch, row: int, lead: int, lang: str) -> str:
    place, kind = FEATURES.names[lead].split("_words_")
    word = word_in(batch, row, place, kind)
    about = meaning(kind, lang)
    return (
        phrase(f"{place}_words", lang, about, word)
        if word
        else phrase(f"{place}_words_none", lang, about)
    )


def word_in(batch: UrlBatch, row: int, place: str, kind: str) -> str:
    """Give the longest word of a kind in host or path, empty if there is none."""
    words = load_lexicon().words
    parts = batch.columns()
    spans = (
        [
            (batch.domain[row], label_end(parts, row)),
            (batch.start[row], max(batch.start[row], batch.domain[row] - 1)),
        ]
        if place == "host"
        else [(batch.host_end[row], batch.end[row])]
    )
    found = (first_word(batch.text, a, b, words, WORD_KINDS.index(kind)) for a, b in spans)
    return max((batch.slice_text(a, b) for a, b in found), key=len)


def _suffix_reason(batch: UrlBatch, row: int, block: str, lang: str) -> str:
    suffix = batch.slice_text(batch.suffix[row], batch.host_end[row])
    return phrase(block, lang, f".{suffix}") if suffix else phrase("suffix_none", lang)


def _platform_reason(batch: UrlBatch, row: int, lang: str) -> str:
    group = platform_of(batch.columns(), row, *platform_table())
    return phrase(f"platform_{group}", lang)
