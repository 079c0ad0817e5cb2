"""Imitation of known names: where a brand stands in a host not its own, and how disguised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.automaton import Automaton, stands_alone
from urlguard.features.characters import share
from urlguard.features.host import label_end
from urlguard.hashing import TableKeys, TableValues, find, grow_hash
from urlguard.kernel import kernel
from urlguard.lexicon import SECTORS, BrandTables
from urlguard.slips import Names, may_be_near, near_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns

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
        Feature("brand_in_domain", "count", "brands",
                "Brand names in a registrable label that is not theirs.",
                ((_LABEL, 1), (_OFFICIAL, 0))),
        Feature("brand_domain_share", "ratio", "1",
                "Share of the registrable label that a brand name takes.",
                ((_LABEL, 0.4615), (_OFFICIAL, 0))),
        Feature("brand_in_subdomain", "count", "brands",
                "Brand names left of a domain that is not theirs.",
                ((_SUB, 1), (_OFFICIAL, 0))),
        Feature("brand_in_path", "count", "brands",
                "Brand names in the path, on a host that is not theirs.",
                (("example.com/paypal/x", 1), (_OFFICIAL, 0))),
        Feature("brand_typo", "flag", "1",
                "Part of the host is one slip away from a brand's name.",
                (("paypa1.example", 1), ("payypal.example", 1), (_OFFICIAL, 0))),
        Feature("brand_disguised", "flag", "1",
                "A brand's name appears once look-alike characters are read as "
                "what they look like.",
                (("micr0s0ft-login.example", 1), ("рayрal.com", 1), (_OFFICIAL, 0))),
        *(
            Feature(f"brand_sector_{sector}", "flag", "1",
                    f"A name that is imitated in the host belongs to the sector {sector!r}.",
                    ((_OFFICIAL, 0),))
            for sector in SECTORS
        ),
    ),
)  # fmt: skip

OFFICIAL, DOMAIN, SUBDOMAIN, PATH, TYPO, DISGUISED = range(6)
"""Places of a brand, the columns of `brand_places`."""

# Tables and columns are taken apart before the loop: numba counts references to each array of a
# named tuple at each call that it does not inline, which cost more than the work.


@kernel
def fill_brands(parts: Columns, brands: BrandTables, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `BRANDS` from `column` on."""
    places = np.zeros((len(parts.start), 6), np.int32)
    _locate(parts, brands, places, out, column)
    sector = brands.sector
    for row in range(len(places)):
        out[row, column] = places[row, OFFICIAL] > 0
        out[row, column + 6] = places[row, TYPO] > 0
        out[row, column + 7] = places[row, DISGUISED] > 0
        out[row, column + 8 : column + 8 + len(SECTORS)] = 0
        for place in (DOMAIN, SUBDOMAIN, TYPO, DISGUISED):
            if places[row, place]:
                out[row, column + 8 + sector[places[row, place]]] = 1


@kernel
def brand_places(parts: Columns, brands: BrandTables) -> NDArray[np.int32]:
    """Give the brand number at each place of each row, 0 for none: int32 (rows, 6)."""
    places = np.zeros((len(parts.start), 6), np.int32)
    _locate(parts, brands, places, np.zeros((len(parts.start), 6), np.float32), 0)
    return places


@kernel
def _locate(
    parts: Columns,
    brands: BrandTables,
    places: NDArray[np.int32],
    out: FloatMatrix,
    column: int,
) -> None:
    """Fill places, int32 (rows, 6) of zeros, and columns 1 to 5 from `column` on."""
    text, start, domain = parts.text, parts.start, parts.domain
    found, names, heads, tails = brands.found, brands.names, brands.names.heads, brands.names.tails
    keys, values = brands.official_keys, brands.official_values
    scratch = np.zeros(256, np.uint8)
    for row in range(len(places)):
        begin, end = domain[row], label_end(parts, row)
        own = _official(text, begin, parts.suffix[row], parts.host_end[row], keys, values)
        places[row, OFFICIAL] = own
        out[row, column + 1 : column + 5] = 0
        if own == 0:
            brand, taken, count = _search(text, begin, end, found, own)
            places[row, DOMAIN] = brand
            out[row, column + 1] = brand > 0 and taken == end - begin
            out[row, column + 2] = count
            out[row, column + 3] = share(taken, end - begin)
            if begin > start[row]:
                brand, _, count = _search(text, start[row], begin - 1, found, own)
                places[row, SUBDOMAIN] = brand
                out[row, column + 4] = count
            places[row, TYPO] = _typo(text, start[row], end, names, heads, tails)
            skeleton, skeleton_end = parts.skeleton_start[row], parts.skeleton_start[row + 1]
            if skeleton_end > skeleton:
                brand, _, _ = _search(parts.skeleton, skeleton, skeleton_end, found, 0)
                places[row, DISGUISED] = brand
            if places[row, DISGUISED] == 0:
                places[row, DISGUISED] = _disguised(text, begin, end, max(4, taken), found, scratch)
        brand, _, count = _search(text, parts.host_end[row], parts.end[row], found, own)
        places[row, PATH] = brand
        out[row, column + 5] = count


@kernel
def _official(
    text: Bytes, domain: int, suffix: int, end: int, keys: TableKeys, values: TableValues
) -> int:
    """Give the brand whose domain or suffix the host stands under, 0 for none."""
    for begin in (domain, suffix):
        key = np.uint64(0)
        for i in range(begin, end):
            key = grow_hash(key, text[i])
        found = find(keys, values, key)
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
            alone = not found.whole[pattern] or stands_alone(
                text, i + 1 - length, i + 1, begin, end
            )
            if alone and found.payload[pattern] != own:
                count += 1
                if length > longest:
                    best, longest = found.payload[pattern], length
            hit = found.more[hit]
    return best, longest, count


@kernel
def _typo(
    text: Bytes,
    begin: int,
    end: int,
    names: Names,
    heads: NDArray[np.int64],
    tails: NDArray[np.int64],
) -> int:
    """Give the brand that is one slip away from a part of the host, 0 for none."""
    token = begin
    for i in range(begin, end + 1):
        if i < end and text[i] != 45 and text[i] != 46:
            continue
        if may_be_near(text, token, i, heads, tails):
            brand = near_name(text, token, i, names)
            if brand:
                return brand
        token = i + 1
    return 0


@kernel
def _disguised(
    text: Bytes, begin: int, end: int, taken: int, found: Automaton, scratch: Bytes
) -> int:
    """Give the brand that look-alike characters spell, 0 for none.

    Its name must be longer than `taken`, what stands there undisguised.
    """
    for one in (108, 105):
        length, changed, ones = _plain_reading(text, begin, end, one, scratch)
        if changed:
            brand, longest, _ = _search(scratch, 0, length, found, 0)
            if longest > taken:
                return brand
        if not ones:
            return 0
    return 0


@kernel
def _plain_reading(
    text: Bytes, begin: int, end: int, one: int, out: Bytes
) -> tuple[int, bool, bool]:
    """Read digits and letter pairs as the letters they look like, without hyphens.

    `1` is read as `one`, which is `l` or `i`. Give the length of `out`, whether it differs from
    the text, and whether there is a `1`.
    """
    n = 0
    changed = ones = False
    i = begin
    while i < end and n < len(out):
        byte = text[i]
        following = text[i + 1] if i + 1 < end else 0
        plain = byte
        if byte == 48:
            plain = 111
        elif byte == 49:
            plain = one
            ones = True
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
    return n, changed, ones
