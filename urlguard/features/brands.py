"""Imitation of known names: where a brand stands in a host not its own, and how disguised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.automaton import HIT, PLACE, SYMBOLS, Automaton, stands_alone
from urlguard.features.characters import share
from urlguard.features.host import label_ends
from urlguard.hashing import TableKeys, TableValues, find, grow_hash
from urlguard.kernel import kernel
from urlguard.lexicon import SECTORS, BrandTables
from urlguard.slips import Names, may_be_near, near_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns, Offsets

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

SHORT_NAME = 4
"""Letters of names that digits and hyphens spell by chance."""
_MOST_READ = 256
"""Bytes of a label that are read as what they look like; no registry takes more than 63."""

# Each search walks a whole column of spans. Tables are taken apart before its loop: numba counts
# references to each array of a named tuple at each call, which cost more than the work of a row.


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
    text, found, rows = parts.text, brands.found, len(places)
    own, brand = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    taken, count = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    _official(parts, brands.official_keys, brands.official_values, own)
    # An official host imitates nobody: its spans are empty, but for the path.
    first = np.where(own == 0, parts.start, 0)
    begin = np.where(own == 0, parts.domain, 0)
    end = np.where(own == 0, label_ends(parts), 0)
    _search(text, begin, end, own, found, brand, taken, count)
    places[:, OFFICIAL], places[:, DOMAIN] = own, brand
    for row in range(rows):
        length = end[row] - begin[row]
        out[row, column + 1] = brand[row] > 0 and taken[row] == length
        out[row, column + 2] = count[row]
        out[row, column + 3] = share(taken[row], length)
    places[:, DISGUISED] = _disguised(parts, begin, end, own, found, taken)
    places[:, TYPO] = _typos(text, first, end, brands.names)
    _search(text, first, np.maximum(first, begin - 1), own, found, brand, taken, count)
    places[:, SUBDOMAIN], out[:, column + 4] = brand, count
    _search(text, parts.host_end, parts.end, own, found, brand, taken, count)
    places[:, PATH], out[:, column + 5] = brand, count


@kernel
def _official(parts: Columns, keys: TableKeys, values: TableValues, own: NDArray[np.int32]) -> None:
    """Give the brand whose domain or suffix each host stands under, 0 for none."""
    text, domain, suffix, host_end = parts.text, parts.domain, parts.suffix, parts.host_end
    for row in range(len(own)):
        for begin in (domain[row], suffix[row]):
            key = np.uint64(0)
            for i in range(begin, host_end[row]):
                key = grow_hash(key, text[i])
            found = find(keys, values, key)
            if found:
                own[row] = found
                break


@kernel
def _search(
    text: Bytes,
    begin: Offsets,
    end: Offsets,
    own: NDArray[np.int32],
    found: Automaton,
    brand: NDArray[np.int32],
    taken: NDArray[np.int32],
    count: NDArray[np.int32],
) -> None:
    """Give the longest brand name in each span, its length, and the number of names not `own`."""
    quick, symbols, pattern, more = found.quick, found.symbols, found.pattern, found.more
    length, whole, payload = found.length, found.whole, found.payload
    for row in range(len(begin)):
        low, high = begin[row], end[row]
        place = np.uint32(0)
        best = longest = names = 0
        for i in range(low, high):
            step = quick[place + symbols[text[i]]]
            place = step & PLACE
            if step < HIT:
                continue
            state = np.int64(place // np.uint32(SYMBOLS))
            hit = state if pattern[state] >= 0 else np.int64(more[state])
            while hit:
                which = pattern[hit]
                size = length[which]
                alone = not whole[which] or stands_alone(text, i + 1 - size, i + 1, low, high)
                if alone and payload[which] != own[row]:
                    names += 1
                    if size > longest:
                        best, longest = payload[which], size
                hit = np.int64(more[hit])
        brand[row], taken[row], count[row] = best, longest, names


@kernel
def _typos(text: Bytes, first: Offsets, last: Offsets, names: Names) -> NDArray[np.int32]:
    """Give the brand that is one slip away from a part of each host, 0 for none: int32 (rows,)."""
    brand = np.zeros(len(first), np.int32)
    heads, tails = names.heads, names.tails
    for row in range(len(first)):
        token, end = first[row], last[row]
        for i in range(token, end + 1):
            if i < end and text[i] != 45 and text[i] != 46:
                continue
            if may_be_near(text, token, i, heads, tails):
                near = near_name(text, token, i, names)
                if near:
                    brand[row] = near
                    break
            token = i + 1
    return brand


@kernel
def _disguised(
    parts: Columns,
    begin: Offsets,
    end: Offsets,
    own: NDArray[np.int32],
    found: Automaton,
    taken: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Give the brand that look-alike characters spell in each label, 0 for none: int32 (rows,).

    The look-alike letters of an A-label come first. Else digits and pairs are read as letters, and
    the name must be longer than `taken`, what stands there undisguised.
    """
    rows, skeleton = len(begin), parts.skeleton_start
    none, count = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    brand, read, size = np.zeros(rows, np.int32), np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    stop = np.where(own == 0, skeleton[1:], skeleton[:-1])
    _search(parts.skeleton, skeleton[:-1], stop, none, found, brand, size, count)
    low, high = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    wanted = np.ones(rows, np.bool_)
    scratch = np.empty(np.sum(end - begin), np.uint8)
    for one in (108, 105):
        used = 0
        for row in range(rows):
            low[row] = used
            if brand[row] == 0 and wanted[row]:
                used, wanted[row] = _plain_reading(
                    parts.text, begin[row], end[row], one, scratch, used
                )
            high[row] = used
        _search(scratch, low, high, none, found, read, size, count)
        for row in range(rows):
            if size[row] > max(SHORT_NAME, taken[row]):
                brand[row] = read[row]
    return brand


@kernel
def _plain_reading(
    text: Bytes, begin: int, end: int, one: int, out: Bytes, used: int
) -> tuple[int, bool]:
    """Read digits and letter pairs as the letters they look like, without hyphens.

    `1` is read as `one`, which is `l` or `i`. What differs from the text is written to `out` from
    `used` on. Give the end of what was written, and whether there is a `1`.
    """
    n = used
    changed = ones = False
    i = begin
    while i < end and n - used < _MOST_READ:
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
    return n if changed else used, ones
