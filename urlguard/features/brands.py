"""Imitation of known names: where a brand stands in a host that is not its own, and how disguised."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fraudlens.detector import FloatMatrix
from fraudlens.features import Block, Feature
from urlguard.automaton import Automaton, stands_alone
from urlguard.batch import Bytes, Columns
from urlguard.features.characters import share
from urlguard.features.host import label_end
from urlguard.hashing import find, grow_hash
from urlguard.kernel import kernel
from urlguard.lexicon import MIN_TYPO_LENGTH, SECTORS, BrandTables

_OFFICIAL = "https://www.paypal.com/signin"
_LABEL = "paypal-secure.example"
_SUB = "paypal.com.example.net"

BRANDS = Block(
    "brand",
    "imitation of a known name",
    "仿冒知名品牌",
    (
        Feature("brand_official", "flag", "1", "The registrable domain belongs to a known brand.",
                ((_OFFICIAL, 1), (_LABEL, 0))),
        Feature("brand_is_domain", "flag", "1",
                "The registrable label is a brand's name, under a suffix that is not the brand's.",
                (("paypal.example", 1), (_OFFICIAL, 0))),
        Feature("brand_in_domain", "count", "brands", "Brand names in a registrable label that is not theirs.",
                ((_LABEL, 1), (_OFFICIAL, 0))),
        Feature("brand_domain_share", "ratio", "1", "Share of the registrable label that a brand name takes.",
                ((_LABEL, 0.4615), (_OFFICIAL, 0))),
        Feature("brand_in_subdomain", "count", "brands", "Brand names left of a domain that is not theirs.",
                ((_SUB, 1), (_OFFICIAL, 0))),
        Feature("brand_in_path", "count", "brands", "Brand names in the path, on a host that is not theirs.",
                (("example.com/paypal/x", 1), (_OFFICIAL, 0))),
        Feature("brand_typo", "flag", "1", "Part of the host is one slip away from a brand's name.",
                (("paypa1.example", 1), ("payypal.example", 1), (_OFFICIAL, 0))),
        Feature("brand_disguised", "flag", "1",
                "A brand's name appears once look-alike characters are read as what they look like.",
                (("micr0s0ft-login.example", 1), ("рayрal.com", 1), (_OFFICIAL, 0))),
        *(
            Feature(f"brand_sector_{sector}", "flag", "1",
                    f"A name that is imitated in the host belongs to the sector {sector!r}.",
                    ((_OFFICIAL, 0),))
            for sector in SECTORS
        ),
    ),
)

OFFICIAL, DOMAIN, SUBDOMAIN, PATH, TYPO, DISGUISED = range(6)
"""Places of a brand, the columns of `brand_places`."""


@kernel
def fill_brands(parts: Columns, brands: BrandTables, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `BRANDS` from `column` on."""
    places = np.zeros(6, np.int32)
    scratch = np.zeros(256, np.uint8)
    for row in range(len(parts.start)):
        out[row, column : column + 8 + len(SECTORS)] = 0
        _locate(parts, row, brands, places, scratch, out[row], column)
        out[row, column] = places[OFFICIAL] > 0
        out[row, column + 6] = places[TYPO] > 0
        out[row, column + 7] = places[DISGUISED] > 0
        for place in (DOMAIN, SUBDOMAIN, TYPO, DISGUISED):
            if places[place]:
                out[row, column + 8 + brands.sector[places[place]]] = 1


@kernel
def brand_places(parts: Columns, row: int, brands: BrandTables) -> NDArray[np.int32]:
    """Give the brand number at each place of one row, 0 for none: int32 (6,)."""
    places = np.zeros(6, np.int32)
    scratch = np.zeros(256, np.uint8)
    _locate(parts, row, brands, places, scratch, np.zeros(8, np.float32), 0)
    return places


@kernel
def _locate(
    parts: Columns, row: int, brands: BrandTables, places: NDArray[np.int32], scratch: Bytes, out: FloatMatrix, column: int
) -> None:
    places[:] = 0
    text = parts.text
    begin, end = parts.domain[row], label_end(parts, row)
    own = _official(text, begin, parts.suffix[row], parts.host_end[row], brands)
    places[OFFICIAL] = own
    if own == 0:
        found, taken, count = _search(text, begin, end, brands.found, own)
        places[DOMAIN] = found
        out[column + 1] = found > 0 and taken == end - begin
        out[column + 2] = count
        out[column + 3] = share(taken, end - begin)
        if begin > parts.start[row]:
            found, _, count = _search(text, parts.start[row], begin - 1, brands.found, own)
            places[SUBDOMAIN] = found
            out[column + 4] = count
        _disguises(parts, row, brands, places, scratch, taken)
    found, _, count = _search(text, parts.host_end[row], parts.end[row], brands.found, own)
    places[PATH] = found
    out[column + 5] = count


@kernel
def _official(text: Bytes, domain: int, suffix: int, end: int, brands: BrandTables) -> int:
    """Give the brand whose domain or suffix the host stands under, 0 for none."""
    for begin in (domain, suffix):
        key = np.uint64(0)
        for i in range(begin, end):
            key = grow_hash(key, text[i])
        found = find(brands.official_keys, brands.official_values, key)
        if found:
            return found
    return 0


@kernel
def _search(text: Bytes, begin: int, end: int, found: Automaton, own: int) -> tuple[int, int, int]:
    """Give the longest brand name in a span, its length, and the number of names not `own`."""
    state = 0
    best = longest = count = 0
    for i in range(begin, end):
        state = found.step[state, found.symbols[text[i]]]
        hit = state if found.pattern[state] >= 0 else found.more[state]
        while hit:
            pattern = found.pattern[hit]
            length = found.length[pattern]
            alone = not found.whole[pattern] or stands_alone(text, i + 1 - length, i + 1, begin, end)
            if alone and found.payload[pattern] != own:
                count += 1
                if length > longest:
                    best, longest = found.payload[pattern], length
            hit = found.more[hit]
    return best, longest, count


@kernel
def _disguises(
    parts: Columns, row: int, brands: BrandTables, places: NDArray[np.int32], scratch: Bytes, taken: int
) -> None:
    """Look for slips and look-alikes in the registrable label and in the labels left of it.

    `taken` is the length of the longest name that stands there undisguised.
    """
    text = parts.text
    skeleton_begin, skeleton_end = parts.skeleton_start[row], parts.skeleton_start[row + 1]
    if skeleton_end > skeleton_begin:
        found, _, _ = _search(parts.skeleton, skeleton_begin, skeleton_end, brands.found, 0)
        places[DISGUISED] = found
    token = parts.start[row]
    end = label_end(parts, row)
    for i in range(parts.start[row], end + 1):
        if i < end and text[i] != 45 and text[i] != 46:
            continue
        if i - token >= MIN_TYPO_LENGTH - 1 and not places[TYPO]:
            places[TYPO] = _near(text, token, i, brands)
        token = i + 1
    if places[DISGUISED] == 0:
        for one in (108, 105):
            length, changed = _plain_reading(text, parts.domain[row], end, one, scratch)
            if changed:
                found, longest, _ = _search(scratch, 0, length, brands.found, 0)
                if longest > max(4, taken) and not places[DISGUISED]:
                    places[DISGUISED] = found


@kernel
def _plain_reading(text: Bytes, begin: int, end: int, one: int, out: Bytes) -> tuple[int, bool]:
    """Read digits and letter pairs as the letters they look like, without hyphens.

    `1` is read as `one`, which is `l` or `i`.
    """
    n = 0
    changed = False
    i = begin
    while i < end and n < len(out):
        byte = text[i]
        following = text[i + 1] if i + 1 < end else 0
        plain = byte
        if byte == 48:
            plain = 111
        elif byte == 49:
            plain = one
        elif byte == 51:
            plain = 101
        elif byte == 52:
            plain = 97
        elif byte == 53:
            plain = 115
        elif byte == 114 and following == 110:
            plain = 109
            i += 1
        elif byte == 118 and following == 118:
            plain = 119
            i += 1
        changed |= plain != byte
        if byte != 45:
            out[n] = plain
            n += 1
        else:
            changed = True
        i += 1
    return n, changed


@kernel
def _near(text: Bytes, begin: int, end: int, brands: BrandTables) -> int:
    """Give a brand whose name is one slip away from a token, 0 if it is a name itself."""
    if end - begin > 30:
        return 0
    for left_out in range(begin - 1, end):
        key = np.uint64(0)
        for i in range(begin, end):
            if i != left_out:
                key = grow_hash(key, text[i])
        number = find(brands.near_keys, brands.near_values, key)
        if number:
            first, last = brands.token_start[number - 1], brands.token_start[number]
            slips = _slips(text, begin, end, brands.token_text, first, last)
            if slips == 0:
                return 0
            if slips == 1:
                return brands.token_brand[number - 1]
    return 0


@kernel
def _slips(one: Bytes, a: int, a_end: int, other: Bytes, b: int, b_end: int) -> int:
    """0 = equal, 1 = one inserted, dropped, changed or two swapped characters apart, else 2."""
    while a < a_end and b < b_end and one[a] == other[b]:
        a += 1
        b += 1
    while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
        a_end -= 1
        b_end -= 1
    left, right = a_end - a, b_end - b
    if left == 0 and right == 0:
        return 0
    if left <= 1 and right <= 1:
        return 1
    if left == 2 and right == 2 and one[a] == other[b + 1] and one[a + 1] == other[b]:
        return 1
    return 2
