"""Shared platforms: anybody can put a page there, so the owner of the domain is not its author."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.hashing import TableKeys, TableValues, find, grow_hash, hash_all, table_of
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Columns

GROUPS = (
    "hosting",
    "site_builder",
    "storage",
    "form",
    "shortener",
    "dynamic_dns",
    "tunnel",
    "social",
)
"""Groups of platform kinds, each one flag column."""

_GROUP_OF = {
    "app_hosting": 0,
    "blog": 1,
    "site_builder": 1,
    "storage": 2,
    "documents": 2,
    "ipfs_gateway": 2,
    "forms": 3,
    "shortener": 4,
    "redirector": 4,
    "link_in_bio": 7,
    "dynamic_dns": 5,
    "free_domain": 5,
    "tunnel": 6,
    "social": 7,
}
_EXAMPLE = {
    "hosting": "x.pages.dev", "site_builder": "x.weebly.com", "storage": "dweb.link/x",
    "form": "forms.gle/x", "shortener": "bit.ly/x", "dynamic_dns": "x.duckdns.org",
    "tunnel": "x.trycloudflare.com", "social": "linktr.ee/x",
}  # fmt: skip
_MEANING = {
    "hosting": "an app hosting service", "site_builder": "a site builder or blog service",
    "storage": "a file or document service", "form": "a form service",
    "shortener": "a link shortener or redirector", "dynamic_dns": "a dynamic DNS service",
    "tunnel": "a tunnel service", "social": "a social or link-page service",
}  # fmt: skip

PLATFORM = Block(
    "platform",
    "a shared platform or free hosting",
    "共享平台或免费托管",
    tuple(
        Feature(f"platform_{group}", "flag", "1", f"The host belongs to {_MEANING[group]}.",
                ((_EXAMPLE[group], 1), ("example.com", 0)))
        for group in GROUPS
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def platform_table() -> tuple[TableKeys, TableValues]:
    """Give the hash table of platform suffixes to group number plus 1."""
    from fraudlens.knowledge.platforms import load_platforms  # noqa: PLC0415  read on first use only

    listed = load_platforms()
    keys = hash_all([platform.suffix[::-1] for platform in listed])
    return table_of(keys, np.array([1 + _GROUP_OF[platform.kind] for platform in listed]))


@kernel
def fill_platforms(
    parts: Columns, keys: TableKeys, values: TableValues, out: FloatMatrix, column: int
) -> None:
    """Fill the columns of `PLATFORM` from `column` on."""
    for row in range(len(parts.start)):
        out[row, column : column + 8] = 0
        group = platform_of(parts, row, keys, values)
        if group:
            out[row, column + group - 1] = 1


@kernel
def platform_of(parts: Columns, row: int, keys: TableKeys, values: TableValues) -> int:
    """Give the group number plus 1 of the longest platform suffix of a host, 0 for none."""
    best = 0
    key = np.uint64(0)
    begin = parts.start[row]
    for i in range(parts.host_end[row] - 1, begin - 1, -1):
        key = grow_hash(key, parts.text[i])
        if i == begin or parts.text[i - 1] == 46:
            found = find(keys, values, key)
            if found:
                best = found
    return best


def platform_hosts(parts: Columns) -> NDArray[np.bool_]:
    """True where a host is itself a platform, not a name below one: bool (rows,)."""
    out = np.zeros(len(parts.start), np.bool_)
    _whole_hosts(parts, *platform_table(), out)
    return out


@kernel
def _whole_hosts(
    parts: Columns, keys: TableKeys, values: TableValues, out: NDArray[np.bool_]
) -> None:
    for row in range(len(parts.start)):
        key = np.uint64(0)
        for i in range(parts.host_end[row] - 1, parts.start[row] - 1, -1):
            key = grow_hash(key, parts.text[i])
        out[row] = find(keys, values, key) > 0
